import type { State } from "../kernel";

/** Bytes of a word, in which rows are compared and copied. */
const WORD = 4;

type Cells = Int8Array | Int16Array | Int32Array;

/**
 * A growing table of states, one row each, packed: every slot has one byte as long as all values fit, then two, then four.
 * Searches wait for memory more than for anything else, so the bytes of a row are their speed.
 */
export class Rows {
  readonly #width: number;
  #cells: Cells;
  /** The same memory in words; and the words and the cells of a row. */
  #words: Int32Array<ArrayBuffer>;
  #wordsEach: number;
  #cellsEach: number;

  constructor(width: number, capacity: number) {
    this.#width = width;
    this.#wordsEach = Math.ceil(width / WORD);
    this.#cellsEach = this.#wordsEach * WORD;
    this.#words = new Int32Array(capacity * this.#wordsEach);
    this.#cells = new Int8Array(this.#words.buffer);
  }

  /** How many rows there is room for. */
  get capacity(): number {
    return this.#words.length / this.#wordsEach;
  }

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#words.byteLength;
  }

  /** Makes room for more rows. */
  reserve(capacity: number): void {
    if (capacity <= this.capacity) return;
    const words = new Int32Array(capacity * this.#wordsEach);
    words.set(this.#words);
    this.#words = words;
    this.#cells = new (kindOf(this.#cells))(words.buffer);
  }

  /** Writes a state into a row. */
  store(row: number, state: State): void {
    for (let slot = 0; slot < this.#width; slot += 1) this.set(row, slot, state[slot] as number);
  }

  /** Copies a row out. */
  load(row: number, into: State): void {
    const cells = this.#cells;
    const start = row * this.#cellsEach;
    for (let slot = 0; slot < this.#width; slot += 1) into[slot] = cells[start + slot] as number;
  }

  /** One slot of a row. */
  get(row: number, slot: number): number {
    return this.#cells[row * this.#cellsEach + slot] as number;
  }

  /** Changes one slot of a row. */
  set(row: number, slot: number, value: number): void {
    const at = row * this.#cellsEach + slot;
    this.#cells[at] = value;
    if (this.#cells[at] === value) return;
    this.#widen();
    this.set(row, slot, value);
  }

  /** Makes a row equal to another one. */
  copy(from: number, to: number): void {
    const words = this.#words;
    const each = this.#wordsEach;
    for (let n = 0, source = from * each, target = to * each; n < each; n += 1)
      words[target + n] = words[source + n] as number;
  }

  /** Whether two rows are equal. */
  equal(a: number, b: number): boolean {
    const words = this.#words;
    const each = this.#wordsEach;
    for (let n = 0, left = a * each, right = b * each; n < each; n += 1)
      if (words[left + n] !== words[right + n]) return false;
    return true;
  }

  /** Gives each slot twice as many bytes. */
  #widen(): void {
    const { capacity } = this;
    const [before, each] = [this.#cells, this.#cellsEach];
    const wider = before instanceof Int8Array ? Int16Array : Int32Array;
    this.#wordsEach = Math.ceil((this.#width * wider.BYTES_PER_ELEMENT) / WORD);
    this.#words = new Int32Array(capacity * this.#wordsEach);
    this.#cells = new wider(this.#words.buffer);
    this.#cellsEach = (this.#wordsEach * WORD) / wider.BYTES_PER_ELEMENT;
    for (let row = 0; row < capacity; row += 1)
      this.#cells.set(before.subarray(row * each, row * each + this.#width), row * this.#cellsEach);
  }
}

function kindOf(cells: Cells): Int8ArrayConstructor | Int16ArrayConstructor | Int32ArrayConstructor {
  if (cells instanceof Int8Array) return Int8Array;
  return cells instanceof Int16Array ? Int16Array : Int32Array;
}
