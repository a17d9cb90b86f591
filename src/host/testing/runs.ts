import * as vscode from "vscode";
import type { Setup } from "../../protocol";
import type { Desk } from "../desk/desk";
import { firstSetup } from "../panel/panels";
import type { Replaying } from "../replay/replay";
import { memoryCeiling } from "../worker/ceiling";
import { Cancelled, type Client } from "../worker/client";
import type { Cell, Judged } from "../worker/requests";
import type { Searchers } from "../worker/searchers";
import { readExpectationsFile, watchExpectations } from "./expectations";
import { messageOf, type Failure } from "./failure";
import type { RaceTree } from "./races";

/** Runs of tests: each cell is explored and compared with what is expected of it. */
export class Runs {
  private readonly controller: vscode.TestController;
  private readonly tree: RaceTree;
  private readonly searchers: Searchers;
  private readonly desk: Desk;
  private readonly replaying: Replaying;

  constructor(
    controller: vscode.TestController,
    tree: RaceTree,
    searchers: Searchers,
    desk: Desk,
    replaying: Replaying,
  ) {
    this.controller = controller;
    this.tree = tree;
    this.searchers = searchers;
    this.desk = desk;
    this.replaying = replaying;
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

  /** Explores the tests of a request one after the other, each shown as soon as it is judged. */
  async run(request: vscode.TestRunRequest, cancel?: vscode.CancellationToken): Promise<void> {
    if (cancel?.isCancellationRequested) return;
    const items = await this.tree.chosen(request);
    const run = this.controller.createTestRun(request);
    for (const item of items) run.enqueued(item);
    const expectations = await readExpectationsFile();
    // The request's token ends a continuous request, the run's own token just this run.
    const tokens = cancel ? [cancel, run.token] : [run.token];
    const isCancelled = (): boolean => tokens.some((token) => token.isCancellationRequested);
    await this.searchers.lend(async (searcher) => {
      const stopping = tokens.map((token) => token.onCancellationRequested(() => searcher.cancel()));
      for (const item of items) {
        if (isCancelled()) run.skipped(item);
        else await this.judge(item, expectations?.text ?? null, run, searcher);
      }
      for (const one of stopping) one.dispose();
    });
    run.end();
  }

  private async judge(
    item: vscode.TestItem,
    expectations: string | null,
    run: vscode.TestRun,
    searcher: Client,
  ): Promise<void> {
    const cell = this.tree.cellOf(item);
    if (!cell) return;
    run.started(item);
    const setup: Setup = { ...firstSetup, ...cell };
    const started = Date.now();
    try {
      const judged = await searcher.ask("judgeCell", {
        setup: { ...setup, memory: memoryCeiling() },
        expectations,
      });
      const took = Date.now() - started;
      run.appendOutput(`${lineOf(cell, judged)}\r\n`, undefined, item);
      if (judged.differences.length === 0) return run.passed(item, took);
      const failures = failuresOf(judged);
      const messages = judged.differences.map((sentence) => {
        const failure = failures.find((one) => sentence.includes(`(${one.schedule})`));
        return messageOf(sentence, failure, setup, this.desk, this.replaying);
      });
      run.failed(item, await Promise.all(messages), took);
    } catch (error) {
      if (error instanceof Cancelled) return run.skipped(item);
      run.errored(item, new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
    }
  }
}

function failuresOf({ verdict }: Pick<Judged, "verdict">): readonly Failure[] {
  return verdict.outcomes.flatMap(({ violations, schedule }) =>
    violations.map((violation) => ({ ...violation, schedule })),
  );
}

function lineOf({ revision, scenario }: Cell, { verdict, known }: Judged): string {
  const { exhaustive, executions, states, milliseconds } = verdict;
  const [count, thing] = executions === null ? [states ?? 0, "state"] : [executions, "execution"];
  const seen = `${count} ${thing}${count === 1 ? "" : "s"}`;
  const how = `${exhaustive ? "every order" : "not every order"}, ${seen}, ${Math.round(milliseconds)} ms`;
  const names = [...new Set(failuresOf({ verdict }).map(({ kind, object }) => `${kind} ${object}`))];
  const found = names.length === 0 ? "no violation" : names.join(", ");
  return `${scenario} on ${revision}: ${found} (${how})${known.length === 0 ? "" : `; known to fail: ${known.join(", ")}`}`;
}
