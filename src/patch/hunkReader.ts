import type { TextLine } from "../mail/textLine";
import type { HunkHeader } from "./hunkHeader";
import type { Hunk, Row } from "./patch";

/** A hunk and the index of the first line behind it. */
export interface HunkReading {
  readonly hunk: Hunk;
  readonly next: number;
}

const BLANK = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

/** `\ No newline at end of file`, in any language (POSIX: a line that begins with backslash and blank). */
export function isNoNewline(text: string): boolean {
  return text.charCodeAt(0) === BACKSLASH && text.charCodeAt(1) === BLANK && text.length > 10;
}

/**
 * Reads an undamaged hunk: exactly the rows that its header counts, each with its mark.
 * An empty line is an empty context row, as newer GNU diff writes it and git accepts it.
 * Null as soon as anything does not fit; then the search reads the hunk.
 */
export function readCleanHunk(
  lines: readonly TextLine[],
  at: number,
  header: HunkHeader,
): HunkReading | null {
  const headerLine = lines[at];
  if (headerLine === undefined) return null;
  const rows: Row[] = [];
  let old = header.oldLines;
  let now = header.newLines;
  let additions = 0;
  let deletions = 0;
  let next = at + 1;
  let previous = headerLine.line;
  while (old > 0 || now > 0) {
    const current = lines[next];
    if (current === undefined || current.line !== previous + 1) return null;
    const { text, line } = current;
    previous = line;
    const code = text.length === 0 ? BLANK : text.charCodeAt(0);
    if (code === BLANK) {
      old -= 1;
      now -= 1;
      rows.push({ mark: " ", text: text.slice(1), line });
    } else if (code === PLUS) {
      now -= 1;
      additions += 1;
      rows.push({ mark: "+", text: text.slice(1), line });
    } else if (code === MINUS) {
      old -= 1;
      deletions += 1;
      rows.push({ mark: "-", text: text.slice(1), line });
    } else if (!markNoNewline(rows, text)) return null;
    if (old < 0 || now < 0) return null;
    next += 1;
  }
  const last = lines[next];
  if (last !== undefined && last.line === previous + 1 && markNoNewline(rows, last.text)) {
    previous = last.line;
    next += 1;
  }
  const hunk: Hunk = {
    line: headerLine.line,
    lastLine: previous,
    ...header,
    additions,
    deletions,
    rows,
    gaps: [],
    repairs: [],
    certainty: 1,
  };
  return { hunk, next };
}

/** Notes on the last row that no newline follows it; false if `text` does not say so. */
function markNoNewline(rows: Row[], text: string): boolean {
  const last = rows.at(-1);
  if (last === undefined || last.noNewline === true || !isNoNewline(text)) return false;
  rows[rows.length - 1] = { ...last, noNewline: true };
  return true;
}
