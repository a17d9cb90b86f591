import type { Machine } from "../../kernel";
import { Words } from "../words";

/** Names for the locations and contexts of a program that every language takes, and no two of which are equal. */
export class Names {
  readonly #words: Words;
  readonly #machine: Machine;
  readonly #bySlot = new Map<number, string>();
  readonly #taken = new Set<string>();
  readonly contexts: readonly string[];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#words = new Words(machine);
    this.contexts = machine.contexts.map(({ id }) => this.#fresh(`run_${id}`));
  }

  /** A location's name: `dio_refcount`; `raised_bio0` for whether a context was raised; `is_dio` for what became of an object. */
  slot(slot: number): string {
    const known = this.#bySlot.get(slot);
    if (known !== undefined) return known;
    const path = this.#words.path(slot);
    const isCell = path.includes(".");
    const prefix = slot >= this.#machine.contextBase ? "raised_" : isCell ? "" : "is_";
    const name = this.#fresh(prefix + path);
    this.#bySlot.set(slot, name);
    return name;
  }

  #fresh(wanted: string): string {
    const plain = `m_${wanted.replace(/[^A-Za-z0-9]+/g, "_")}`;
    let name = plain;
    for (let n = 2; this.#taken.has(name); n += 1) name = `${plain}_${n}`;
    this.#taken.add(name);
    return name;
  }
}

/** C text that can stand in a comment of one line. */
export function commentText(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("*/", "* /").replaceAll("/*", "/ *");
}
