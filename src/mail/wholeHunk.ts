import { readMarks } from "./quoteMark";
import type { TextLine } from "./textLine";

/** A hunk of a diff all of whose rows are there, each behind the same quote marks. */
export interface WholeHunk {
  /** Quote marks before each of its lines. */
  readonly depth: number;
  /** How many characters those are, the blank behind the last one not counted. */
  readonly width: number;
}

/** The whole hunks of a text by the document lines of their headers and rows. */
export type WholeHunks = ReadonlyMap<number, WholeHunk>;

/** What a text without whole hunks has. */
export const noHunks: WholeHunks = new Map();

const header = /^@@ -\d+(?:,(\d{1,9}))? \+\d+(?:,(\d{1,9}))? @@/;
/** More characters than this before a header are no marks. */
const WIDEST = 40;

/** The row behind the prefix; null for a line without it. Mailers strip the blanks behind the marks of an empty line. */
function rowBehind(text: string, prefix: string): string | null {
  if (text.startsWith(prefix)) return text.slice(prefix.length);
  return text === prefix.trimEnd() ? "" : null;
}

/** What follows on a hunk to whose rows nobody has added: the next one, another file, git's signature. */
const behind = /^(?:@@ -|diff |--- |Index: |-- ?$)/;

/**
 * Index behind the last row of the hunk whose header stands at `at`; null if its rows do not meet its counts. A row
 * without a mark is a context row that lost its first blank: only where the hunk then ends as hunks do.
 */
function endOfHunk(
  lines: readonly TextLine[],
  at: number,
  prefix: string,
  counts: RegExpExecArray,
): number | null {
  let old = Number(counts[1] ?? 1);
  let now = Number(counts[2] ?? 1);
  let next = at + 1;
  let isDamaged = false;
  for (; old > 0 || now > 0; next++) {
    const row = rowBehind(lines[next]?.text ?? "@@ -", prefix);
    if (row === null || row.startsWith("@@ -")) return null;
    const mark = row.charAt(0);
    if (mark === "\\") continue;
    isDamaged ||= mark !== "" && mark !== " " && mark !== "+" && mark !== "-";
    if (mark !== "+") old -= 1;
    if (mark !== "-") now -= 1;
    if (old < 0 || now < 0) return null;
  }
  return isDamaged && !isEnd(lines, next, prefix) ? null : next;
}

/** True if nothing but empty lines stands between index `at` and what follows on a hunk, or the end. */
function isEnd(lines: readonly TextLine[], at: number, prefix: string): boolean {
  for (let next = at; next < lines.length; next++) {
    const text = rowBehind(lines[next]?.text ?? "", prefix);
    if (text === null) return false;
    if (text.trim() !== "") return behind.test(text);
  }
  return true;
}

/**
 * Finds the hunks that came through whole. What their rows say is the text of a file, though it may read like a quote, an
 * attribution or the head of another mail: a test's expected output, a list of mails, a changelog.
 */
export function wholeHunks(lines: readonly TextLine[]): WholeHunks {
  const found = new Map<number, WholeHunk>();
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at]?.text ?? "";
    const start = text.slice(0, WIDEST).indexOf("@@ -");
    if (start < 0) continue;
    const counts = header.exec(text.slice(start));
    const { depth, start: width } = readMarks(text);
    const prefix = text.slice(0, start);
    // Other marks (`| `, an indentation) are left to the reader of the diff.
    if (counts === null || (depth > 0 && prefix.slice(width).trim() !== "")) continue;
    const next = endOfHunk(lines, at, prefix, counts);
    if (next === null) continue;
    const hunk = { depth, width: depth === 0 ? 0 : width };
    for (; at < next; at++) found.set(lines[at]?.line ?? 0, hunk);
    at -= 1;
  }
  return found;
}
