import type { CellView } from "../../protocol";

/** A cell by its names. */
export type Pair = Pick<CellView, "scenario" | "revision">;

/** The cells of the matrix that are known, whoever searched them: a panel, or a test. */
export class Cells {
  readonly #known = new Map<string, CellView>();
  /** The memory they were searched with, in bytes; null before anybody searched. */
  #memory: number | null | undefined = null;

  /** In the order in which they were found. */
  get all(): readonly CellView[] {
    return [...this.#known.values()];
  }

  has(pair: Pair): boolean {
    return this.#known.has(keyOf(pair));
  }

  /** Keeps a cell that was searched with so much memory, in bytes, unless the others had another bound. */
  add(cell: CellView, memory: number | undefined): void {
    if (this.#memory === null) this.#memory = memory;
    if (memory === this.#memory) this.#known.set(keyOf(cell), cell);
  }

  /** Forgets what another bound may have cut short, and keeps only cells of this one from now on. */
  under(memory: number | undefined): void {
    if (memory !== this.#memory) this.#known.clear();
    this.#memory = memory;
  }
}

function keyOf({ scenario, revision }: Pair): string {
  return `${scenario} ${revision}`;
}
