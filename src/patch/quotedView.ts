import type { TextLine } from "../mail/textLine";
import { columns, LEAST_WIDTH, looksLikeProse } from "./lineClues";

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

/** A line is broken into fewer parts than this, if it holds words; what is longer is an answer. */
const LONGEST_PROSE = 6;
/** The same where none of the parts reads like a sentence. */
const LONGEST_RUN = 40;

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
  // What is broken off a line that was quoted again later has the later marks only.
  const fewer = depth === 1 ? null : new RegExp(`^(?:${used} ?){1,${String(depth - 1)}}`);
  const view = new QuotedLines(lines, marks, fewer);
  const quoted: TextLine[] = [];
  const rest: TextLine[] = [];
  lines.forEach((line, at) => {
    const found = isMark(line.text) ? marks.exec(line.text)?.[0] : undefined;
    const isTight = blank && depth === 1 && /^>[^-+@\s]/.test(line.text) && view.isWrappedEnd(at);
    if (found !== undefined && !isTight) {
      const text = line.text.slice(found.length);
      const stripped = blank && text.startsWith(" ") ? text.slice(1) : text;
      quoted.push({ text: stripped, line: line.line, quoteDepth: (line.quoteDepth ?? 0) + depth });
    } else if (at > start && (isTight || view.isWrappedEnd(at)))
      quoted.push({ text: isTight ? line.text : view.bareText(at), line: line.line });
    else rest.push(line);
  });
  return { quoted, rest };
}

/** The lines of a message, of which one with fewer marks than the diff has may be the end of the line above it. */
class QuotedLines {
  constructor(
    private readonly lines: readonly TextLine[],
    private readonly marks: RegExp,
    private readonly fewer: RegExp | null,
  ) {}

  isWrappedEnd(at: number): boolean {
    const first = this.runStart(at);
    if (first === null) return false;
    let last = at;
    while (last < first + LONGEST_RUN && this.isBare(last + 1)) last += 1;
    const below = this.lines[last + 1]?.text;
    const parts = last - first + 1;
    if (parts > LONGEST_RUN) return false;
    for (let part = first; parts > LONGEST_PROSE && part <= last; part++)
      if (looksLikeProse(this.bareText(part))) return false;
    return below === undefined || below.trim() === "" || this.marks.test(below);
  }

  /** The line without the marks that were put before it after it was broken off. */
  bareText(at: number): string {
    const text = this.lines[at]?.text ?? "";
    return this.fewer === null ? text : text.replace(this.fewer, "");
  }

  /**
   * Index of the first of the lines without marks that end with the one at `at` and may all be broken off a quoted
   * line: what stands above each is so long that its first word did not fit. Null if they may not.
   */
  private runStart(at: number): number | null {
    for (let first = at; first > 0 && first > at - LONGEST_RUN; first--) {
      const text = this.bareText(first);
      const above = this.lines[first - 1]?.text ?? "";
      if (text.trim() === "" || columns(above) + 1 + unbroken(text) <= LEAST_WIDTH) return null;
      if (this.marks.test(above)) return first;
      if (!this.isBare(first - 1)) return null;
    }
    return null;
  }

  /** True for a line with words and with fewer marks than the diff. */
  private isBare(at: number): boolean {
    const text = this.lines[at]?.text;
    return text !== undefined && !this.marks.test(text) && this.bareText(at).trim() !== "";
  }
}

/** Characters up to the first blank at which a mailer may break; few break at a tab. */
function unbroken(text: string): number {
  const words = text.trimStart();
  const end = words.indexOf(" ");
  return end < 0 ? words.length : end;
}
