import * as vscode from "vscode";
import { scheme } from "./address";
import { asMarkdown } from "../text";
import type { Texts } from "./texts";

/** No line of ours is longer; a range that is empty would not be dimmed. */
const farRight = 1000;

/**
 * Dims the lines that no hunk shows, and says behind the first line where a text that is known whole was found.
 *
 * They are not slanted as well: newer versions of VS Code draw nothing at all then. And nothing folds them, as diffs do
 * not fold, but would keep the head of each fold in sight over the code.
 */
export function shadeUnknownLines(texts: Texts): vscode.Disposable {
  const shade = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    color: new vscode.ThemeColor("disabledForeground"),
  });
  const said = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor("descriptionForeground"), margin: "0 0 0 3em" },
  });
  const ranges = (uri: vscode.Uri) =>
    texts.unknownIn(uri).map(({ first, last }) => new vscode.Range(first - 1, 0, last - 1, farRight));
  const paint = (editors: readonly vscode.TextEditor[]) => {
    for (const editor of editors) {
      const { uri } = editor.document;
      if (uri.scheme !== scheme) continue;
      editor.setDecorations(shade, ranges(uri));
      editor.setDecorations(said, originNote(texts.originOf(uri)));
    }
  };
  return vscode.Disposable.from(
    shade,
    said,
    vscode.window.onDidChangeVisibleTextEditors(paint),
    // An editor is there before its text is.
    vscode.workspace.onDidOpenTextDocument(() => paint(vscode.window.visibleTextEditors)),
  );
}

function originNote(origin: string | undefined): vscode.DecorationOptions[] {
  if (origin === undefined) return [];
  const contentText = `✓ ${vscode.l10n.t("whole text")}`;
  const hoverMessage = new vscode.MarkdownString(asMarkdown(origin));
  return [
    {
      range: new vscode.Range(0, 0, 0, farRight),
      hoverMessage,
      renderOptions: { after: { contentText } },
    },
  ];
}
