/** What one step did, for the order. */
interface Entry {
  readonly n: number;
  readonly context: number;
  readonly footprint: readonly number[];
}

/**
 * The happens-before order of an execution, by direct predecessors: a step comes after the latest step of its own
 * context and after the latest steps that conflict with it (same location, at least one writes).
 */
export class HappensBefore {
  readonly #entries: Entry[] = [];
  readonly #latest: number[];
  readonly #writer = new Map<number, number>();
  readonly #readers = new Map<number, number[]>();

  constructor(contexts: number) {
    this.#latest = new Array<number>(contexts).fill(0);
  }

  /** Adds step `n` and gives the numbers of its direct predecessors. */
  add(n: number, context: number, footprint: readonly number[]): readonly number[] {
    const before = new Set<number>();
    const own = this.#latest[context] ?? 0;
    if (own > 0) before.add(own);
    for (const access of footprint) {
      const slot = access >> 1;
      const writer = this.#writer.get(slot);
      if (writer !== undefined) before.add(writer);
      if (access % 2 === 1) for (const reader of this.#readers.get(slot) ?? []) before.add(reader);
    }
    for (const access of footprint) {
      const slot = access >> 1;
      if (access % 2 === 1) {
        this.#writer.set(slot, n);
        this.#readers.set(slot, []);
      } else {
        const readers = this.#readers.get(slot);
        if (readers) readers.push(n);
        else this.#readers.set(slot, [n]);
      }
    }
    this.#latest[context] = n;
    this.#entries.push({ n, context, footprint });
    return [...before].sort((a, b) => a - b);
  }

  /** The order of the first `steps` steps alone. */
  upTo(steps: number): HappensBefore {
    const order = new HappensBefore(this.#latest.length);
    for (const { n, context, footprint } of this.#entries.slice(0, steps)) order.add(n, context, footprint);
    return order;
  }
}
