import * as vscode from "vscode";
import type { Setup } from "../../protocol";
import type { Desk } from "../desk/desk";
import type { Cells } from "../panel/cells";
import { firstSetup } from "../panel/panels";
import { memoryCeiling } from "../worker/ceiling";
import { Cancelled, type Client } from "../worker/client";
import type { Cell, Judged } from "../worker/requests";
import type { Searchers } from "../worker/searchers";
import { readExpectationsFile, watchExpectations } from "./expectations";
import { messageOf, type FailurePlaces } from "./failure";
import type { RaceTree } from "./races";

/** Searchers of one run: as many as stay warm from one run to the next. */
const MOST_SEARCHERS = 2;

/** What runs ask and tell beyond the tests. */
export interface RunSurroundings {
  readonly placesOf: (setup: Setup) => Promise<FailurePlaces>;
  /** Takes what was found of a cell. */
  readonly found: Cells["add"];
  /** Some tests have failed in a run that came to its end, and no file says what is known to. Handles its own errors. */
  readonly nothingAccepted: (failed: readonly vscode.TestItem[]) => Promise<void>;
}

/** Runs of tests: each cell is explored and compared with what is expected of it. */
export class Runs {
  readonly #controller: vscode.TestController;
  readonly #tree: RaceTree;
  readonly #searchers: Searchers;
  readonly #desk: Desk;
  readonly #around: RunSurroundings;

  constructor(
    controller: vscode.TestController,
    tree: RaceTree,
    searchers: Searchers,
    desk: Desk,
    around: RunSurroundings,
  ) {
    this.#controller = controller;
    this.#tree = tree;
    this.#searchers = searchers;
    this.#desk = desk;
    this.#around = around;
  }

  /** Runs what is asked for; a continuous request again whenever the expectations change, until it is cancelled. */
  async answer(request: vscode.TestRunRequest, cancel: vscode.CancellationToken): Promise<void> {
    if (!request.continuous) return this.run(request, cancel);
    let running: Promise<void> = Promise.resolve();
    const watcher = watchExpectations(() => {
      running = running
        .then(() => this.run(request, cancel))
        .catch((error: unknown) => {
          // Nobody waits for a run that a change of the file began.
          void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        });
    });
    cancel.onCancellationRequested(() => watcher.dispose());
  }

  /** Explores the tests of a request, each shown as soon as it is judged. */
  async run(request: vscode.TestRunRequest, cancel?: vscode.CancellationToken): Promise<void> {
    if (cancel?.isCancellationRequested) return;
    const items = await this.#tree.chosen(request);
    const run = this.#controller.createTestRun(request);
    for (const item of items) run.enqueued(item);
    const file = await readExpectationsFile();
    // The request's token ends a continuous request, the run's own token just this run.
    const tokens = cancel ? [cancel, run.token] : [run.token];
    // Whoever is done with one takes the next, so that a long search holds up one searcher only.
    const next = items.values();
    const failed: vscode.TestItem[] = [];
    const judgeAll = (searcher: Client): Promise<void> =>
      withCancelling(tokens, searcher, async (isCancelled) => {
        for (const item of next)
          if (isCancelled()) run.skipped(item);
          else if (await this.#judge(item, file?.text ?? null, run, searcher)) failed.push(item);
      });
    const searchers = Math.min(MOST_SEARCHERS, items.length);
    await Promise.all(Array.from({ length: searchers }, () => this.#searchers.lend(judgeAll)));
    const isCancelled = tokens.some((token) => token.isCancellationRequested);
    run.end();
    if (!file && !isCancelled) void this.#around.nothingAccepted(failed);
  }

  /** Whether the test has failed. */
  async #judge(
    item: vscode.TestItem,
    expectations: string | null,
    run: vscode.TestRun,
    searcher: Client,
  ): Promise<boolean> {
    const cell = this.#tree.cellOf(item);
    if (!cell) return false;
    run.started(item);
    const setup: Setup = { ...firstSetup, ...cell };
    const started = Date.now();
    try {
      const memory = memoryCeiling();
      const judged = await searcher.ask("judgeCell", { setup: { ...setup, memory }, expectations });
      this.#around.found(judged.cell, memory);
      const took = Date.now() - started;
      run.appendOutput(`${lineOf(cell, judged)}\r\n`, undefined, item);
      if (judged.differences.length === 0) {
        run.passed(item, took);
        return false;
      }
      const places = await this.#around.placesOf(setup);
      const messages = judged.differences.map((difference) => messageOf(difference, places, this.#desk));
      run.failed(item, await Promise.all(messages), took);
      return true;
    } catch (error) {
      if (error instanceof Cancelled) run.skipped(item);
      else run.errored(item, new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
      return false;
    }
  }
}

function lineOf({ revision, scenario }: Cell, { verdict, known }: Judged): string {
  const { exhaustive, executions, states, milliseconds } = verdict;
  const [count, thing] = executions === null ? [states ?? 0, "state"] : [executions, "execution"];
  const seen = `${count} ${thing}${count === 1 ? "" : "s"}`;
  const how = `${exhaustive ? "every order" : "not every order"}, ${seen}, ${Math.round(milliseconds)} ms`;
  const names = [
    ...new Set(
      verdict.outcomes.flatMap(({ violations }) => violations).map(({ kind, object }) => `${kind} ${object}`),
    ),
  ];
  const found = names.length === 0 ? "no violation" : names.join(", ");
  return `${scenario} on ${revision}: ${found} (${how})${known.length === 0 ? "" : `; known to fail: ${known.join(", ")}`}`;
}

/** Lets each of some tokens give up what a searcher is asked, for as long as `use` takes. */
async function withCancelling(
  tokens: readonly vscode.CancellationToken[],
  searcher: Client,
  use: (isCancelled: () => boolean) => Promise<void>,
): Promise<void> {
  const stopping = tokens.map((token) => token.onCancellationRequested(() => searcher.cancel()));
  try {
    await use(() => tokens.some((token) => token.isCancellationRequested));
  } finally {
    for (const one of stopping) one.dispose();
  }
}
