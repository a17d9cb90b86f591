import * as vscode from "vscode";
import { scheme } from "../diffs/address";

/** Tells VS Code whether one of our texts is in front, so that our keys mean something there and nowhere else. */
export function followFocus(): vscode.Disposable {
  const tell = (editor: vscode.TextEditor | undefined) => {
    const isOurs = editor?.document.uri.scheme === scheme;
    void vscode.commands.executeCommand("setContext", "patchArchaeology.inDiff", isOurs);
  };
  // A diff of the last session may be in front before we are awake.
  if (vscode.window.activeTextEditor !== undefined) tell(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(tell);
}
