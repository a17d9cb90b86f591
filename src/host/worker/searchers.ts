import { Client, type StartThread } from "./client";

/** Searchers that are kept though nobody uses them, as what they have found is still known to them. */
const MOST_IDLE = 2;

/**
 * Lends threads that search. A search holds its thread, and cancelling stops it; so whoever searches has one alone, and
 * nobody's cancelling reaches another one's search.
 */
export class Searchers {
  readonly #start: StartThread;
  readonly #idle: Client[] = [];
  readonly #lent = new Set<Client>();

  constructor(start: StartThread) {
    this.#start = start;
  }

  /** A searcher for one alone, until it is given back. */
  take(): Client {
    const searcher = this.#idle.pop() ?? new Client(this.#start);
    this.#lent.add(searcher);
    return searcher;
  }

  /** Takes a searcher back; what it was still asked is given up. */
  giveBack(searcher: Client): void {
    if (!this.#lent.delete(searcher)) return;
    searcher.cancel();
    if (this.#idle.length < MOST_IDLE) this.#idle.push(searcher);
    else searcher.stop();
  }

  /** Lends a searcher for as long as `use` takes. */
  async lend<T>(use: (searcher: Client) => Promise<T>): Promise<T> {
    const searcher = this.take();
    try {
      return await use(searcher);
    } finally {
      this.giveBack(searcher);
    }
  }

  /** Stops all of them. */
  dispose(): void {
    for (const searcher of [...this.#lent, ...this.#idle.splice(0)]) searcher.stop();
    this.#lent.clear();
  }
}
