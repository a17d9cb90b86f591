import { firstCode } from "../mail/textLine";
import type { TextLine } from "../mail/textLine";
import type { FirstColumn } from "./damage";
import type { HunkHeader } from "./hunkHeader";
import { isBoundary } from "./headerLines";
import type { Hunk, Repair, Row } from "./patch";

/** A hunk and the index of the first line behind it. */
export interface HunkReading {
  readonly hunk: Hunk;
  readonly next: number;
  /** Other readings of a damaged hunk, best first; none beside one that was read as it stands. */
  readonly others: readonly Hunk[];
}

const BLANK = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

/** The note of a context row whose first blank is not in the document. */
export const LOST_BLANK = "a context row without its first blank";
/** The note of an empty line that stands for an empty context row. */
export const EMPTY_ROW = "an empty line stands for an empty context row";
/** The certainty of a reading in which something was guessed and nothing speaks against it. */
export const GUESSED = 0.9;
/** What nothing proves is never called certain. */
export const MOST_CERTAIN = 0.99;

/** `\ No newline at end of file`, in any language (POSIX: a line that begins with backslash and blank). */
export function isNoNewline(text: string): boolean {
  return firstCode(text) === BACKSLASH && text.charCodeAt(1) === BLANK && text.length > 10;
}

/**
 * Reads a hunk in which every document line is one row: exactly the rows that its
 * header counts. An empty line is an empty context row, as newer GNU diff writes it
 * and git accepts it. With `unmarked` a line without a mark is a context row that lost
 * its first blank; the caller has to look whether the hunk ends where other things
 * begin, or a wrapped line may pass for two rows. Null as soon as anything does not fit;
 * then the search reads the hunk.
 */
export function readPlainHunk(
  lines: readonly TextLine[],
  at: number,
  header: HunkHeader,
  firstColumn: FirstColumn,
  unmarked = false,
): HunkReading | null {
  const headerLine = lines[at];
  if (headerLine === undefined) return null;
  const depth = headerLine.quoteDepth ?? 0;
  const rows: Row[] = [];
  const repairs: Repair[] = [];
  let old = header.oldLines;
  let now = header.newLines;
  let additions = 0;
  let deletions = 0;
  let guesses = 0;
  let next = at + 1;
  let previous = headerLine.through ?? headerLine.line;
  while (old > 0 || now > 0) {
    const current = lines[next];
    // In Base64 rows share lines of the document.
    if (current === undefined || current.line > previous + 1) return null;
    // Among quoted lines one without a mark is the end of the one above, whatever it begins with.
    if ((current.quoteDepth ?? 0) < depth) return null;
    const { text, line } = current;
    previous = current.through ?? line;
    const code = firstCode(text);
    if (code === PLUS) {
      now -= 1;
      additions += 1;
      rows.push({ mark: "+", text: text.slice(1), line });
    } else if (code === MINUS) {
      old -= 1;
      deletions += 1;
      rows.push({ mark: "-", text: text.slice(1), line });
    } else if (code === BLANK && firstColumn !== "one-lost") {
      old -= 1;
      now -= 1;
      rows.push({ mark: " ", text: text.slice(1), line });
    } else if (!markNoNewline(rows, text)) {
      if (code !== 0) {
        if (!unmarked || text.startsWith("@@ -") || isBoundary(lines, next)) return null;
        guesses += 1;
      }
      old -= 1;
      now -= 1;
      repairs.push({ line, kind: "blank", note: code === 0 ? EMPTY_ROW : LOST_BLANK });
      rows.push({ mark: " ", text, line });
    }
    if (old < 0 || now < 0) return null;
    next += 1;
  }
  const last = lines[next];
  if (last !== undefined && last.line <= previous + 1 && markNoNewline(rows, last.text)) {
    previous = last.through ?? last.line;
    next += 1;
  }
  const hunk: Hunk = {
    line: headerLine.line,
    lastLine: previous,
    oldStart: header.oldStart,
    oldLines: header.oldLines,
    newStart: header.newStart,
    newLines: header.newLines,
    heading: header.heading,
    additions,
    deletions,
    rows,
    gaps: [],
    repairs,
    certainty: guesses === 0 ? 1 : GUESSED,
  };
  return { hunk, next, others: [] };
}

/** Notes on the last row that no newline follows it; false if `text` does not say so. */
function markNoNewline(rows: Row[], text: string): boolean {
  const last = rows.at(-1);
  if (last === undefined || last.noNewline === true || !isNoNewline(text)) return false;
  rows[rows.length - 1] = { ...last, noNewline: true };
  return true;
}
