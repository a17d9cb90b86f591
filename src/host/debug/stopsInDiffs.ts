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
    // And the tab may be known later than both.
    vscode.window.tabGroups.onDidChangeTabs(stopped),
  );
}

async function toDiff(diffs: Diffs, uri: vscode.Uri, viewColumn: vscode.ViewColumn): Promise<void> {
  const name = nameIn(uri);
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  // In a diff, too, the side with the cursor is the active text editor.
  if (!(tab?.input instanceof vscode.TabInputText) || tab.input.uri.toString() !== uri.toString()) return;
  // A deleted line has no room of its own where two columns leave a diff only one.
  const isCramped = name?.side === "old" && vscode.window.tabGroups.all.length > 1;
  if (uri.scheme === modelScheme || isCramped) return toColumn(tab, uri, viewColumn);
  if (!name) return;
  const { viewColumn: column } = tab.group;
  const line = await lineOfFrame();
  if (line === undefined) return;
  const { site, ...text } = name;
  const place = { ...text, line, hunk: null, across: null, unchanged: false };
  if (await diffs.openAt(place, { site, viewColumn })) await closeText(uri, column);
}

/** A model's source is no side of a diff, but has no place over the panel either; nor has a text that is shown without its diff. */
async function toColumn(tab: vscode.Tab, uri: vscode.Uri, viewColumn: vscode.ViewColumn): Promise<void> {
  const { viewColumn: column } = tab.group;
  if (column === viewColumn) return;
  const line = await lineOfFrame();
  if (line === undefined) return;
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(uri, { viewColumn, selection, preview: true });
  await closeText(uri, column);
}

/**
 * Closes the text that the debugger has opened in a column. This comes last: a column whose only editor is closed goes, and
 * the panel would move into its place.
 */
async function closeText(uri: vscode.Uri, column: vscode.ViewColumn): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .filter(({ viewColumn }) => viewColumn === column)
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  await vscode.window.tabGroups.close(tabs, true);
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
