import type { FileDiff, Hunk, Side } from "./patch";
import { numberRows } from "./rowNumbers";

/** A file of which only some lines are known: those that hunks show. */
export interface SparseText {
  /** 1-based line number to text, in ascending order. */
  readonly lines: ReadonlyMap<number, string>;
  /** How many lines the file has; null while that is not known. */
  readonly length: number | null;
  /** True if the last line is known to have no newline. */
  readonly noFinalNewline: boolean;
}

/** A file of which nothing is known. */
export const unknownText: SparseText = { lines: new Map(), length: null, noFinalNewline: false };

/** A file that is there and empty, or not there at all. */
export const emptyText: SparseText = { lines: new Map(), length: 0, noFinalNewline: false };

/** What a hunk shows of one side of its file. */
export function sideOfHunk(hunk: Hunk, side: Side): SparseText {
  const lines = new Map<number, string>();
  let noFinalNewline = false;
  let length: number | null = null;
  const numbers = numberRows(hunk);
  hunk.rows.forEach((row, index) => {
    const line = numbers[index]?.[side];
    if (line === null || line === undefined) return;
    lines.set(line, row.text);
    if (row.noNewline !== true) return;
    noFinalNewline = true;
    length = line;
  });
  return { lines, length, noFinalNewline };
}

/** What all hunks of a file show of one side of it. */
export function sideOfFile(file: Pick<FileDiff, "old" | "new" | "hunks">, side: Side): SparseText {
  if ((side === "old" ? file.old : file.new) === null) return emptyText;
  const sides = file.hunks.map((hunk) => sideOfHunk(hunk, side));
  const known: SparseText = {
    lines: ascending(sides.flatMap((text) => [...text.lines])),
    length: sides.find((text) => text.length !== null)?.length ?? null,
    noFinalNewline: sides.some((text) => text.noFinalNewline),
  };
  const gone = side === "old" ? file.new === null : file.old === null;
  const complete = gone && file.hunks.length === 1 && file.hunks[0]?.gaps.length === 0;
  return complete ? { ...known, length: known.lines.size } : known;
}

function ascending(entries: readonly (readonly [number, string])[]): ReadonlyMap<number, string> {
  return new Map([...entries].sort((left, right) => left[0] - right[0]));
}

/** Both texts together; where both know a line, the first one is believed. */
export function merged(one: SparseText, other: SparseText): SparseText {
  return {
    lines: ascending([...other.lines, ...one.lines]),
    length: one.length ?? other.length,
    noFinalNewline: one.noFinalNewline || other.noFinalNewline,
  };
}

/** The whole text if every line is known, else null. `length` may be given where only a guess is at hand. */
export function joinedText(text: SparseText, length: number | null = text.length): string | null {
  if (length === null || text.lines.size < length) return null;
  const lines: string[] = [];
  for (let line = 1; line <= length; line++) {
    const known = text.lines.get(line);
    if (known === undefined) return null;
    lines.push(known);
  }
  return length === 0 ? "" : lines.join("\n") + (text.noFinalNewline ? "" : "\n");
}
