/** Keeps the values that were wanted last: what somebody tried out an hour ago must not hold memory for ever. */
export class Remembered<V> {
  readonly #most: number;
  /** By key, the one wanted last at the end. */
  readonly #values = new Map<string, V>();

  /** @param most how many values are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** The value of a key if it is kept. */
  find(key: string): V | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.#keep(key, value);
    return value;
  }

  /** The value of a key, made if it is not kept; what `make` throws is thrown, and nothing kept. */
  get(key: string, make: () => V): V {
    return this.find(key) ?? this.#keep(key, make());
  }

  #keep(key: string, value: V): V {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}
