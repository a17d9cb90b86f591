import * as vscode from "vscode";
import type { Place } from "../../protocol";
import type { Desk, OpenSite } from "../desk/desk";
import type { FoundFile, FoundPatch } from "../desk/found";
import { fileOf, findPatch, nameOfPatch } from "../desk/lookup";
import { addressOf } from "./address";

/** Where and how a diff is to be shown; in the active column and with focus unless said. */
export interface ShowOptions {
  readonly preserveFocus?: boolean;
  readonly viewColumn?: vscode.ViewColumn;
  /** Key of the dig site that is meant, where several hold the patch; else the first of them. */
  readonly site?: string;
}

/** A change this far below the first line of its hunk is still on screen when the hunk begins at its top. */
const linesOnScreen = 20;

/** Opens VS Code's diff editors on rebuilt texts, and finds them again. */
export class Diffs {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Opens, or reveals, the diff that a place lies in and brings its line into view. A diff that is newly opened, or asked
   * for by a person, begins with the hunk: lines that no hunk shows are not what anybody wants to see first.
   *
   * @returns false when no open dig site has the patch, or the patch does not change the file
   */
  async openAt(place: Place, { site, ...options }: ShowOptions = {}): Promise<boolean> {
    const found = await findPatch(this.#desk, place.patch, site);
    const file = found && fileOf(found.patch, place.path);
    if (found === undefined || file === undefined) return false;
    const name = { site: found.site.key, patch: place.patch, path: file.path };
    const [old, after] = [addressOf({ ...name, side: "old" }), addressOf({ ...name, side: "new" })];
    const uri = place.side === "old" ? old : after;
    const isAskedFor = editorsOf(uri).length === 0 || !options.preserveFocus;
    if (isAskedFor) {
      const title = `${file.path.split("/").at(-1) ?? ""} (${nameOfPatch(found.patch)})`;
      await vscode.commands.executeCommand("vscode.diff", old, after, title, {
        preview: true,
        ...(isOnPanel() && { viewColumn: vscode.ViewColumn.One }),
        ...options,
      });
    }
    const hunk = file.hunks.find(({ id }) => id === place.hunk);
    const first = place.side === "old" ? hunk?.oldStart : hunk?.newStart;
    const isNear = first !== undefined && place.line >= first && place.line - first < linesOnScreen;
    reveal(uri, place.line, isAskedFor && isNear ? first : null);
    return true;
  }

  /** Opens all files of some patches of a site as one multi-diff. */
  async openAll(site: OpenSite, patches: readonly FoundPatch[], title: string): Promise<void> {
    const changes = patches.flatMap(({ id, files }) => files.map((file) => changeOf(site.key, id, file)));
    await vscode.commands.executeCommand("vscode.changes", title, changes);
  }
}

/** Whether the active column shows the replay panel: a diff then belongs beside it, not over it. */
function isOnPanel(): boolean {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
}

/** What `vscode.changes` wants for a file: a label, and the texts that exist. */
function changeOf(site: string, patch: string, file: FoundFile): readonly (vscode.Uri | undefined)[] {
  const name = { site, patch, path: file.path };
  const old = file.old === null ? undefined : addressOf({ ...name, side: "old" });
  const after = file.new === null ? undefined : addressOf({ ...name, side: "new" });
  return [after ?? old, old, after];
}

/** The visible editors, as a rule one side of a diff, that show a text. */
function editorsOf(uri: vscode.Uri): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
}

/** Puts the cursor on a line and shows it; below the line before `top`, if that is given. */
function reveal(uri: vscode.Uri, line: number, top: number | null): void {
  const position = new vscode.Position(Math.max(0, line - 1), 0);
  for (const editor of editorsOf(uri)) {
    editor.selection = new vscode.Selection(position, position);
    if (top !== null) {
      const above = Math.max(0, top - 2);
      editor.revealRange(new vscode.Range(above, 0, above, 0), vscode.TextEditorRevealType.AtTop);
      continue;
    }
    editor.revealRange(
      new vscode.Range(position, position),
      vscode.TextEditorRevealType.InCenterIfOutsideViewport,
    );
  }
}
