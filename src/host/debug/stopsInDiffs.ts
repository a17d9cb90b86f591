import * as vscode from "vscode";
import { nameIn } from "../diffs/address";
import type { Diffs } from "../diffs/diffs";
import { modelScheme } from "../model/address";
import { debugType } from "./type";

/**
 * Where a session stops, VS Code opens the text as an editor of its own, over the diff or over the panel. The text is one
 * side of a diff; so this opens the diff in its place, in which VS Code marks the line just the same.
 */
export function stopsInDiffs(diffs: Diffs, column: () => vscode.ViewColumn): vscode.Disposable {
  const stopped = (): void => {
    const editor = vscode.window.activeTextEditor;
    if (editor && vscode.debug.activeDebugSession?.type === debugType)
      // The text itself is open, so who cannot have the diff has that.
      toDiff(diffs, editor.document.uri, column()).then(undefined, () => undefined);
  };
  // Editor and call come in either order.
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(stopped),
    vscode.debug.onDidChangeActiveStackItem(stopped),
  );
}

async function toDiff(diffs: Diffs, uri: vscode.Uri, viewColumn: vscode.ViewColumn): Promise<void> {
  const name = nameIn(uri);
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  // In a diff, too, the side with the cursor is the active text editor.
  if (!(tab?.input instanceof vscode.TabInputText) || tab.input.uri.toString() !== uri.toString()) return;
  if (uri.scheme === modelScheme) return toColumn(tab, uri, viewColumn);
  if (!name) return;
  const line = await lineOfFrame();
  if (line === undefined) return;
  const { site, ...text } = name;
  await vscode.window.tabGroups.close(tab, true);
  const place = { ...text, line, hunk: null, across: null, unchanged: false };
  await diffs.openAt(place, { site, viewColumn });
}

/** A model's source is no side of a diff, but has no place over the panel either. */
async function toColumn(tab: vscode.Tab, uri: vscode.Uri, viewColumn: vscode.ViewColumn): Promise<void> {
  if (tab.group.viewColumn === viewColumn) return;
  const line = await lineOfFrame();
  if (line === undefined) return;
  await vscode.window.tabGroups.close(tab, true);
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(uri, { viewColumn, selection, preview: true });
}

/** The line of the call that is looked at: when the editor becomes active, its cursor is not there yet. */
async function lineOfFrame(): Promise<number | undefined> {
  const item = vscode.debug.activeStackItem;
  if (!(item instanceof vscode.DebugStackFrame)) return undefined;
  const { stackFrames } = (await item.session.customRequest("stackTrace", { threadId: item.threadId })) as {
    readonly stackFrames: readonly { readonly id: number; readonly line: number }[];
  };
  return stackFrames.find(({ id }) => id === item.frameId)?.line;
}
