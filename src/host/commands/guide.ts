import * as vscode from "vscode";

/** The command that opens the guide, which comes with the extension, so that it can be read without a network. */
export function guideCommands(extension: vscode.Uri): Readonly<Record<string, () => unknown>> {
  const start = vscode.Uri.joinPath(extension, "media", "docs", "start.md");
  return { openGuide: () => vscode.commands.executeCommand("markdown.showPreview", start) };
}
