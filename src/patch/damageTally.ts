import type { TextLine } from "../mail/textLine";
import { isBoundary, textAt } from "./headerLines";
import type { HunkHeader } from "./hunkHeader";
import { columns, firstWordLength, LEAST_WIDTH, looksLikeProse } from "./lineClues";

/** More lines than its header counts can belong to a hunk when lines were wrapped. */
export const SLACK = 24;
/** Longer rows were not wrapped: they tell nothing of the width. */
const LONGEST_WRAPPED = 200;

function mayBeWrapped(above: string, text: string): boolean {
  return columns(above) + 1 + firstWordLength(text) > LEAST_WIDTH;
}

function isWrappedEnd(above: string, text: string): boolean {
  return !/^[-+@\\\s]|^$/.test(text) && mayBeWrapped(above, text);
}

/** Counts what the lines below the headers of a text's hunks look like. */
export class DamageTally {
  /** Lines that begin with a blank and a tab, with a blank and something else, with a tab, and with neither. */
  blankTab = 0;
  blankOther = 0;
  tab = 0;
  unmarked = 0;
  /** Changed rows that are indented by a tab. */
  markedTab = 0;
  /** Empty lines between rows. */
  blank = 0;
  /** Lines that look like wrapped ends, and how many lines above such end in a blank or hold a double one. */
  broken = 0;
  brokenBlank = 0;
  brokenDouble = 0;
  /** Lines with fewer quote marks than the header of their hunk. */
  bare = 0;
  /** The longest row, in characters and in columns. */
  longest = 0;
  widest = 0;
  /** The most characters and columns that a line can have had if what was broken off did not fit. */
  most = Infinity;
  mostColumns = Infinity;

  /** Counts the lines of the hunk whose header stands at `at`; returns the index of the first line behind them. */
  addHunk(lines: readonly TextLine[], at: number, header: HunkHeader): number {
    this.longest = Math.max(this.longest, textAt(lines, at).length);
    const depth = lines[at]?.quoteDepth ?? 0;
    const limit = Math.min(lines.length, at + header.oldLines + header.newLines + SLACK);
    let blanks = 0;
    let below = at + 1;
    for (; below < limit; below++) {
      const text = textAt(lines, below);
      if (text.startsWith("@@ -") || isBoundary(lines, below) || /^-- ?$/.test(text)) break;
      if ((lines[below]?.quoteDepth ?? 0) < depth) this.bare += 1;
      // Only an empty line between rows is a row; below the last one it parts other words.
      if (/^[-+ \t]\s*\S/.test(text)) {
        this.blank += blanks;
        blanks = 0;
      }
      if (text === "" || text === " ") blanks += 1;
      else if (text.trim() === "") continue;
      else this.#addFirstColumn(text, textAt(lines, below - 1));
      this.#addWidth(text, textAt(lines, below - 1));
    }
    return below;
  }

  #addFirstColumn(text: string, above: string): void {
    switch (text.charAt(0)) {
      case " ":
        if (text.startsWith(" \t")) this.blankTab += 1;
        else this.blankOther += 1;
        break;
      case "\t":
        this.tab += 1;
        break;
      case "+":
      case "-":
        if (text.charAt(1) === "\t") this.markedTab += 1;
        break;
      case "\\":
        break;
      default:
        if (!mayBeWrapped(above, text)) this.unmarked += 1;
    }
  }

  #addWidth(text: string, above: string): void {
    if (isWrappedEnd(above, text)) {
      const endsBlank = above.endsWith(" ");
      const word = firstWordLength(text) + (endsBlank ? 0 : 1);
      this.most = Math.min(this.most, above.length + word - 1);
      this.mostColumns = Math.min(this.mostColumns, columns(above) + word - 1);
      this.broken += 1;
      if (endsBlank) this.brokenBlank += 1;
      // Words that people part by two blanks: one of those was the place to break.
      if (/\S {2}\S.* $/.test(above.slice(1))) this.brokenDouble += 1;
    }
    const isTelling = text.length < LONGEST_WRAPPED && text.slice(1).trim().includes(" ");
    if (!isTelling || looksLikeProse(text.replace(/^[-+]/, ""))) return;
    this.longest = Math.max(this.longest, text.length);
    this.widest = Math.max(this.widest, columns(text));
  }
}
