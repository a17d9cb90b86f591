import { looksLikeProse } from "./prose";

/** No mailer breaks lines that are shorter than this. */
const LEAST_WIDTH = 60;
/** A line is broken into fewer parts than this, if it holds sentences; what is longer is an answer. */
const LONGEST_PROSE = 6;
/** The same where none of the parts reads like a sentence. */
const LONGEST_RUN = 40;

/** A quoted text as one sees it who looks for lines that were broken after they were quoted. */
export interface QuotedText {
  /** The line as it stands in the mail; undefined behind the last one. */
  readonly raw: (at: number) => string | undefined;
  /** True if the line has all the quote marks that the diff has. */
  readonly isQuoted: (at: number) => boolean;
  /** The line without the marks that were put before it after it was broken off. */
  readonly bare: (at: number) => string;
}

/** How wide a line is drawn when a tab goes to the next multiple of eight. */
function columns(text: string): number {
  if (!text.includes("\t")) return text.length;
  let width = 0;
  for (const character of text) width = character === "\t" ? (width | 7) + 1 : width + 1;
  return width;
}

/** Characters up to the first blank at which a mailer may break; few break at a tab. */
function unbroken(text: string): number {
  const words = text.trimStart();
  const end = words.indexOf(" ");
  return end < 0 ? words.length : end;
}

/** True for a line with words that lacks some of the marks. */
function isBare(text: QuotedText, at: number): boolean {
  return text.raw(at) !== undefined && !text.isQuoted(at) && text.bare(at).trim() !== "";
}

/**
 * Index of the first of the lines that lack marks, end with the one at `at` and may all be broken off one quoted
 * line: what stands above each is so long that its first word did not fit. Null if they may not.
 */
function runStart(text: QuotedText, at: number): number | null {
  for (let first = at; first > 0 && first > at - LONGEST_RUN; first--) {
    const words = text.bare(first);
    const above = text.raw(first - 1) ?? "";
    if (words.trim() === "" || columns(above) + 1 + unbroken(words) <= LEAST_WIDTH) return null;
    if (text.isQuoted(first - 1)) return first;
    if (!isBare(text, first - 1)) return null;
  }
  return null;
}

/**
 * True if the line at `at`, which lacks marks, may be the end of the quoted line above it, which a mailer broke because it
 * had become too long with its marks. Right behind such lines the quote goes on, or an empty line follows.
 */
export function isBrokenEnd(text: QuotedText, at: number): boolean {
  const first = runStart(text, at);
  if (first === null) return false;
  let last = at;
  while (last < first + LONGEST_RUN && isBare(text, last + 1)) last += 1;
  const parts = last - first + 1;
  if (parts > LONGEST_RUN) return false;
  for (let part = first; parts > LONGEST_PROSE && part <= last; part++)
    if (looksLikeProse(text.bare(part))) return false;
  const below = text.raw(last + 1);
  return below === undefined || below.trim() === "" || text.isQuoted(last + 1);
}

/** `>file` or `>>file` among lines quoted with `> `: a shell's redirection that was broken off, no mark. */
export function mayBeRedirection(raw: string): boolean {
  return /^>[^-+@\s]/.test(raw);
}
