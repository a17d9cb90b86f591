import * as vscode from "vscode";
import type { Setup } from "../../protocol";
import { startDebugging } from "../debug/debug";
import type { Desk } from "../desk/desk";
import { firstSetup } from "../panel/panels";
import type { Replaying } from "../replay/replay";
import { Cancelled, Client } from "../worker/client";
import type { Judged } from "../worker/requests";
import { threadStarter } from "../worker/thread";
import { readExpectationsFile, watchExpectations } from "./expectations";
import { messageOf, type Failure } from "./failure";

/** What a test stands for: a scenario on a revision. */
interface Cell {
  readonly revision: string;
  readonly scenario: string;
}

/**
 * Races as tests: a scenario on a revision passes if no order of it has a violation that nobody expects. What is
 * expected stands in a file of the workspace, the same that the command line takes with `--expect`.
 */
export function offerTests(
  extension: vscode.Extension<unknown>,
  desk: Desk,
  replaying: Replaying,
): vscode.Disposable {
  const controller = vscode.tests.createTestController("patchArchaeology", vscode.l10n.t("Races"));
  const searcher = new Client(threadStarter(extension.extensionUri));
  const tests = new Tests(controller, desk, replaying, searcher);
  controller.resolveHandler = () => tests.fill();
  controller.refreshHandler = () => tests.fill();
  const run = controller.createRunProfile(
    vscode.l10n.t("Explore"),
    vscode.TestRunProfileKind.Run,
    (request, cancel) => tests.answer(request, cancel),
    true,
  );
  run.supportsContinuousRun = true;
  controller.createRunProfile(
    vscode.l10n.t("Debug the Shortest Failure"),
    vscode.TestRunProfileKind.Debug,
    (request) => tests.debug(request),
    true,
  );
  return vscode.Disposable.from(controller, { dispose: () => searcher.stop() });
}

/** The tree of tests and the runs of it. */
class Tests {
  private readonly controller: vscode.TestController;
  private readonly desk: Desk;
  private readonly replaying: Replaying;
  private readonly searcher: Client;
  private readonly cells = new WeakMap<vscode.TestItem, Cell>();

  constructor(controller: vscode.TestController, desk: Desk, replaying: Replaying, searcher: Client) {
    this.controller = controller;
    this.desk = desk;
    this.replaying = replaying;
    this.searcher = searcher;
  }

  /** Every revision, with every scenario below it; what people only talked about is left to the command line. */
  async fill(): Promise<void> {
    const { revisions, scenarios } = await this.replaying.stepper.ask("catalogue", null);
    const items = revisions
      .filter(({ id }) => !id.startsWith("whatif-"))
      .map(({ id: revision, title }) => {
        const item = this.controller.createTestItem(revision, revision);
        item.description = title;
        item.children.replace(
          scenarios.map(({ id: scenario, title: words }) => {
            const child = this.controller.createTestItem(`${revision} ${scenario}`, scenario);
            child.description = words;
            this.cells.set(child, { revision, scenario });
            return child;
          }),
        );
        return item;
      });
    this.controller.items.replace(items);
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

  /** Debugs the first test that is asked for, as a session shows one execution. */
  async debug(request: vscode.TestRunRequest): Promise<void> {
    const [item] = await this.chosen(request);
    const cell = item && this.cells.get(item);
    if (cell) await startDebugging(cell);
  }

  private async run(request: vscode.TestRunRequest, cancel: vscode.CancellationToken): Promise<void> {
    const items = await this.chosen(request);
    const run = this.controller.createTestRun(request);
    const stopping = cancel.onCancellationRequested(() => this.searcher.cancel());
    const expectations = await readExpectationsFile();
    for (const item of items) run.enqueued(item);
    for (const item of items) {
      if (cancel.isCancellationRequested || run.token.isCancellationRequested) {
        run.skipped(item);
        continue;
      }
      run.started(item);
      await this.judge(item, expectations, run);
    }
    stopping.dispose();
    run.end();
  }

  private async judge(
    item: vscode.TestItem,
    expectations: string | null,
    run: vscode.TestRun,
  ): Promise<void> {
    const cell = this.cells.get(item);
    if (!cell) return;
    const setup: Setup = { ...firstSetup, ...cell };
    const started = Date.now();
    try {
      const judged = await this.searcher.ask("judgeCell", { setup, expectations });
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

  /** The cells that a request names, in the order of the tree. */
  private async chosen({
    include,
    exclude = [],
  }: vscode.TestRunRequest): Promise<readonly vscode.TestItem[]> {
    if (this.controller.items.size === 0) await this.fill();
    const roots = include ?? [...this.controller.items].map(([, item]) => item);
    const leaves = (item: vscode.TestItem): readonly vscode.TestItem[] => {
      if (exclude.includes(item)) return [];
      return this.cells.has(item) ? [item] : [...item.children].flatMap(([, child]) => leaves(child));
    };
    return roots.flatMap(leaves);
  }
}

function failuresOf({ verdict }: Judged): readonly Failure[] {
  return verdict.outcomes.flatMap(({ violations, schedule }) =>
    violations.map((violation) => ({ ...violation, schedule })),
  );
}

function lineOf({ revision, scenario }: Cell, { verdict, known }: Judged): string {
  const { exhaustive, executions, states, milliseconds } = verdict;
  const seen = executions === null ? `${states ?? 0} states` : `${executions} executions`;
  const how = `${exhaustive ? "every order" : "not every order"}, ${seen}, ${Math.round(milliseconds)} ms`;
  const names = [
    ...new Set(
      failuresOf({ verdict, known, differences: [] }).map(({ kind, object }) => `${kind} ${object}`),
    ),
  ];
  const found = names.length === 0 ? "no violation" : names.join(", ");
  return `${scenario} on ${revision}: ${found} (${how})${known.length === 0 ? "" : `; known to fail: ${known.join(", ")}`}`;
}
