import * as vscode from "vscode";
import { numberRows } from "../../patch/rowNumbers";
import type { Desk, OpenSite } from "../desk/desk";
import { fileOf } from "../desk/lookup";
import { nameIn, type TextName } from "../diffs/address";
import { neighbourOf } from "../diffs/lineNotes";
import { commentBody } from "./body";
import { beginningOf, talksOn, type Talk } from "./talks";

/**
 * Says beside deleted lines what the list said about them. Where both sides of a diff share one column VS Code draws
 * no threads of the old text, and no extension is told whether they do.
 */
export function markDeletedTalks(desk: Desk): vscode.Disposable {
  const said = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor("descriptionForeground"),
      fontStyle: "italic",
      margin: "0 0 0 2em",
    },
  });
  const paint = (editors: readonly vscode.TextEditor[]) => {
    const isOn = vscode.workspace.getConfiguration("patchArchaeology").get("comments", true);
    for (const editor of editors) {
      const name = nameIn(editor.document.uri);
      if (name?.side !== "new") continue;
      const site = desk.sites.find(({ key }) => key === name.site);
      editor.setDecorations(said, site && isOn ? optionsFor(site, name, editor.document) : []);
    }
  };
  const paintAll = () => paint(vscode.window.visibleTextEditors);
  return vscode.Disposable.from(
    said,
    desk.onDidChange(paintAll),
    vscode.window.onDidChangeVisibleTextEditors(paint),
    // An editor is there before the texts of its two sides are.
    vscode.workspace.onDidOpenTextDocument(paintAll),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("patchArchaeology.comments")) paintAll();
    }),
  );
}

function optionsFor(
  site: OpenSite,
  name: TextName,
  document: vscode.TextDocument,
): vscode.DecorationOptions[] {
  return talksOn(site, { ...name, side: "old" }).flatMap((talk) => {
    const across = lineAcross(site, name, talk);
    const neighbour = across === null ? undefined : neighbourOf(name, document, talk.line, across);
    const [first] = talk.comments;
    if (neighbour === undefined || first === undefined) return [];
    const { end } = document.lineAt(neighbour.line - 1).range;
    const who = first.author ?? vscode.l10n.t("unknown");
    const words = vscode.l10n.t("{0} on {1}: {2}", who, talk.line, beginningOf(talk));
    return {
      range: new vscode.Range(end, end),
      hoverMessage: talk.comments.map((comment) => commentBody(site, comment)),
      renderOptions: { after: { contentText: `${neighbour.isAbove ? "▼" : "▲"} ${words}` } },
    };
  });
}

/** The line of the new text that the patch has below a deleted one; null where its hunk ends with it. */
function lineAcross({ found }: OpenSite, { patch, path }: TextName, { anchor, line }: Talk): number | null {
  const one = found.patches.get(patch);
  const hunk = one && fileOf(one, path)?.hunks.find(({ id }) => id === anchor.hunk);
  const numbers = hunk ? numberRows(hunk) : [];
  const at = numbers.findIndex(({ old }) => old === line);
  return numbers.slice(Math.max(at, 0)).find((number) => number.new !== null)?.new ?? null;
}
