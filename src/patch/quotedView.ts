import type { TextLine } from "../mail/textLine";
import { columns, LEAST_WIDTH, firstWordLength } from "./lineClues";

/** The words of a message parted into what a diff within quote marks takes, and the rest. */
export interface QuoteSplit {
  /** The quoted lines, one level of marks (all those before the diff) removed. */
  readonly quoted: readonly TextLine[];
  readonly rest: readonly TextLine[];
}

const mark = "[>|:]";
const quotedStart = new RegExp(
  `^((?:${mark} ?)+)(?:diff --git |diff -|Index: |--- [^ ]|@@ -\\d|commit [0-9a-f]{7}|From [0-9a-f]{40} )`,
);

/** A line is broken into fewer parts than this; what is longer is an answer. */
const LONGEST_RUN = 6;

function isMark(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 0x3e || code === 0x7c || code === 0x3a;
}

/**
 * Takes the marks from a diff that is quoted within the words. The marks of its first
 * line say how deep it is and whether a blank follows the last mark. Lines
 * without marks between quoted ones may be wrapped ends of the one above and go
 * along (their `quoteDepth` stays absent); others are the answerer's own words.
 * Null if no diff is quoted.
 */
export function splitQuoted(lines: readonly TextLine[]): QuoteSplit | null {
  const start = lines.findIndex((line) => isMark(line.text) && quotedStart.test(line.text.slice(0, 200)));
  const first = lines[start];
  if (first === undefined) return null;
  const prefix = quotedStart.exec(first.text.slice(0, 200))?.[1] ?? "";
  const depth = prefix.replace(/ /g, "").length;
  const blank = prefix.endsWith(" ");
  // A line of code may begin with another one (`||`), broken off the line above.
  const used = `[${[...new Set(prefix.replace(/ /g, ""))].join("")}]`;
  const marks = new RegExp(`^(?:${used} ?){${String(depth - 1)}}${used}`);
  const quoted: TextLine[] = [];
  const rest: TextLine[] = [];
  lines.forEach((line, at) => {
    const found = isMark(line.text) ? marks.exec(line.text)?.[0] : undefined;
    const isTight = blank && depth === 1 && /^>[^-+@\s>]/.test(line.text) && isWrappedEnd(lines, at, marks);
    if (found !== undefined && !isTight) {
      const text = line.text.slice(found.length);
      const stripped = blank && text.startsWith(" ") ? text.slice(1) : text;
      quoted.push({ text: stripped, line: line.line, quoteDepth: (line.quoteDepth ?? 0) + depth });
    } else if (at > start && (isTight || isWrappedEnd(lines, at, marks)))
      quoted.push({ text: line.text, line: line.line });
    else rest.push(line);
  });
  return { quoted, rest };
}

function isWrappedEnd(lines: readonly TextLine[], at: number, marks: RegExp): boolean {
  const first = runStart(lines, at, marks);
  if (first === null) return false;
  let last = at;
  while (last < first + LONGEST_RUN && isBare(lines[last + 1]?.text, marks)) last += 1;
  const below = lines[last + 1]?.text;
  return last < first + LONGEST_RUN && (below === undefined || below.trim() === "" || marks.test(below));
}

/**
 * Index of the first of the lines without marks that end with the one at `at` and may all be broken off a quoted
 * line: what stands above each is so long that its first word did not fit. Null if they may not.
 */
function runStart(lines: readonly TextLine[], at: number, marks: RegExp): number | null {
  for (let first = at; first > 0 && first > at - LONGEST_RUN; first--) {
    const text = lines[first]?.text ?? "";
    const above = lines[first - 1]?.text ?? "";
    if (text.trim() === "" || columns(above) + 1 + firstWordLength(text) <= LEAST_WIDTH) return null;
    if (marks.test(above)) return first;
    if (!isBare(above, marks)) return null;
  }
  return null;
}

/** True for a line with words and without a quote mark. */
function isBare(text: string | undefined, marks: RegExp): boolean {
  return text !== undefined && text.trim() !== "" && !marks.test(text);
}
