import type { SparseText } from "../../patch/sparseText";

/** A run of lines that no hunk shows. */
export interface UnknownRun {
  /** 1-based, inclusive. */
  readonly first: number;
  readonly last: number;
}

/** A sparse text made readable. */
export interface RenderedText {
  readonly text: string;
  readonly unknown: readonly UnknownRun[];
}

/** The words that stand in place of unknown lines. */
export interface FillerWords {
  readonly run: (lines: number) => string;
  readonly rest: string;
}

/** What every further line of an unknown run consists of. */
const filler = "⋯";

/** No real file is longer; a hunk with a greater number is a mistake, or wants to exhaust the memory. */
const longest = 1_000_000;

/**
 * Fills unknown lines so that known ones keep their numbers, in texts of up to a million lines.
 *
 * The words name how many lines are unknown, not which: a run between two hunks is as long before a patch as
 * after it but has other numbers there, and must not look changed.
 */
export function render({ lines, length }: SparseText, words: FillerWords): RenderedText {
  const last = length ?? [...lines.keys()].at(-1) ?? 0;
  const rows: string[] = [];
  const unknown: UnknownRun[] = [];
  for (let number = 1; number <= last; number += 1) {
    const known = lines.get(number);
    if (known !== undefined) {
      rows.push(known);
      continue;
    }
    const first = number;
    while (number < last && !lines.has(number + 1)) number += 1;
    unknown.push({ first, last: number });
    rows.push(`${filler} ${words.run(number - first + 1)}`);
    if (last <= longest) for (let more = first; more < number; more += 1) rows.push(filler);
  }
  if (length === null && lines.size > 0) {
    rows.push(`${filler} ${words.rest}`);
    unknown.push({ first: rows.length, last: rows.length });
  }
  return { text: rows.map((row) => `${row}\n`).join(""), unknown };
}
