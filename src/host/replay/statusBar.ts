import * as vscode from "vscode";
import { placeWords } from "../../placeWords";
import type { CurrentExecution, Shown } from "./current";

/** Says in the status bar which step is looked at and where its line is, also if no diff has it; a click shows the panel. */
export function replayStatus(current: CurrentExecution): vscode.Disposable {
  let item: vscode.StatusBarItem | undefined;
  const following = current.follow(({ now }) => {
    if (now === null) return item?.hide();
    item ??= newItem();
    item.text = `$(debug-alt) ${words(now)}`;
    item.show();
  });
  return { dispose: () => [following, item].forEach((one) => one?.dispose()) };
}

function newItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem("patchArchaeology.step", vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t("Replay");
  item.command = "patchArchaeology.replay";
  item.tooltip = vscode.l10n.t("Show the replay");
  return item;
}

function words({ execution, cursor }: Shown): string {
  const { steps, contexts, scenario, revision } = execution;
  const step = steps[cursor - 1];
  if (!step) return vscode.l10n.t("{0} on {1}: before the first step", scenario, revision);
  const id = contexts[step.context]?.id ?? "";
  return vscode.l10n.t(
    "{0}, step {1} of {2}: {3}",
    id,
    step.n,
    steps.length,
    placeWords(step, vscode.l10n.t),
  );
}
