import * as vscode from "vscode";

/** Name of the file, at the root of a workspace folder, that says what is expected of races. */
const expectationsName = "patch-archaeology.expect.json";

/** The workspace's file of expectations; null if there is none. */
export async function readExpectationsFile(): Promise<string | null> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const file = vscode.Uri.joinPath(uri, expectationsName);
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    } catch {
      // Not in this folder: the next one may have it.
    }
  }
  return null;
}

/** Calls `changed` whenever a file of expectations comes, goes or changes. */
export function watchExpectations(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${expectationsName}`);
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return watcher;
}
