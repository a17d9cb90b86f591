import type { State } from "../kernel";
import { Rows } from "./rows";
import { followValue, hashOf } from "./stateHash";

const INITIAL_STATES = 256;
/** The table is kept at most two thirds full, so that probes are short. */
const FULL = 2 / 3;
/** How many states may come between two questions whether there is memory for more. */
const MARGIN = 8192;

/**
 * A set of states, numbered in the order in which they came: a hash table with open addressing over typed arrays.
 * Nothing is approximated: states are compared slot by slot.
 */
export class StateStore {
  readonly width: number;
  /** The states by number, and after them the one that is looked up. */
  readonly #rows: Rows;
  #hashes: Int32Array;
  /** Pairs of a state's number plus one and its hash, so that a probe looks at one place in memory. */
  #table: Int32Array;
  #count = 0;
  /** Hash of the state that is looked up. */
  #hash = 0;

  constructor(width: number) {
    this.width = width;
    this.#rows = new Rows(width, INITIAL_STATES);
    this.#hashes = new Int32Array(INITIAL_STATES);
    this.#table = new Int32Array(INITIAL_STATES * 4);
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
    const rowsFull = this.#count + MARGIN > this.#rows.capacity;
    const tableFull = (this.#count + MARGIN) * 2 > this.#table.length * FULL;
    return this.bytes + (rowsFull ? 2 * growing : 0) + (tableFull ? 2 * this.#table.byteLength : 0) > memory;
  }

  /**
   * The number of a state, which is added if it is new: then the number is the count before. `hash` is `hashOf` the
   * state, or what `follow` makes of the hash of the state before.
   */
  add(state: State, hash = hashOf(state)): number {
    this.#rows.store(this.#count, state);
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
    this.#rows.copy(from, this.#count);
    this.#hash = this.#hashes[from] as number;
  }

  /** Changes a slot of the state that was begun. */
  change(slot: number, value: number): void {
    const before = this.#rows.get(this.#count, slot);
    if (before === value) return;
    this.#rows.set(this.#count, slot, value);
    this.#hash = followValue(this.#hash, slot, before, value);
  }

  /** The number of the state that was begun, which is added if it is new. */
  settle(): number {
    const hash = this.#hash;
    const table = this.#table;
    const mask = table.length / 2 - 1;
    for (let at = spread(hash) & mask; ; at = (at + 1) & mask) {
      const entry = table[2 * at] as number;
      if (entry === 0) {
        table[2 * at] = this.#count + 1;
        table[2 * at + 1] = hash;
        return this.#keep(hash);
      }
      if (table[2 * at + 1] === hash && this.#rows.equal(entry - 1, this.#count)) return entry - 1;
    }
  }

  /** Copies a state out. */
  load(number: number, into: State): void {
    this.#rows.load(number, into);
  }

  #keep(hash: number): number {
    const number = this.#count;
    this.#hashes[number] = hash;
    this.#count += 1;
    if (this.#count === this.#rows.capacity) this.#grow();
    if (this.#count * 2 > this.#table.length * FULL) this.#rehash();
    return number;
  }

  #grow(): void {
    const capacity = this.#rows.capacity * 2;
    this.#rows.reserve(capacity);
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  /** Doubles the table. Its entries come in the order of their places, so the new one is filled from front to back twice. */
  #rehash(): void {
    const before = this.#table;
    const table = new Int32Array(before.length * 2);
    const mask = table.length / 2 - 1;
    for (let from = 0; from < before.length; from += 2) {
      const entry = before[from] as number;
      if (entry === 0) continue;
      const hash = before[from + 1] as number;
      let at = spread(hash) & mask;
      while (table[2 * at] !== 0) at = (at + 1) & mask;
      table[2 * at] = entry;
      table[2 * at + 1] = hash;
    }
    this.#table = table;
  }
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
