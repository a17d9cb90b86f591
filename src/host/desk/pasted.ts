import * as vscode from "vscode";
import type { Source } from "./source";

/** Scheme of documents that exist in this session only, such as what was on the clipboard. */
export const pastedScheme = "patch-archaeology-pasted";

/** Documents without a file. They end with the session. */
export class Pasted implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();

  /** Keeps a text as a document with a name of its own. */
  add(text: string): Source {
    const name = `clipboard-${this.#texts.size + 1}.txt`;
    const uri = vscode.Uri.from({ scheme: pastedScheme, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    return { name, uri, bytes: new TextEncoder().encode(text) };
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ??
      vscode.l10n.t("This text was pasted in an earlier session and is gone.")
    );
  }
}
