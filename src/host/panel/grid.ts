import type { CellView, ToPanel } from "../../protocol";
import type { Threads } from "./threads";

/** Milliseconds between two batches of cells: a grid that fills is to be seen, but each batch costs a drawing. */
const batchEvery = 200;

/** The matrix of verdicts. Its cells are kept, so that a search that was cancelled can go on where it was. */
export class Grid {
  private readonly threads: Threads;
  private readonly send: (message: ToPanel) => void;
  private readonly cells: CellView[] = [];
  private running = false;
  /** The memory that the searches of the cells might use, in bytes. */
  private memory: number | undefined;
  /** How many cells the panel has. */
  private sent = 0;
  /** When it got the last of them. */
  private told = 0;

  constructor(threads: Threads, send: (message: ToPanel) => void) {
    this.threads = threads;
    this.send = send;
  }

  /** Sends every cell that is known, and searches the others. @throws {Cancelled} */
  async run(): Promise<void> {
    const { scenarios } = await this.threads.stepper.ask("catalogue", null);
    const pairs = scenarios.flatMap(({ id, revisions }) =>
      revisions.map((revision) => ({ scenario: id, revision })),
    );
    const total = pairs.length;
    this.sent = 0;
    const memory = this.running ? this.memory : this.threads.memory();
    // What another bound may have cut short is searched anew.
    if (memory !== this.memory) this.cells.length = 0;
    this.memory = memory;
    this.tell(total, this.cells.length < total);
    if (this.running) return;
    this.running = true;
    try {
      for (let next = pairs[this.cells.length]; next; next = pairs[this.cells.length]) {
        this.cells.push(await this.threads.searcher.ask("cell", { ...next, memory }));
        if (Date.now() - this.told >= batchEvery) this.tell(total, true);
      }
    } finally {
      this.running = false;
      this.tell(total, false);
    }
  }

  /** Sends the cells that have not been sent since the panel last asked. */
  private tell(total: number, running: boolean): void {
    const { cells, sent } = this;
    const done = cells.length;
    this.send({ kind: "matrix", cells: cells.slice(sent), anew: sent === 0, done, total, running });
    this.sent = done;
    this.told = Date.now();
  }
}
