import type { SparseText } from "./sparseText";

/** A sparse text as a document for an editor. */
export interface SparseDocument {
  readonly text: string;
  /** For each line of `text` the line of the file that it shows; null for a line that stands for unknown ones. */
  readonly numbers: readonly (number | null)[];
}

/** How many unknown lines a line of the document stands for, in words. */
function unknownLines(count: number): string {
  return count === 1 ? "⋯ 1 line is not known" : `⋯ ${String(count)} lines are not known`;
}

/** No real file is longer; a header with a greater number is a mistake (or wants to exhaust the memory). */
const LONGEST = 1_000_000;

/**
 * Every line at its own number, unknown ones empty: for editors that count lines
 * themselves. A text with line numbers beyond a million is given compactly instead.
 */
export function paddedDocument(text: SparseText): SparseDocument {
  const last = text.length ?? [...text.lines.keys()].at(-1) ?? 0;
  if (last > LONGEST) return compactDocument(text);
  const lines = Array.from({ length: last }, (_, index) => text.lines.get(index + 1));
  return {
    text: lines.map((line) => `${line ?? ""}\n`).join(""),
    numbers: lines.map((line, index) => (line === undefined ? null : index + 1)),
  };
}

/** Only the known lines, one line in place of each run of unknown ones. */
export function compactDocument(text: SparseText): SparseDocument {
  const lines: string[] = [];
  const numbers: (number | null)[] = [];
  let next = 1;
  const skipTo = (line: number): void => {
    if (line <= next) return;
    lines.push(unknownLines(line - next));
    numbers.push(null);
  };
  for (const [line, known] of text.lines) {
    skipTo(line);
    lines.push(known);
    numbers.push(line);
    next = line + 1;
  }
  if (text.length !== null) skipTo(text.length + 1);
  return { text: lines.map((line) => `${line}\n`).join(""), numbers };
}
