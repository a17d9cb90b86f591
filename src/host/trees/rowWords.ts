import * as vscode from "vscode";
import { changedFunctions } from "../../patch/changedFunctions";
import type { FoundFile, FoundHunk, FoundPatch } from "../desk/found";
import { tooltipOf } from "../text";

/** Its number in the series and the subject; a bare diff has none and goes by its first file. */
export function labelOf({ subject, files, id, n, of }: FoundPatch): string {
  const number = n !== null && of !== null && of > 1 ? `${n}/${of} ` : "";
  return `${number}${subject || files[0]?.path || id}`;
}

/** What there is to say of a patch, its log message last. */
export function patchTooltip(patch: FoundPatch, description: string): vscode.MarkdownString {
  const message = patch.log.map(({ text }) => text).join("\n");
  const { author, commit } = patch;
  return tooltipOf([
    `${patch.id}: ${patch.subject}`,
    description,
    author,
    patch.patch.date,
    commit,
    message.trim() && `\n${message.trim()}`,
  ]);
}

/** Languages whose functions begin as those of C do. */
const likeC = /\.(c|h|cc|cpp|hpp|S)$/;

/**
 * The function that a hunk changes first. Its heading often names the one above; in other languages than C it is all that
 * there is. It is cut off at 40 characters as a rule; the function's name fits beside the figures, and reads better.
 */
export function hunkLabel({ path }: FoundFile, hunk: FoundHunk): string {
  const { heading, newStart } = hunk;
  const [first] = likeC.test(path) ? changedFunctions(hunk) : [];
  if (first !== undefined) return `${first}()`;
  const called = /(\w+)\s*\(/.exec(heading);
  if (called?.[1] !== undefined) return `${called[1]}()`;
  return heading === "" ? vscode.l10n.t("line {0}", newStart) : heading.replace(/\s*\{$/, "");
}

/** Whether a hunk adds, removes or does both; a doubtful one warns. */
export function hunkIcon({ additions, deletions, certainty }: FoundHunk): string {
  if (certainty < 0.5) return "warning";
  if (deletions === 0) return "diff-added";
  return additions === 0 ? "diff-removed" : "diff-modified";
}

/** Where a hunk stands, and what was repaired in it. */
export function hunkTooltip(hunk: FoundHunk, description: string): vscode.MarkdownString {
  const { id, heading, repairs } = hunk;
  const range = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
  const done = repairs.map(({ line, note }) => vscode.l10n.t("Line {0}: {1}", line, note));
  return tooltipOf([id, `${range} ${heading}`, description, ...done]);
}
