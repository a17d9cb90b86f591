import type { State } from "../kernel";
import { Rows } from "./rows";
import { followValue, hashOf } from "./stateHash";

const INITIAL_STATES = 256;
/** The table is kept at most two thirds full, so that probes are short. */
const FULL = 2 / 3;
/** How many states may come between two questions whether there is memory for more. */
export const MARGIN = 8192;

/**
 * A set of states, numbered in the order in which they came: a hash table with open addressing over typed arrays.
 * Nothing is approximated: states are compared slot by slot.
 */
export class StateStore {
  readonly width: number;
  /** The state that is looked up, and after it the states by number. */
  readonly #rows: Rows;
  #hashes: Int32Array;
  /**
   * A power of two of entries: 0, or in the low bits, as many as the table's length needs, a state's number plus one, and
   * above them the bits of its hash. Most states that are not meant differ there, so a probe looks at one place in memory.
   */
  #table: Int32Array;
  #count = 0;
  /** The state that the one that is looked up is still equal to; -1 if none. */
  #derived = -1;
  /** Hash of the state that is looked up. */
  #hash = 0;

  constructor(width: number) {
    this.width = width;
    this.#rows = new Rows(width, INITIAL_STATES + 1);
    this.#hashes = new Int32Array(INITIAL_STATES);
    this.#table = new Int32Array(INITIAL_STATES * 2);
  }

  /** How many states there are. */
  get count(): number {
    return this.#count;
  }

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#rows.bytes + this.#hashes.byteLength + this.#table.byteLength;
  }

  /** Whether the next state needs more memory than this, in bytes: the arrays double, and are there twice while they do. */
  outgrows(memory: number): boolean {
    const growing = this.#rows.bytes + this.#hashes.byteLength;
    const rowsFull = this.#count + MARGIN > this.#hashes.length;
    const tableFull = this.#count + MARGIN > this.#table.length * FULL;
    return this.bytes + (rowsFull ? 2 * growing : 0) + (tableFull ? 2 * this.#table.byteLength : 0) > memory;
  }

  /**
   * The number of a state, which is added if it is new: then the number is the count before. `hash` is `hashOf` the
   * state, or what `follow` makes of the hash of the state before.
   */
  add(state: State, hash = hashOf(state)): number {
    this.#rows.store(0, state);
    this.#derived = -1;
    this.#hash = hash;
    return this.settle();
  }

  /** As `add`, for a state that differs in a few slots from one in the store. */
  addBehind(from: number, before: State, state: State): number {
    this.derive(from);
    for (let slot = 0; slot < this.width; slot += 1) {
      const value = state[slot] as number;
      if (value !== before[slot]) this.change(slot, value);
    }
    return this.settle();
  }

  /** Begins a state that is made of one in the store by `change`, and added by `settle`. */
  derive(from: number): void {
    if (this.#derived === from) return;
    this.#derived = from;
    this.#rows.copy(from + 1, 0);
    this.#hash = this.#hashes[from] as number;
  }

  /** Changes a slot of the state that was begun. */
  change(slot: number, value: number): void {
    const before = this.#rows.get(0, slot);
    if (before === value) return;
    this.#derived = -1;
    this.#rows.set(0, slot, value);
    this.#hash = followValue(this.#hash, slot, before, value);
  }

  /**
   * As `settle` after changes of two slots, but what was begun stays as it is for its next neighbour: most states have
   * several, and to change two slots back is quicker than to begin again.
   */
  settleBeside(slot: number, value: number, slot2: number, value2: number): number {
    const hash = this.#hash;
    const derived = this.#derived;
    const before = this.#rows.get(0, slot);
    const before2 = this.#rows.get(0, slot2);
    this.change(slot, value);
    this.change(slot2, value2);
    const number = this.settle();
    this.#rows.set(0, slot2, before2);
    this.#rows.set(0, slot, before);
    this.#hash = hash;
    this.#derived = derived;
    return number;
  }

  /** The number of the state that was begun, which is added if it is new. */
  settle(): number {
    const hash = this.#hash;
    const table = this.#table;
    const mask = table.length - 1;
    for (let at = spread(hash) & mask; ; at = (at + 1) & mask) {
      const entry = table[at] as number;
      if (entry === 0) {
        table[at] = (hash & ~mask) | (this.#count + 1);
        return this.#keep(hash);
      }
      const number = (entry & mask) - 1;
      if (((entry ^ hash) & ~mask) === 0 && this.#rows.equal(number + 1, 0)) return number;
    }
  }

  /** Copies a state out. */
  load(number: number, into: State): void {
    this.#rows.load(number + 1, into);
  }

  #keep(hash: number): number {
    const number = this.#count;
    this.#rows.copy(0, number + 1);
    this.#hashes[number] = hash;
    this.#count += 1;
    if (this.#count === this.#hashes.length) this.#grow();
    if (this.#count > this.#table.length * FULL) this.#rehash();
    return number;
  }

  #grow(): void {
    const capacity = this.#hashes.length * 2;
    this.#rows.reserve(capacity + 1);
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2);
    const mask = table.length - 1;
    for (let number = 0; number < this.#count; number += 1) {
      const hash = this.#hashes[number] as number;
      let at = spread(hash) & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = (hash & ~mask) | (number + 1);
    }
    this.#table = table;
  }
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
