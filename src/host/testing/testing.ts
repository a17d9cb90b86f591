import * as vscode from "vscode";
import type { Setup } from "../../protocol";
import { startDebugging } from "../debug/debug";
import type { Desk } from "../desk/desk";
import type { Models } from "../model/models";
import type { Replaying } from "../replay/replay";
import type { Searchers } from "../worker/searchers";
import { Acceptance } from "./acceptance";
import type { FailurePlaces } from "./failure";
import { RaceTree } from "./races";
import { Runs, type RunSurroundings } from "./runs";

/** A test that was clicked, or a message of one. */
type Clicked = vscode.TestItem | { readonly test: vscode.TestItem } | undefined;

/**
 * Races as tests: a scenario on a revision passes if no order of it has a violation that nobody expects. What is
 * expected stands in a file of the workspace, the same that the command line takes with `--expect`.
 */
export function offerTests(
  desk: Desk,
  replaying: Replaying,
  models: Models,
  searchers: Searchers,
): vscode.Disposable {
  const controller = vscode.tests.createTestController("patchArchaeology", vscode.l10n.t("Races"));
  const tree = new RaceTree(controller, replaying.stepper, (revision) => models.homeOf(revision));
  const runs = new Runs(controller, tree, searchers, desk, {
    placesOf: (setup) => placesOf(setup, replaying, models),
    found: (cell, memory) => replaying.cells.add(cell, memory),
    nothingAccepted: offeringOnce((items) => expect(items[0], items, false)),
  });
  const acceptance = new Acceptance(tree, searchers);
  controller.resolveHandler = () => tree.fill();
  controller.refreshHandler = () => tree.fill();
  const run = controller.createRunProfile(
    vscode.l10n.t("Explore"),
    vscode.TestRunProfileKind.Run,
    (request, cancel) => runs.answer(request, cancel),
    true,
  );
  run.supportsContinuousRun = true;
  controller.createRunProfile(
    vscode.l10n.t("Debug the Shortest Failure"),
    vscode.TestRunProfileKind.Debug,
    async (request) => {
      // A session shows one execution.
      const [item] = await tree.chosen(request);
      const cell = item && tree.cellOf(item);
      if (cell) await startDebugging(cell);
    },
    true,
  );
  const expect = async (clicked: Clicked, others: unknown, mustPass: boolean): Promise<void> => {
    // With several tests selected VS Code gives the one that was clicked, and then all of them.
    const all = Array.isArray(others) && others.length > 0 ? (others as readonly Clicked[]) : [clicked];
    const items = all.flatMap((one) => (one === undefined ? [] : "test" in one ? one.test : one));
    // Tests are marked by what is expected of them now.
    if (await acceptance.expect(items, mustPass)) await runs.run(new vscode.TestRunRequest(items));
  };
  return vscode.Disposable.from(
    controller,
    vscode.commands.registerCommand("patchArchaeology.replayTest", async (item: vscode.TestItem) => {
      const cell = tree.cellOf(item);
      if (cell) await replaying.panels.open(cell);
    }),
    vscode.commands.registerCommand("patchArchaeology.acceptFailure", (clicked: Clicked, others: unknown) =>
      expect(clicked, others, false),
    ),
    vscode.commands.registerCommand("patchArchaeology.mustPass", (clicked: Clicked, others: unknown) =>
      expect(clicked, others, true),
    ),
  );
}

/** Where nothing is accepted yet, all known bugs are red; says so once a session, and how to see what is new only. */
function offeringOnce(
  accept: (items: readonly vscode.TestItem[]) => Promise<void>,
): RunSurroundings["nothingAccepted"] {
  let isOffered = false;
  return async (failed) => {
    if (isOffered || failed.length < 2 || !vscode.workspace.workspaceFolders) return;
    isOffered = true;
    const all = vscode.l10n.t("Accept All as Known");
    const sentence = vscode.l10n.t(
      "{0} races fail, as nothing is accepted as known yet. Once it is, only what is new fails.",
      failed.length,
    );
    try {
      if ((await vscode.window.showInformationMessage(sentence, all)) === all) await accept(failed);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  };
}

/** Finds the lines of a setup's steps: in the diffs that are open, and in the models' own source. */
async function placesOf(setup: Setup, replaying: Replaying, models: Models): Promise<FailurePlaces> {
  const [inDiffs, inModels] = await Promise.all([replaying.placesOf(setup.revision), models.placesOf(setup)]);
  return { inDiffs, inModels };
}
