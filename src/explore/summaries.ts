/**
 * For each finished state the set of accesses that the search has seen after it, as a row of bits. A state that is met
 * again need not be searched again: its row tells what could still be in a race with the transitions on the new way to
 * it (Y. Yang, X. Chen, G. Gopalakrishnan, R. M. Kirby: Efficient Stateful Dynamic Partial Order Reduction, SPIN 2008).
 */
export class Summaries {
  readonly #words: number;
  #rows: Int32Array;

  /** `accesses` is the number of different accesses, which are numbered from 0. */
  constructor(accesses: number) {
    this.#words = Math.ceil(accesses / 32);
    this.#rows = new Int32Array(1024 * this.#words);
  }

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#rows.byteLength;
  }

  /** Adds an access to a state's row. */
  include(state: number, access: number): void {
    this.#reserve(state);
    const at = state * this.#words + (access >> 5);
    this.#rows[at] = (this.#rows[at] as number) | (1 << (access & 31));
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
        found(word * 32 + 31 - Math.clz32(rest & -rest));
    }
  }

  #reserve(state: number): void {
    if ((state + 1) * this.#words <= this.#rows.length) return;
    const rows = new Int32Array(Math.max(this.#rows.length * 2, (state + 1) * this.#words));
    rows.set(this.#rows);
    this.#rows = rows;
  }
}
