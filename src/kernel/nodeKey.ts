import type { Frame, Frames, Locals } from "./frames";
import type { Operation } from "./operation";
import { isHandle } from "./struct";

/** A function call as a node keeps it. */
export interface FrameView {
  readonly function: string;
  readonly args: readonly unknown[];
  /** A copy; undefined if the function did not declare its locals. */
  readonly locals: Locals | undefined;
  /** C text of the function's latest step: in the functions below the top, the call. */
  readonly text: string;
}

/** A call stack as nodes keep it; two that are equal are one object. */
export interface Stack {
  /** Stands for it in keys. */
  readonly number: number;
  /** The stack without its top. */
  readonly below: Stack | undefined;
  readonly frames: readonly FrameView[];
}

/** The call stacks of an automaton: each is kept once, so that equal ones are found by one number. */
export class Stacks {
  readonly #byKey = new Map<string, Stack>();
  #count = 0;

  /**
   * What is to be kept of a stack. Frames below the top stand as they were when it was kept last: only the running
   * function is looked at anew.
   */
  keep({ stack }: Frames): Stack | undefined {
    let kept: Stack | undefined;
    for (let depth = 0; depth < stack.length; depth += 1) {
      const frame = stack[depth] as Frame;
      const known = frame.kept as Stack | undefined;
      kept = known ?? this.#push(kept, frame);
      if (depth < stack.length - 1) frame.kept = kept;
    }
    return kept;
  }

  /** Lets the frames below the top of a stack that was run again stand as they were kept. */
  restore({ stack }: Frames, kept: Stack | undefined): void {
    let below = kept?.below;
    for (let depth = stack.length - 2; depth >= 0; depth -= 1) {
      (stack[depth] as Frame).kept = below;
      below = below?.below;
    }
  }

  #push(below: Stack | undefined, frame: Frame): Stack {
    const key = `${below?.number ?? 0}/${keyOfFrame(frame)}`;
    const known = this.#byKey.get(key);
    if (known) return known;
    const { function: name, args, locals, text } = frame;
    const view: FrameView = { function: name, args, locals: locals && { ...locals }, text };
    this.#count += 1;
    const stack = { number: this.#count, below, frames: [...(below?.frames ?? []), view] };
    // What a function without declared locals remembers is not known, so its stack equals no other.
    if (locals) this.#byKey.set(key, stack);
    return stack;
  }
}

/**
 * What can be told cheaply of what a context knows, as one word: its stack, locks and interrupt flag, and the operation that
 * it stands before. All but the place of that operation in the code.
 */
export function keyOfNode(
  stack: Stack | undefined,
  { held, interruptsOn }: Frames,
  operation: Operation,
): string {
  const { kind, slot, object, operand, second, slots, text } = operation;
  const locks = held.map((lock) => `${lock.slot}${lock.interruptsWereOn ? "+" : "-"}`).join("");
  const flags = `${locks}${interruptsOn ? "+" : "-"}`;
  return `${stack?.number ?? 0}|${slot}|${operand}|${second}|${slots.join()}|${flags}|${object?.label ?? ""}|${kind}|${text}`;
}

function keyOfFrame({ function: name, args, locals, text, place }: Frame): string {
  let key = `${place}:${name}:${text}`;
  for (const value of args) key += `,${keyOf(value)}`;
  key += "|";
  if (locals) for (const value of Object.values(locals)) key += `,${keyOf(value)}`;
  return key;
}

const identities = new WeakMap<object, number>();
let identityCount = 0;

/** A value as a word: pointers by address, plain data by content, anything else by identity. */
function keyOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (isHandle(value)) return `@${value.$object.address}`;
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (typeof value !== "function" && (typeof value !== "object" || value === null)) return String(value);
  if (isPlain(value))
    return `{${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)}:${keyOf(member)}`)
      .join()}}`;
  const known = identities.get(value) ?? ++identityCount;
  identities.set(value, known);
  return `#${known}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
