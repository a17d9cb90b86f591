import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import { commentsOn } from "../comments/talks";
import type { Desk, OpenSite } from "../desk/desk";
import type { FoundHunk } from "../desk/found";
import { fileOf } from "../desk/lookup";
import { nameIn, scheme, type TextName } from "../diffs/address";
import { revisionOf } from "../replay/revision";

/** Over each hunk of a rebuilt text: replay the code before or after its patch, and how much was said about it. */
class HunkLenses implements vscode.CodeLensProvider {
  readonly #desk: Desk;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.onDidChangeCodeLenses = desk.onDidChange;
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const isOn = vscode.workspace.getConfiguration("patchArchaeology").get("hunkLenses", true);
    const name = nameIn(uri);
    const site = isOn && name !== undefined ? await this.#desk.site(name.site) : undefined;
    if (name === undefined || site === undefined) return [];
    return hunksOf(site, name).flatMap((hunk) => lensesOf(site, name, hunk));
  }
}

/** Registers the lenses for all rebuilt texts. */
export function offerHunkLenses(desk: Desk): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider({ scheme }, new HunkLenses(desk));
}

function hunksOf({ found }: OpenSite, { patch, path }: TextName): readonly FoundHunk[] {
  const one = found.patches.get(patch);
  return (one && fileOf(one, path)?.hunks) ?? [];
}

function lensesOf(site: OpenSite, name: TextName, hunk: FoundHunk): readonly vscode.CodeLens[] {
  const line = Math.max(1, name.side === "old" ? hunk.oldStart : hunk.newStart) - 1;
  const at = new vscode.Range(line, 0, line, 0);
  // Only code that there are models of can be run.
  const replay = (title: string, side: Side) =>
    revisionOf(name.patch, side) === undefined
      ? []
      : [
          new vscode.CodeLens(at, {
            title,
            command: "patchArchaeology.replay",
            arguments: [{ patch: name.patch, side }],
          }),
        ];
  const said = commentsOn(site, hunk.id);
  const words = said === 1 ? vscode.l10n.t("1 comment") : vscode.l10n.t("{0} comments", said);
  // Beside each other, the left text offers its own side only; the right one, which inline diffs show, offers all.
  if (name.side === "old") return replay(vscode.l10n.t("Replay before"), "old");
  return [
    ...replay(vscode.l10n.t("Replay before"), "old"),
    ...replay(vscode.l10n.t("Replay after"), "new"),
    ...(said === 0
      ? []
      : [new vscode.CodeLens(at, { title: words, command: "workbench.action.focusCommentsPanel" })]),
  ];
}
