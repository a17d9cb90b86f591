/** Room for the first numbers. */
const INITIAL = 256;

/** A growing list of 32-bit integers: half the memory of an array of numbers, and pushing one is a store. */
export class Integers {
  #values = new Int32Array(INITIAL);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#values.byteLength;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The number at a place, which has to be below `length`. */
  at(place: number): number {
    return this.#values[place] as number;
  }

  #grow(): void {
    const values = new Int32Array(this.#values.length * 2);
    values.set(this.#values);
    this.#values = values;
  }
}
