import type { FileDiff, Hunk, Row } from "./patch";

/** Lines of a text, each with its end. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Index of the first old line that a hunk speaks of; one that only adds names the line before its place. */
function startOf({ oldStart, rows, additions }: Hunk): number {
  return rows.length === additions ? oldStart : oldStart - 1;
}

/**
 * Applies all hunks of a file to its whole old text ("" for a new file), each at the line that its header names; null if
 * one does not fit there, if rows of it are missing, or if the change is binary.
 *
 * It looks nowhere else, unlike `patch`: whoever has the text that the patch was made for needs no luck.
 */
export function applyFileDiff(text: string, { binary, hunks }: FileDiff): string | null {
  if (binary) return null;
  const old = linesOf(text);
  const made: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    const start = startOf(hunk);
    if (hunk.gaps.length > 0 || start < at || start > old.length) return null;
    made.push(...old.slice(at, start));
    at = start;
    for (const row of hunk.rows) {
      const line = lineOf(row);
      if (row.mark !== "+" && old[at++] !== line) return null;
      if (row.mark !== "-") made.push(line);
    }
  }
  return [...made, ...old.slice(at)].join("");
}

function lineOf({ text, noNewline }: Row): string {
  return noNewline === true ? text : `${text}\n`;
}
