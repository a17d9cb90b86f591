import type { ProgressView, Setup, VerdictView } from "../../protocol";
import type { SearchSetup } from "../worker/requests";
import type { Threads } from "./threads";

/** A search that was begun: how far it is, and its end. */
class Begun {
  readonly setup: SearchSetup;
  readonly verdict: Promise<VerdictView>;
  #progress: ProgressView | null = null;
  #done = false;
  #told: (progress: ProgressView) => void = () => undefined;

  constructor(setup: SearchSetup, searcher: Threads["searcher"]) {
    this.setup = setup;
    this.verdict = searcher.ask("explore", setup, (progress) => {
      this.#progress = progress;
      this.#told(progress);
    });
    this.verdict.then(
      () => (this.#done = true),
      () => undefined,
    );
  }

  /** Tells the progress so far and what follows; nothing once the verdict is there. */
  tell(told: (progress: ProgressView) => void): void {
    this.#told = told;
    if (this.#progress && !this.#done) told(this.#progress);
  }
}

/** The panel's search: one at a time; one that is wanted again goes on, another one takes its place. */
export class Search {
  readonly #threads: Threads;
  #begun: Begun | null = null;

  constructor(threads: Threads) {
    this.#threads = threads;
  }

  /** Begins a search that will be wanted soon. */
  prepare(setup: Setup): void {
    // Whoever wants it will be told what went wrong.
    this.#wanted(setup).verdict.catch(() => undefined);
  }

  /** The verdict of a setup; `told` gets the progress so far and what follows. @throws {Cancelled} or one sentence */
  run(setup: Setup, told: (progress: ProgressView) => void): Promise<VerdictView> {
    const begun = this.#wanted(setup);
    begun.tell(told);
    return begun.verdict.then((verdict) => ({ ...verdict, setup }));
  }

  /** Gives up the search that is under way. */
  cancel(): void {
    this.#begun = null;
    this.#threads.searcher.cancel();
  }

  /** The search of a setup: the one under way or done if it is of that setup, or else a new one. */
  #wanted(setup: Setup): Begun {
    const wanted = { ...setup, memory: this.#threads.memory() };
    return this.#begun && isSameSearch(this.#begun.setup, wanted) ? this.#begun : this.#begin(wanted);
  }

  #begin(setup: SearchSetup): Begun {
    this.cancel();
    const begun = new Begun(setup, this.#threads.searcher);
    begun.verdict.catch(() => {
      if (this.#begun === begun) this.#begun = null;
    });
    this.#begun = begun;
    return begun;
  }
}

/** Whether two searches are of one program under one bound; what is shown beside does not matter. */
function isSameSearch(a: SearchSetup, b: SearchSetup): boolean {
  return JSON.stringify({ ...a, beside: null }) === JSON.stringify({ ...b, beside: null });
}
