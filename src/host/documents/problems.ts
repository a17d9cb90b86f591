import * as vscode from "vscode";
import type { Desk, OpenSite } from "../desk/desk";

/** Shows damaged places of the documents in VS Code's Problems view. */
export function reportProblems(desk: Desk): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("patchArchaeology");
  const report = () => {
    collection.clear();
    if (!vscode.workspace.getConfiguration("patchArchaeology").get("problems", true)) return;
    for (const site of desk.sites) collection.set(problemsOf(site));
  };
  const configured = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("patchArchaeology.problems")) report();
  });
  return vscode.Disposable.from(collection, configured, desk.onDidChange(report));
}

function problemsOf({ sources, found }: OpenSite): readonly [vscode.Uri, readonly vscode.Diagnostic[]][] {
  return [...found.site.problems].flatMap(([{ file }, problems]): [vscode.Uri, vscode.Diagnostic[]][] => {
    const source = sources.find(({ name }) => name === file);
    return source === undefined ? [] : [[source.uri, problems.map(diagnostic)]];
  });
}

function diagnostic({
  line,
  message,
}: {
  readonly line: number;
  readonly message: string;
}): vscode.Diagnostic {
  const row = Math.max(0, line - 1);
  const at = new vscode.Range(row, 0, row, Number.MAX_SAFE_INTEGER);
  const made = new vscode.Diagnostic(at, message, vscode.DiagnosticSeverity.Warning);
  made.source = vscode.l10n.t("Patch Archaeology");
  return made;
}
