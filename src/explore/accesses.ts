import { acquire, release, tryAcquire } from "../kernel/effect";
import type { Machine, Operation } from "../kernel";

/** How a location is used: `acquire` is a write that waits until the location is free. */
export const Access = { read: 0, write: 1, acquire: 2 } as const;

/** Depth of "never". */
const NEVER = -1;

/** What one executed transition changed in the books, to take it back. */
interface Undo {
  readonly context: number;
  readonly latest: number;
  readonly entries: number[];
}

/**
 * The books of a depth-first search about the execution on its stack: for each location who used it last, and for each
 * transition its vector clock. A depth (index on the stack) serves as the time of a transition, so that transition i
 * of context c happens before whatever comes after a clock with clock[c] >= i (F. Mattern 1989; used for partial-order
 * reduction by C. Flanagan and P. Godefroid, POPL 2005).
 */
export class Accesses {
  readonly contexts: number;
  readonly #slots: number;
  /** Last write, last acquisition and whether the last write was a release, by slot. */
  readonly #write: Int32Array;
  readonly #acquired: Int32Array;
  readonly #released: Uint8Array;
  /** Last read, by slot and context. */
  readonly #read: Int32Array;
  readonly #owners: number[] = [];
  readonly #clocks: Int32Array[] = [];
  readonly #latest: number[];
  readonly #undo: Undo[] = [];

  constructor(machine: Machine) {
    this.contexts = machine.contexts.length;
    this.#slots = machine.initial.length;
    this.#write = new Int32Array(this.#slots).fill(NEVER);
    this.#acquired = new Int32Array(this.#slots).fill(NEVER);
    this.#released = new Uint8Array(this.#slots);
    this.#read = new Int32Array(this.#slots * this.contexts).fill(NEVER);
    this.#latest = new Array<number>(this.contexts).fill(NEVER);
  }

  /** The number of transitions in the books. */
  get depth(): number {
    return this.#clocks.length;
  }

  /** The context that took the transition at this depth. */
  owner(depth: number): number {
    return this.#owners[depth] as number;
  }

  /**
   * Calls `found` with the depth of each transition of another context that an access of `context` after all those in
   * the books would be in a race with: in conflict, and not ordered before by the context's own past.
   */
  races(context: number, slot: number, access: number, found: (depth: number) => void): void {
    const clock = this.#clocks[this.#latest[context] as number];
    const check = (depth: number) => {
      if (depth === NEVER || this.#owners[depth] === context) return;
      if (clock && (clock[this.#owners[depth] as number] as number) >= depth) return;
      found(depth);
    };
    const written = this.#write[slot] as number;
    // An acquisition waits for the release, so they cannot be swapped; the race is with the acquisition before it.
    if (access === Access.acquire && this.#released[slot] === 1) check(this.#acquired[slot] as number);
    else check(written);
    if (access === Access.read) return;
    for (let other = 0; other < this.contexts; other += 1) {
      const read = this.#read[slot * this.contexts + other] as number;
      if (read > written) check(read);
    }
  }

  /** Enters the next transition. Its footprint is twice the slots, plus one where written (`Machine.step`). */
  push(context: number, operation: Operation, footprint: readonly number[], raised: readonly number[]): void {
    const depth = this.#clocks.length;
    const latest = this.#latest[context] as number;
    const clock = this.#clocks[latest]?.slice() ?? new Int32Array(this.contexts).fill(NEVER);
    const entries: number[] = [];
    clock[context] = depth;
    for (const access of footprint) {
      const slot = access >> 1;
      this.#join(clock, this.#write[slot] as number);
      if ((access & 1) === 0) continue;
      for (let other = 0; other < this.contexts; other += 1)
        this.#join(clock, this.#read[slot * this.contexts + other] as number);
    }
    for (const access of footprint) {
      const slot = access >> 1;
      if ((access & 1) === 0) {
        const at = slot * this.contexts + context;
        entries.push(~at, this.#read[at] as number, 0, 0);
        this.#read[at] = depth;
      } else {
        entries.push(
          slot,
          this.#write[slot] as number,
          this.#acquired[slot] as number,
          this.#released[slot] as number,
        );
        this.#write[slot] = depth;
        const locks = slot === operation.slot;
        this.#released[slot] = locks && operation.effect === release ? 1 : 0;
        if (locks && (operation.effect === acquire || operation.effect === tryAcquire))
          this.#acquired[slot] = depth;
      }
    }
    this.#undo.push({ context, latest, entries });
    this.#owners.push(context);
    this.#clocks.push(clock);
    this.#latest[context] = depth;
    // A context that is raised by this transition begins after it.
    for (const other of raised) this.#latest[other] = depth;
    if (raised.length > 0) entries.push(...raised.flatMap((other) => [this.#slots, other, 0, 0]));
  }

  /** Takes the latest transition back. */
  pop(): void {
    const undo = this.#undo.pop();
    if (!undo) return;
    this.#owners.pop();
    this.#clocks.pop();
    const { entries } = undo;
    for (let n = entries.length - 4; n >= 0; n -= 4) {
      const slot = entries[n] as number;
      if (slot === this.#slots) this.#latest[entries[n + 1] as number] = NEVER;
      else if (slot < 0) this.#read[~slot] = entries[n + 1] as number;
      else {
        this.#write[slot] = entries[n + 1] as number;
        this.#acquired[slot] = entries[n + 2] as number;
        this.#released[slot] = entries[n + 3] as number;
      }
    }
    this.#latest[undo.context] = undo.latest;
  }

  #join(clock: Int32Array, depth: number): void {
    if (depth === NEVER) return;
    const other = this.#clocks[depth] as Int32Array;
    for (let n = 0; n < this.contexts; n += 1)
      if ((other[n] as number) > (clock[n] as number)) clock[n] = other[n] as number;
  }
}
