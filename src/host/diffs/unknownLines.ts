import * as vscode from "vscode";
import { scheme } from "./address";
import type { Texts } from "./texts";

/**
 * Dims the lines that no hunk shows, and lets them be folded where an editor folds.
 */
export function shadeUnknownLines(texts: Texts): vscode.Disposable {
  const shade = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    color: new vscode.ThemeColor("disabledForeground"),
    fontStyle: "italic",
  });
  const ranges = (uri: vscode.Uri) =>
    texts.unknownIn(uri).map(({ first, last }) => new vscode.Range(first - 1, 0, last - 1, 0));
  const paint = (editors: readonly vscode.TextEditor[]) => {
    for (const editor of editors)
      if (editor.document.uri.scheme === scheme) editor.setDecorations(shade, ranges(editor.document.uri));
  };
  return vscode.Disposable.from(
    shade,
    vscode.window.onDidChangeVisibleTextEditors(paint),
    // An editor is there before its text is.
    vscode.workspace.onDidOpenTextDocument(() => paint(vscode.window.visibleTextEditors)),
    vscode.languages.registerFoldingRangeProvider(
      { scheme },
      {
        provideFoldingRanges: ({ uri }) =>
          ranges(uri)
            .filter(({ isSingleLine }) => !isSingleLine)
            .map(({ start, end }) => new vscode.FoldingRange(start.line, end.line)),
      },
    ),
  );
}
