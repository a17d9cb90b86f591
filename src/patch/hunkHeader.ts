import type { ParentRange } from "./patch";

/** The numbers and the heading of an `@@` line. */
export interface HunkHeader {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly heading: string;
  /** Only for `@@@` headers of combined diffs. */
  readonly parents?: readonly ParentRange[];
}

const BLANK = 0x20;
const TAB = 9;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;

const combined = /^(@@@+)((?: -\d{1,10}(?:,\d{1,10})?)+) \+(\d{1,10})(?:,(\d{1,10}))? (@@@+) ?(.*)$/s;

function count(text: string | undefined): number {
  return text === undefined ? 1 : Number(text);
}

/** `start` or `start,lines`, and the index behind it. */
interface ReadRange extends ParentRange {
  readonly end: number;
}

/** No file has more lines than ten digits count. */
const MOST_DIGITS = 10;

function digitsEnd(text: string, from: number): number {
  let at = from;
  for (; at < from + MOST_DIGITS; at++) {
    const code = text.charCodeAt(at);
    // Beyond the end the code is not a number, which is neither.
    if (!(code >= 0x30 && code <= 0x39)) break;
  }
  return at;
}

/** The number that digits write; without a copy of them. */
function numberAt(text: string, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at++) value = value * 10 + text.charCodeAt(at) - 0x30;
  return value;
}

/** Reads a range at `at`; a count that is left out is 1 (POSIX diff -u). */
function readRange(text: string, at: number): ReadRange | null {
  const comma = digitsEnd(text, at);
  if (comma === at) return null;
  const start = numberAt(text, at, comma);
  if (text.charCodeAt(comma) !== COMMA) return { start, lines: 1, end: comma };
  const end = digitsEnd(text, comma + 1);
  return end === comma + 1 ? null : { start, lines: numberAt(text, comma + 1, end), end };
}

/** Blanks are optional where mailers and archives lose them. */
function afterBlank(text: string, at: number): number {
  return text.charCodeAt(at) === BLANK ? at + 1 : at;
}

/** Read by hand: a mailbox has a hunk every few lines, and a pattern with groups costs ten times as much. */
function readUnified(text: string): HunkHeader | null {
  const minus = afterBlank(text, 2);
  const old = text.charCodeAt(minus) === MINUS ? readRange(text, minus + 1) : null;
  if (old === null) return null;
  const plus = afterBlank(text, old.end);
  const now = text.charCodeAt(plus) === PLUS ? readRange(text, plus + 1) : null;
  if (now === null) return null;
  const close = afterBlank(text, now.end);
  if (!text.startsWith("@@", close)) return null;
  const blank = text.charCodeAt(close + 2);
  return {
    oldStart: old.start,
    oldLines: old.lines,
    newStart: now.start,
    newLines: now.lines,
    heading: text.slice(blank === BLANK || blank === TAB ? close + 3 : close + 2).trimEnd(),
  };
}

/** Reads `@@ -a,b +c,d @@ heading` and `@@@ -a,b -c,d +e,f @@@ heading`; null for any other line. */
export function readHunkHeader(text: string): HunkHeader | null {
  if (!text.startsWith("@@")) return null;
  const two = readUnified(text);
  if (two !== null) return two;
  const many = combined.exec(text);
  if (many === null) return null;
  const parents = (many[2] ?? "")
    .trim()
    .split(" ")
    .map((range) => {
      const [start, lines] = range.slice(1).split(",");
      return { start: Number(start), lines: count(lines) };
    });
  const [first] = parents;
  if (first === undefined || parents.length !== (many[1] ?? "").length - 1) return null;
  return {
    oldStart: first.start,
    oldLines: first.lines,
    newStart: Number(many[3]),
    newLines: count(many[4]),
    heading: (many[6] ?? "").trimEnd(),
    parents,
  };
}
