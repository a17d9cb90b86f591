/**
 * Bytes that arrive in chunks and leave from the front. What was handed out as a view stays as it is: bytes
 * are only ever added behind it, and a full array is left to its views and replaced.
 */
export class ByteQueue {
  #bytes = new Uint8Array(0);
  #start = 0;
  #end = 0;

  /** What is here now. */
  get view(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  append(chunk: Uint8Array): void {
    const kept = this.#end - this.#start;
    if (this.#end + chunk.length > this.#bytes.length) {
      // Room for as much again, so that a long mail is copied a constant number of times.
      const grown = new Uint8Array(kept + Math.max(chunk.length, kept));
      grown.set(this.view);
      this.#bytes = grown;
      this.#start = 0;
      this.#end = kept;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    this.#start += count;
  }
}
