import * as vscode from "vscode";
import { counted, facts, some } from "../trees/counted";
import type { Desk, OpenSite } from "./desk";

/** Milliseconds that the status bar says what was read. */
const saidFor = 8000;

/** Says what came of opening documents: in the status bar, or, where nothing in them can be shown as a diff, in a notification. */
export function tellOpened(desk: Desk): vscode.Disposable {
  return desk.onDidOpen(({ title, found }) => {
    const { patches, site } = found;
    if (patches.size === 0) {
      const sentence =
        site.messages.length === 0
          ? vscode.l10n.t("There is no patch and no mail in {0}. Documents shows what was read.", title)
          : vscode.l10n.t("There is no patch in {0}. Its mails stand under Threads.", title);
      void vscode.window.showInformationMessage(sentence);
      return;
    }
    const words = facts(
      counted(patches.size, "patches"),
      some(repairsOf(found), "repairs"),
      some(problemsOf(found), "problems"),
    );
    vscode.window.setStatusBarMessage(`$(archive) ${vscode.l10n.t("{0}: {1}", title, words)}`, saidFor);
  });
}

function repairsOf({ patches }: OpenSite["found"]): number {
  const files = [...patches.values()].flatMap((patch) => patch.files);
  return files.flatMap((file) => [...file.repairs, ...file.hunks.flatMap((hunk) => hunk.repairs)]).length;
}

function problemsOf({ site }: OpenSite["found"]): number {
  return [...site.problems.values()].flat().length;
}
