/**
 * For each finished state the set of accesses that the search has seen after it, as a row of bits. A state that is met
 * again need not be searched again: its row tells what could still be in a race with the transitions on the new way to
 * it (Y. Yang, X. Chen, G. Gopalakrishnan, R. M. Kirby: Efficient Stateful Dynamic Partial Order Reduction, SPIN 2008).
 */
export class Summaries {
  /** Accesses that occurred, numbered in order of appearance, so that rows are short. */
  readonly #numbers: Int32Array;
  readonly #accesses: number[] = [];
  #words = 4;
  #rows = new Int32Array(256 * this.#words);

  /** `accesses` is the number of possible accesses, which are numbers from 0. */
  constructor(accesses: number) {
    this.#numbers = new Int32Array(accesses).fill(-1);
  }

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#rows.byteLength + this.#numbers.byteLength;
  }

  /** Adds an access to a state's row. */
  include(state: number, access: number): void {
    let number = this.#numbers[access] as number;
    if (number < 0) {
      number = this.#accesses.push(access) - 1;
      this.#numbers[access] = number;
      if (number >= this.#words * 32) this.#widen();
    }
    this.#reserve(state);
    const at = state * this.#words + (number >> 5);
    this.#rows[at] = (this.#rows[at] as number) | (1 << (number & 31));
  }

  /** Adds all accesses of one state's row to another's. */
  join(state: number, from: number): void {
    this.#reserve(Math.max(state, from));
    const [to, source] = [state * this.#words, from * this.#words];
    for (let word = 0; word < this.#words; word += 1)
      this.#rows[to + word] = (this.#rows[to + word] as number) | (this.#rows[source + word] as number);
  }

  /** Calls `found` with each access in a state's row. */
  each(state: number, found: (access: number) => void): void {
    this.#reserve(state);
    for (let word = 0; word < this.#words; word += 1) {
      for (let rest = this.#rows[state * this.#words + word] as number; rest !== 0; rest &= rest - 1)
        found(this.#accesses[word * 32 + 31 - Math.clz32(rest & -rest)] as number);
    }
  }

  #reserve(state: number): void {
    if ((state + 1) * this.#words <= this.#rows.length) return;
    const rows = new Int32Array(Math.max(this.#rows.length * 2, (state + 1) * this.#words));
    rows.set(this.#rows);
    this.#rows = rows;
  }

  #widen(): void {
    const before = this.#words;
    const rows = new Int32Array(this.#rows.length * 2);
    this.#words = before * 2;
    for (let state = 0; state * before < this.#rows.length; state += 1)
      rows.set(this.#rows.subarray(state * before, (state + 1) * before), state * this.#words);
    this.#rows = rows;
  }
}
