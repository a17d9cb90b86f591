import * as vscode from "vscode";
import type { Desk, OpenSite } from "../desk/desk";

/** A stretch of a document that can be folded and has a name. */
interface Section {
  /** First and last line, from 1. */
  readonly lines: readonly [first: number, last: number];
  readonly name: string;
  readonly kind: vscode.SymbolKind;
}

/** Folding and outline of the documents that are open as text: messages, files and hunks. */
export class DocumentOutline implements vscode.FoldingRangeProvider, vscode.DocumentSymbolProvider {
  readonly #desk: Desk;
  readonly onDidChangeFoldingRanges: vscode.Event<void>;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.onDidChangeFoldingRanges = desk.onDidChange;
  }

  provideFoldingRanges({ uri }: vscode.TextDocument): vscode.FoldingRange[] {
    return this.#sections(uri).map(
      ({ lines: [first, last] }) => new vscode.FoldingRange(first - 1, last - 1),
    );
  }

  provideDocumentSymbols({ uri }: vscode.TextDocument): vscode.SymbolInformation[] {
    return this.#sections(uri).map(({ lines: [first, last], name, kind }) => {
      const range = new vscode.Range(first - 1, 0, last - 1, 0);
      return new vscode.SymbolInformation(
        name === "" ? "…" : name,
        kind,
        "",
        new vscode.Location(uri, range),
      );
    });
  }

  /** Only of sites that are open already: looking at a text must not start any reading. */
  #sections(uri: vscode.Uri): readonly Section[] {
    for (const site of this.#desk.sites) {
      const source = site.sources.find((one) => one.uri.toString() === uri.toString());
      if (source !== undefined) return sectionsOf(site, source.name);
    }
    return [];
  }
}

function sectionsOf({ found }: OpenSite, name: string): readonly Section[] {
  const messages = found.site.documents.find(({ file }) => file === name)?.messages ?? [];
  const files = [...found.patches.values()]
    .filter(({ document }) => document.file === name)
    .flatMap((patch) => patch.files);
  return [
    ...messages
      .filter(({ ghost }) => !ghost)
      .map(({ lines, subject }) => ({ lines, name: subject, kind: vscode.SymbolKind.Package })),
    ...files.map((file) => ({
      lines: [file.line, file.lastLine] as const,
      name: file.path,
      kind: vscode.SymbolKind.File,
    })),
    ...files.flatMap(({ hunks }) =>
      hunks.map((hunk) => ({
        lines: [hunk.line, hunk.lastLine] as const,
        name: hunk.heading === "" ? `@@ -${hunk.oldStart} +${hunk.newStart} @@` : hunk.heading,
        kind: vscode.SymbolKind.Function,
      })),
    ),
  ];
}
