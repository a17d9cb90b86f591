import * as vscode from "vscode";

/**
 * Words of a mail as Markdown that shows them as they are: nothing in them is read as a link, a picture or HTML.
 *
 * `MarkdownString.appendText` would do that too, but makes every blank a hard one, so that long lines never wrap.
 */
export function asMarkdown(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => {
    const escaped = line.trimStart().replace(/[\\`*_{}[\]()#+\-.!|<>~&:@=$^"']/g, "\\$&");
    const indent = "&nbsp;".repeat(line.length - line.trimStart().length);
    return `${indent}${escaped}`;
  });
  return lines.join("  \n");
}

/** A tooltip made of lines of plain text; empty ones are left out. */
export function tooltipOf(lines: readonly (string | null | undefined)[]): vscode.MarkdownString {
  const words = lines.filter((line) => line !== null && line !== undefined && line !== "");
  return new vscode.MarkdownString(asMarkdown(words.join("\n")));
}
