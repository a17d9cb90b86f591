import * as vscode from "vscode";
import type { Desk } from "../desk/desk";
import type { Pasted } from "../desk/pasted";
import { nameOf } from "../desk/source";

/** Shows where to look while documents are read: the bar over the Series view. */
function working<T>(task: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId: "patchArchaeology.series" } }, task);
}

async function openPicked(desk: Desk, options: vscode.OpenDialogOptions): Promise<void> {
  const uris = await vscode.window.showOpenDialog({ canSelectMany: true, ...options });
  if (uris !== undefined) await openUris(desk, uris);
}

async function openUris(desk: Desk, uris: readonly vscode.Uri[]): Promise<void> {
  const [first] = uris;
  if (first === undefined) return;
  const title =
    uris.length === 1 ? nameOf(first) : vscode.l10n.t("{0} and {1} more", nameOf(first), uris.length - 1);
  await working(() => desk.open(title, uris));
  await vscode.commands.executeCommand("patchArchaeology.series.focus");
}

async function openClipboard(desk: Desk, pasted: Pasted): Promise<void> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() === "") {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no text on the clipboard."));
    return;
  }
  const source = pasted.add(text);
  await working(() => desk.add(source.name, source.uri.toString(), [source]));
  await vscode.commands.executeCommand("patchArchaeology.series.focus");
}

/** The commands that bring documents in. */
export function importCommands(
  desk: Desk,
  pasted: Pasted,
): Readonly<Record<string, (...args: never[]) => unknown>> {
  return {
    openSample: async () => {
      await working(() => desk.openSample());
      await vscode.commands.executeCommand("patchArchaeology.series.focus");
    },
    openFiles: () => openPicked(desk, { openLabel: vscode.l10n.t("Dig In") }),
    openFolder: () =>
      openPicked(desk, { canSelectFiles: false, canSelectFolders: true, openLabel: vscode.l10n.t("Dig In") }),
    openWorkspace: () =>
      openUris(
        desk,
        (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
      ),
    // From the explorer's menu: what was clicked, and all that is selected with it.
    openHere: (clicked: vscode.Uri, selected?: readonly vscode.Uri[]) =>
      openUris(desk, selected ?? [clicked]),
    importClipboard: () => openClipboard(desk, pasted),
  };
}
