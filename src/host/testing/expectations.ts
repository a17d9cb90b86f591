import * as vscode from "vscode";

/** Name of the file, at the root of a workspace folder, that says what is expected of races. */
const expectationsName = "patch-archaeology.expect.json";

/** A file of expectations with its text. */
interface ExpectationsFile {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** The workspace's file of expectations; null if there is none. */
export async function readExpectationsFile(): Promise<ExpectationsFile | null> {
  for (const { uri: folder } of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.joinPath(folder, expectationsName);
    try {
      return { uri, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
    } catch {
      // Not in this folder: the next one may have it.
    }
  }
  return null;
}

/** Writes the file of expectations where it is, or into the first folder of the workspace. @throws Error with one sentence */
export async function writeExpectationsFile(known: vscode.Uri | undefined, text: string): Promise<void> {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const file = known ?? (first && vscode.Uri.joinPath(first.uri, expectationsName));
  if (file) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

/** Calls `changed` whenever a file of expectations comes, goes or changes. */
export function watchExpectations(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${expectationsName}`);
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return watcher;
}
