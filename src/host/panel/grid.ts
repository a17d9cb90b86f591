import type { ToHost, ToPanel } from "../../protocol";
import type { Pair } from "./cells";
import type { Threads } from "./threads";

/** Milliseconds between two batches of cells: a grid that fills is to be seen, but each batch costs a drawing. */
const batchEvery = 200;

/** Which cells are to be searched that are not known. */
type Extent = Extract<ToHost, { readonly kind: "matrix" }>["search"];

/** Fills the matrix of verdicts. Cells are kept, so that a search that was cancelled can go on where it was. */
export class Grid {
  readonly #threads: Threads;
  readonly #send: (message: ToPanel) => void;
  /** The cells that are being searched; null if none are. */
  #running: readonly Pair[] | null = null;
  /** The memory that the searches of the cells might use, in bytes. */
  #memory: number | undefined;
  /** How many cells the panel has. */
  #sent = 0;
  /** When it got the last of them. */
  #told = 0;

  constructor(threads: Threads, send: (message: ToPanel) => void) {
    this.#threads = threads;
    this.#send = send;
  }

  /** Sends every cell that is known, and searches the others, those of scenario `chosen` before all others. @throws {Cancelled} */
  async run(search: Extent, chosen: string): Promise<void> {
    const { scenarios } = await this.#threads.stepper.ask("catalogue", null);
    const all = scenarios.flatMap(({ id, revisions }) =>
      revisions.map((revision) => ({ scenario: id, revision })),
    );
    this.#sent = 0;
    const memory = this.#running ? this.#memory : this.#threads.memory();
    this.#memory = memory;
    this.#threads.cells.under(memory);
    if (this.#running || search === "nothing") return this.#tell(this.#running ?? all);
    const own = all.filter(({ scenario }) => scenario === chosen);
    this.#running = search === "scenario" ? own : [...new Set([...own, ...all])];
    this.#tell(this.#running);
    try {
      for (const pair of this.#running) {
        if (this.#threads.cells.has(pair)) continue;
        this.#threads.cells.add(await this.#threads.searcher.ask("cell", { ...pair, memory }), memory);
        if (Date.now() - this.#told >= batchEvery) this.#tell(this.#running);
      }
    } finally {
      this.#running = null;
      this.#tell(all);
    }
  }

  /** Sends the cells that have not been sent since the panel last asked, and how many of `counted` are known. */
  #tell(counted: readonly Pair[]): void {
    const cells = this.#threads.cells.all;
    // Another panel's grid, under another bound, may have emptied the matrix.
    const sent = this.#sent > cells.length ? 0 : this.#sent;
    const done = counted.filter((pair) => this.#threads.cells.has(pair)).length;
    const running = this.#running !== null;
    this.#send({
      kind: "matrix",
      cells: cells.slice(sent),
      anew: sent === 0,
      done,
      total: counted.length,
      running,
    });
    this.#sent = cells.length;
    this.#told = Date.now();
  }
}
