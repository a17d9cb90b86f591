import type { SparseText } from "../../patch/sparseText";
import type { Seam } from "./seams";

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

/** What every line of an unknown run begins with: plain ASCII, since Restricted Mode puts a box around any other sign. */
const filler = "...";

/** No real file is longer; a hunk with a greater number is a mistake, or wants to exhaust the memory. */
const longest = 1_000_000;

/**
 * Fills unknown lines so that known ones keep their numbers, in texts of up to a million lines.
 *
 * The words name how many lines are unknown, not which: a run between two hunks is as long before a patch as
 * after it but has other numbers there, and must not look changed. They stand at both ends of a run, where a reader comes
 * to it from the hunk above or the hunk below.
 *
 * @param seams what the gaps before known lines hold besides, in their order
 */
export function render(
  { lines, length }: SparseText,
  words: FillerWords,
  seams: readonly Seam[] = [],
): RenderedText {
  const last = length ?? [...lines.keys()].at(-1) ?? 0;
  const rows: string[] = [];
  const unknown: UnknownRun[] = [];
  let gaps = 0;
  const skip = (count: number): void => {
    if (count < 1) return;
    const said = `${filler} ${words.run(count)}`;
    const seam = seams[gaps++] ?? "";
    const first = rows.length + 1;
    // A comment ends where the gap begins, and begins where the gap ends, so that filler is the least of it.
    const isOne = count === 1 || last > longest;
    rows.push(seam === "*/" || (isOne && seam !== "") ? `${said} ${seam}` : said);
    if (!isOne) {
      for (let more = 2; more < count; more += 1) rows.push(filler);
      rows.push(seam === "/*" ? `${said} ${seam}` : said);
    }
    unknown.push({ first, last: rows.length });
  };
  let next = 1;
  for (const [number, known] of lines) {
    skip(number - next);
    rows.push(known);
    next = number + 1;
  }
  skip(last - next + 1);
  if (length === null && lines.size > 0) {
    rows.push(`${filler} ${words.rest}`);
    unknown.push({ first: rows.length, last: rows.length });
  }
  return { text: rows.map((row) => `${row}\n`).join(""), unknown };
}
