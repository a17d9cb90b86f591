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

  /**
   * A location's name: `dio_refcount`; `raised_bio0` for whether a context was raised; `is_dio` for what became of an object;
   * `inside_cpu0` for whether an interrupt has a CPU, `masked_submitter` for what a task does to interrupts.
   */
  slot(slot: number): string {
    const name = this.#bySlot.get(slot) ?? this.#fresh(this.#wanted(slot));
    this.#bySlot.set(slot, name);
    return name;
  }

  #wanted(slot: number): string {
    const { contexts, contextBase, cpus, initial } = this.#machine;
    if (slot >= cpus.locations) return `masked_${contexts[slot - cpus.locations]?.id ?? ""}`;
    if (slot >= initial.length) {
      const inside = contexts.find((_, n) => cpus.location(n) === slot);
      return `inside_cpu${inside?.cpu ?? ""}`;
    }
    const path = this.#words.path(slot);
    if (slot >= contextBase) return `raised_${path}`;
    return path.includes(".") ? path : `is_${path}`;
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
