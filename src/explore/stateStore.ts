import type { State } from "../kernel";

const INITIAL_STATES = 256;
/** The table is kept at most two thirds full, so that probes are short. */
const FULL = 2 / 3;

/**
 * A set of states, numbered in the order in which they came: a hash table with open addressing over one typed array.
 * Nothing is approximated: states are compared slot by slot.
 */
export class StateStore {
  readonly width: number;
  #states: Int32Array;
  #hashes: Int32Array;
  /** Pairs of a state's number plus one and its hash, so that a probe looks at one place in memory. */
  #table: Int32Array;
  #count = 0;

  constructor(width: number) {
    this.width = width;
    this.#states = new Int32Array(INITIAL_STATES * width);
    this.#hashes = new Int32Array(INITIAL_STATES);
    this.#table = new Int32Array(INITIAL_STATES * 4);
  }

  /** How many states there are. */
  get count(): number {
    return this.#count;
  }

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#states.byteLength + this.#hashes.byteLength + this.#table.byteLength;
  }

  /**
   * The number of a state, which is added if it is new: then the number is the count before. `hash` is `hashOf` the
   * state, or what `follow` makes of the hash of the state before.
   */
  add(state: State, hash = hashOf(state)): number {
    const table = this.#table;
    const mask = table.length / 2 - 1;
    for (let at = spread(hash) & mask; ; at = (at + 1) & mask) {
      const entry = table[2 * at] as number;
      if (entry === 0) {
        table[2 * at] = this.#count + 1;
        table[2 * at + 1] = hash;
        return this.#append(state, hash);
      }
      if (table[2 * at + 1] === hash && this.#equals(entry - 1, state)) return entry - 1;
    }
  }

  /** Copies a state out. */
  load(number: number, into: State): void {
    const { width } = this;
    const [states, start] = [this.#states, number * width];
    for (let slot = 0; slot < width; slot += 1) into[slot] = states[start + slot] as number;
  }

  /** The hash of a state in the store. */
  hash(number: number): number {
    return this.#hashes[number] as number;
  }

  #equals(number: number, state: State): boolean {
    const { width } = this;
    const [states, start] = [this.#states, number * width];
    for (let slot = 0; slot < width; slot += 1) if (states[start + slot] !== state[slot]) return false;
    return true;
  }

  #append(state: State, hash: number): number {
    const { width } = this;
    const number = this.#count;
    if ((number + 1) * width > this.#states.length) this.#grow();
    const [states, start] = [this.#states, number * width];
    for (let slot = 0; slot < width; slot += 1) states[start + slot] = state[slot] as number;
    this.#hashes[number] = hash;
    this.#count += 1;
    if (this.#count * 2 > this.#table.length * FULL) this.#rehash();
    return number;
  }

  #grow(): void {
    const capacity = this.#hashes.length * 2;
    const states = new Int32Array(capacity * this.width);
    states.set(this.#states);
    this.#states = states;
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2);
    const mask = table.length / 2 - 1;
    for (let number = 0; number < this.#count; number += 1) {
      const hash = this.#hashes[number] as number;
      let at = spread(hash) & mask;
      while (table[2 * at] !== 0) at = (at + 1) & mask;
      table[2 * at] = number + 1;
      table[2 * at + 1] = hash;
    }
    this.#table = table;
  }
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The hash of a state: the sum of its slots' hashes, so that it can follow the changes of single slots. */
export function hashOf(state: State): number {
  let hash = 0;
  for (let slot = 0; slot < state.length; slot += 1)
    hash = (hash + slotHash(slot, state[slot] as number)) | 0;
  return hash;
}

/** The hash of `after`, given that of `before` and a slot in which they may differ. */
export function follow(hash: number, slot: number, before: State, after: State): number {
  const [from, to] = [before[slot] as number, after[slot] as number];
  return from === to ? hash : (hash - slotHash(slot, from) + slotHash(slot, to)) | 0;
}

/** As `follow`, for all slots. */
export function followAll(hash: number, before: State, after: State): number {
  let changed = hash;
  for (let slot = 0; slot < after.length; slot += 1) {
    const [from, to] = [before[slot] as number, after[slot] as number];
    if (from !== to) changed = (changed - slotHash(slot, from) + slotHash(slot, to)) | 0;
  }
  return changed;
}

/** Mixes slot and value (finalizer of MurmurHash3, A. Appleby); 0 is 0, as most slots are and stay. */
export function slotHash(slot: number, value: number): number {
  if (value === 0) return 0;
  let hash = Math.imul(slot + 1, 0x9e3779b1) ^ value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
