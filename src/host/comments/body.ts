import * as vscode from "vscode";
import type { Comment } from "../../series/anchoredComment";
import type { OpenSite } from "../desk/desk";
import { asMarkdown } from "../text";

/** Only these may be run from the text of a comment; the mail's own words are escaped. */
const trusted = { enabledCommands: ["patchArchaeology.openDocument", "patchArchaeology.showLine"] };

/** The words of a remark, a link to its mail, and links to the other places it may speak of. */
export function commentBody(site: OpenSite, comment: Comment): vscode.MarkdownString {
  const body = new vscode.MarkdownString();
  body.isTrusted = trusted;
  body.appendMarkdown(asMarkdown(comment.lines.map(({ text }) => text).join("\n")));
  const place = { site: site.key, document: comment.file, line: comment.lines[0]?.line ?? comment.range[0] };
  body.appendMarkdown(`\n\n${link(vscode.l10n.t("Open the mail"), "openDocument", place)}`);
  for (const { patch, path, side, line, hunk, certainty } of others(comment)) {
    if (line === null) continue;
    const where = `${patch} ${path.split("/").at(-1) ?? path}:${line}`;
    const words = vscode.l10n.t("or {0} ({1} %)", where, Math.round(certainty * 100));
    body.appendMarkdown(` · ${link(words, "showLine", { patch, path, side, line, hunk }, site.key)}`);
  }
  return body;
}

/** The places that a remark may speak of beside the one where it stands; a sure anchor leaves none. */
function others({ anchor, candidates }: Comment): Comment["candidates"] {
  if (anchor === null || anchor.certainty === 1) return [];
  const isAnchor = (one: typeof anchor) =>
    one.hunk === anchor.hunk && one.line === anchor.line && one.side === anchor.side;
  return candidates.filter((one) => !isAnchor(one)).slice(0, 5);
}

/** A link to a command of ours, its words kept from being read as Markdown. */
function link(words: string, command: string, ...given: readonly unknown[]): string {
  // VS Code decodes the arguments twice, so a percent sign of an address must not look like one.
  const safe = JSON.stringify(given).replaceAll("%", "\\u0025");
  return `[${asMarkdown(words)}](command:patchArchaeology.${command}?${encodeURIComponent(safe)})`;
}
