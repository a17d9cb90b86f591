import type { ProgressView, Setup, VerdictView } from "../../protocol";
import type { Client } from "../worker/client";

/** A search that was begun: how far it is, and its end. */
class Begun {
  readonly setup: Setup;
  readonly verdict: Promise<VerdictView>;
  private progress: ProgressView | null = null;
  private done = false;
  private told: (progress: ProgressView) => void = () => undefined;

  constructor(setup: Setup, searcher: Client) {
    this.setup = setup;
    this.verdict = searcher.ask("explore", setup, (progress) => {
      this.progress = progress;
      this.told(progress);
    });
    this.verdict.then(
      () => (this.done = true),
      () => undefined,
    );
  }

  /** Tells the progress so far and what follows; nothing once the verdict is there. */
  tell(told: (progress: ProgressView) => void): void {
    this.told = told;
    if (this.progress && !this.done) told(this.progress);
  }
}

/** The panel's search: one at a time; one that is wanted again goes on, another one takes its place. */
export class Search {
  private readonly searcher: Client;
  private begun: Begun | null = null;

  constructor(searcher: Client) {
    this.searcher = searcher;
  }

  /** Begins a search that will be wanted soon. */
  prepare(setup: Setup): void {
    // Whoever wants it will be told what went wrong.
    this.begin(setup).verdict.catch(() => undefined);
  }

  /** The verdict of a setup; `told` gets the progress so far and what follows. @throws {Cancelled} or one sentence */
  run(setup: Setup, told: (progress: ProgressView) => void): Promise<VerdictView> {
    const begun = this.begun && sameCode(this.begun.setup, setup) ? this.begun : this.begin(setup);
    begun.tell(told);
    return begun.verdict.then((verdict) => ({ ...verdict, setup }));
  }

  /** Gives up the search that is under way. */
  cancel(): void {
    this.begun = null;
    this.searcher.cancel();
  }

  private begin(setup: Setup): Begun {
    this.cancel();
    const begun = new Begun(setup, this.searcher);
    begun.verdict.catch(() => {
      if (this.begun === begun) this.begun = null;
    });
    this.begun = begun;
    return begun;
  }
}

/** Whether two setups run the same program; what is shown beside does not matter. */
function sameCode(a: Setup, b: Setup): boolean {
  return JSON.stringify({ ...a, beside: null }) === JSON.stringify({ ...b, beside: null });
}
