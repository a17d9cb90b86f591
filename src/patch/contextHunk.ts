import type { TextLine } from "../mail/textLine";
import type { HunkReading } from "./hunkReader";
import { isNoNewline } from "./hunkReader";
import { textAt } from "./headerLines";
import type { Mark, Row } from "./patch";

/*
 * The context format of diff (POSIX.1-2017, diff -c): a hunk shows its lines twice, first as they were and
 * then as they are. A half in which nothing changes is left out but for its range. Marks take two columns:
 * `- ` and `+ ` for lines of one side, `! ` for lines that others take the place of.
 */

const stars = /^\*{15}(?: (.*))?$/s;
const oldRange = /^\*\*\* (\d{1,10})(?:,(\d{1,10}))? \*{4,}\s*$/;
const newRange = /^--- (\d{1,10})(?:,(\d{1,10}))? -{4,}\s*$/;

/** The first and, where it is written, the last line of one half. */
interface Range {
  readonly start: number;
  readonly end: number | null;
}

interface HalfRow {
  readonly sign: string;
  readonly text: string;
  readonly line: number;
  readonly noNewline: boolean;
}

/** One half, and the index of the first line behind it. */
interface Half {
  readonly start: number;
  readonly rows: readonly HalfRow[];
  /** True if only the range was written, because nothing changes on this side. */
  readonly isLeftOut: boolean;
  readonly next: number;
}

function rangeOf(match: RegExpExecArray): Range {
  return { start: Number(match[1]), end: match[2] === undefined ? null : Number(match[2]) };
}

/** True for the fifteen stars above a hunk's ranges; prose has rows of stars too. */
export function isContextHunk(lines: readonly TextLine[], at: number): boolean {
  return stars.test(textAt(lines, at).trimEnd()) && oldRange.test(textAt(lines, at + 1));
}

/** A row that was stripped of its blanks has no more than its mark; an empty line is an empty context row. */
function signOf(text: string, changes: string): string | null {
  const sign = text === "" ? " " : text.charAt(0);
  if (sign !== " " && !changes.includes(sign)) return null;
  return text.length < 2 || text.charAt(1) === " " ? sign : null;
}

function readHalf(lines: readonly TextLine[], at: number, range: Range, changes: string): Half | null {
  const rows: HalfRow[] = [];
  const { start, end } = range;
  // A lone number is one line or none: what follows tells.
  const most = end === null ? 1 : end - start + 1;
  let next = at;
  while (rows.length < most) {
    const { text, line } = lines[next] ?? { text: "@", line: 0 };
    const sign = signOf(text, changes);
    if (sign === null || (end === null && text === "") || newRange.test(text)) break;
    next += 1;
    const noNewline = isNoNewline(textAt(lines, next));
    if (noNewline) next += 1;
    rows.push({ sign, text: text.slice(2), line, noNewline });
  }
  const isLeftOut = rows.length === 0;
  return isLeftOut || end === null || rows.length === most ? { start, rows, isLeftOut, next } : null;
}

function rowOf({ text, line, noNewline }: HalfRow, mark: Mark): Row {
  return noNewline ? { mark, text, line, noNewline } : { mark, text, line };
}

/** The rows of both halves as a unified diff orders them; null if the halves have not the same context. */
function mergeHalves(old: readonly HalfRow[], now: readonly HalfRow[]): readonly Row[] | null {
  const rows: Row[] = [];
  let at = 0;
  for (const row of old) {
    if (row.sign !== " ") {
      rows.push(rowOf(row, "-"));
      continue;
    }
    for (let added = now[at]; added !== undefined && added.sign !== " "; added = now[at]) {
      rows.push(rowOf(added, "+"));
      at += 1;
    }
    if (now[at]?.text !== row.text) return null;
    rows.push(rowOf(row, " "));
    at += 1;
  }
  const rest = now.slice(at);
  if (rest.some(({ sign }) => sign === " ")) return null;
  return [...rows, ...rest.map((row) => rowOf(row, "+"))];
}

/** Reads the hunk in the context format that begins at `at` and makes a unified one of it; null if its rows do not fit its ranges. */
export function readContextHunk(lines: readonly TextLine[], at: number): HunkReading | null {
  const first = oldRange.exec(textAt(lines, at + 1));
  const old = first === null ? null : readHalf(lines, at + 2, rangeOf(first), "-!");
  const second = old === null ? null : newRange.exec(textAt(lines, old.next));
  const now = old === null || second === null ? null : readHalf(lines, old.next + 1, rangeOf(second), "+!");
  if (old === null || now === null || (old.isLeftOut && now.isLeftOut)) return null;
  const context = (half: Half): readonly HalfRow[] => half.rows.filter(({ sign }) => sign === " ");
  const rows = mergeHalves(old.isLeftOut ? context(now) : old.rows, now.isLeftOut ? context(old) : now.rows);
  if (rows === null) return null;
  const line = lines[at]?.line ?? 0;
  const count = (mark: Mark): number => rows.filter((row) => row.mark === mark).length;
  const [additions, deletions] = [count("+"), count("-")];
  const note = "the hunk is written in the context format (diff -c) and shown as a unified one";
  const hunk = {
    line,
    lastLine: lines[now.next - 1]?.line ?? line,
    oldStart: old.start,
    oldLines: rows.length - additions,
    newStart: now.start,
    newLines: rows.length - deletions,
    heading: (stars.exec(textAt(lines, at).trimEnd())?.[1] ?? "").trimEnd(),
    additions,
    deletions,
    rows,
    gaps: [],
    repairs: [{ line, kind: "other" as const, note }],
    certainty: 1,
  };
  return { hunk, next: now.next, others: [] };
}
