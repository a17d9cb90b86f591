import type { State } from "../kernel";

const INITIAL_STATES = 1024;
/** The table is kept at most half full, so that probes are short. */
const LOAD = 2;

/**
 * A set of states, numbered in the order in which they came: a hash table with open addressing over one typed array.
 * Nothing is approximated: states are compared slot by slot.
 */
export class StateStore {
  readonly width: number;
  #states: Int32Array;
  #hashes: Int32Array;
  #table: Int32Array;
  #count = 0;

  constructor(width: number) {
    this.width = width;
    this.#states = new Int32Array(INITIAL_STATES * width);
    this.#hashes = new Int32Array(INITIAL_STATES);
    this.#table = new Int32Array(INITIAL_STATES * LOAD);
  }

  /** How many states there are. */
  get count(): number {
    return this.#count;
  }

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#states.byteLength + this.#hashes.byteLength + this.#table.byteLength;
  }

  /** The number of a state, which is added if it is new: then the number is the count before. */
  add(state: State): number {
    const { width } = this;
    let hash = 0x9e3779b9 | 0;
    for (let slot = 0; slot < width; slot += 1) hash = mix(hash, state[slot] as number);
    hash ^= hash >>> 15;
    const mask = this.#table.length - 1;
    const [states, hashes, table] = [this.#states, this.#hashes, this.#table];
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const entry = table[at] as number;
      if (entry === 0) {
        table[at] = this.#count + 1;
        return this.#append(state, hash);
      }
      if (hashes[entry - 1] === hash && equal(states, (entry - 1) * width, state, width)) return entry - 1;
    }
  }

  /** Copies a state out. */
  load(number: number, into: State): void {
    into.set(this.#states.subarray(number * this.width, (number + 1) * this.width));
  }

  #append(state: State, hash: number): number {
    const number = this.#count;
    if ((number + 1) * this.width > this.#states.length) this.#grow();
    this.#states.set(state, number * this.width);
    this.#hashes[number] = hash;
    this.#count += 1;
    if (this.#count * LOAD > this.#table.length) this.#rehash();
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
    const mask = table.length - 1;
    for (let number = 0; number < this.#count; number += 1) {
      let at = (this.#hashes[number] as number) & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = number + 1;
    }
    this.#table = table;
  }
}

/** One round of a multiplicative hash (constants of MurmurHash3, A. Appleby). */
function mix(hash: number, value: number): number {
  const scrambled = Math.imul(value, 0xcc9e2d51);
  const joined = hash ^ ((scrambled << 15) | (scrambled >>> 17));
  return (Math.imul((joined << 13) | (joined >>> 19), 5) + 0xe6546b64) | 0;
}

function equal(states: Int32Array, start: number, state: State, width: number): boolean {
  for (let slot = 0; slot < width; slot += 1) if (states[start + slot] !== state[slot]) return false;
  return true;
}
