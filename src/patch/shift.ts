import { firstCode } from "../mail/textLine";
import type { TextLine } from "../mail/textLine";
import { textAt } from "./headerLines";
import { readHunkHeader } from "./hunkHeader";
import { isNoNewline } from "./hunkReader";
import { columns, LEAST_WIDTH, firstWordLength } from "./lineClues";

/**
 * What happened to the mark of context rows in a whole text, as blanks to the right: `-1` where every line lost
 * its first blank, `1` where format=flowed put one before it (RFC 3676, section 4.4), `0` where it stands.
 */
export type Shift = -1 | 0 | 1;

/** A shift and how sure it is: its posterior probability. */
export interface ShiftReading {
  readonly shift: Shift;
  readonly certainty: number;
}

const shifts: readonly Shift[] = [0, -1, 1];

/** Natural logarithms of how often texts come so. */
const PRIOR: Readonly<Record<Shift, number>> = { 0: Math.log(0.98), [-1]: Math.log(0.01), 1: Math.log(0.01) };

/** A text in which nothing speaks of a shift. */
export const UNSHIFTED: ShiftReading = { shift: 0, certainty: 1 };

/** Something that cannot be under a hypothesis, but for a row that somebody edited. */
const HARDLY = Math.log(0.01);
/** Rows of one hunk are indented alike, so each says less than it would alone. */
const DEPENDENT = 0.8;

function leadingBlanks(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) === 0x20) at++;
  return at;
}

/** The stars of a block comment stand one blank further in than the code around it. */
function starred(indent: number, text: string): number {
  return /^ *\*(?:[ /]|$)/.test(text) ? indent - 1 : indent;
}

/**
 * How likely a context row is to be indented so much more or less than the changed row nearest to it: as a rule
 * not at all, or by a step of two or more, and hardly ever by a single blank.
 */
function stepLikelihood(difference: number): number {
  const distance = Math.abs(difference);
  if (distance === 0) return Math.log(0.5);
  if (distance === 1) return Math.log(0.02);
  return distance % 2 === 0 ? Math.log(0.06) : Math.log(0.015);
}

/** The same where no changed row is near. */
function indentLikelihood(indent: number): number {
  if (indent < 0) return HARDLY;
  if (indent === 0) return Math.log(0.4);
  return indent % 2 === 0 ? Math.log(0.08) : Math.log(0.012);
}

/** Adds up, row by row, how well each hypothesis explains a text. */
class Evidence {
  readonly #weights = new Map<Shift, number>(shifts.map((shift) => [shift, PRIOR[shift]]));

  /** `strength` 1 for evidence of its own, less where other evidence says the same. */
  add(likelihood: (shift: Shift) => number, strength: number): void {
    for (const shift of shifts)
      this.#weights.set(shift, (this.#weights.get(shift) ?? 0) + strength * likelihood(shift));
  }

  best(): ShiftReading {
    const ranked = [...this.#weights].sort((one, other) => other[1] - one[1]);
    const [shift, most] = ranked[0] ?? [0, 0];
    const sum = ranked.reduce((total, [, weight]) => total + Math.exp(weight - most), 0);
    return { shift, certainty: 1 / sum };
  }
}

/** Indentation of the nearest changed row around `at`, starred; null where none is near or tabs indent it. */
function changedIndent(lines: readonly TextLine[], at: number): number | null {
  for (let distance = 1; distance <= 4; distance++) {
    for (const near of [at - distance, at + distance]) {
      const text = textAt(lines, near);
      const first = text.charAt(0);
      if ((first !== "+" && first !== "-") || text.length < 2) continue;
      const blanks = leadingBlanks(text.slice(1));
      const next = text.charAt(1 + blanks);
      if (next === "\t" || next === "") continue;
      return starred(blanks, text.slice(1));
    }
  }
  return null;
}

function weighRow(evidence: Evidence, lines: readonly TextLine[], at: number): void {
  const text = textAt(lines, at);
  const blanks = leadingBlanks(text);
  const next = text.charAt(blanks);
  if (next === "\t") {
    evidence.add((shift) => (blanks === 1 + shift ? 0 : HARDLY), 1);
    return;
  }
  if (next === "") {
    // Trailing blanks are often stripped, and hardly ever written.
    const expected = (shift: Shift): number => (blanks === 1 + shift ? 0 : blanks === 0 ? -1 : -2);
    evidence.add(expected, DEPENDENT);
    return;
  }
  // An unmarked line may be the wrapped end of the one above.
  const above = textAt(lines, at - 1);
  if (blanks === 0 && columns(above) + 1 + firstWordLength(text) > LEAST_WIDTH) return;
  const indent = starred(blanks - 1, text);
  const beside = changedIndent(lines, at);
  evidence.add((shift) => {
    if (blanks - 1 - shift < 0) return HARDLY;
    return beside === null ? indentLikelihood(indent - shift) : stepLikelihood(indent - shift - beside);
  }, DEPENDENT);
}

/** git writes one blank before the summary of a diffstat; whatever shifts rows shifts it too. */
const summary = /^( *)\d+ files? changed, \d/;

/** The blanks before the summary of a diffstat; null for any other line. */
function summaryBlanks(text: string): number | null {
  const blanks = leadingBlanks(text);
  const digit = blanks < text.length ? text.charCodeAt(blanks) : 0;
  return blanks <= 2 && digit >= 0x30 && digit <= 0x39 && summary.test(text) ? blanks : null;
}

/** A context row whose blank is followed by what stands first in a line of a file: nothing was shifted. */
function isUnshifted(text: string): boolean {
  if (firstCode(text) !== 0x20) return false;
  const next = text === " " ? 0 : text.charCodeAt(1);
  return next !== 0x20 && next !== 0x2a;
}

/**
 * Judges from all hunks of a text whether the marks of context rows still stand in its first column. As soon as
 * a row says so and none before it spoke against it the answer is yes: nearly always within a few lines.
 */
export function judgeShift(lines: readonly TextLine[]): ShiftReading {
  const rows: number[] = [];
  const summaries: number[] = [];
  let isDoubtful = false;
  let seen = false;
  let left = { old: 0, now: 0 };
  for (let at = 0; at < lines.length; at++) {
    const text = textAt(lines, at);
    const header = text.startsWith("@@ -") ? readHunkHeader(text) : null;
    if (header !== null) {
      left = { old: header.oldLines, now: header.newLines };
      seen = true;
      continue;
    }
    if (left.old <= 0 && left.now <= 0) {
      const blanks = seen ? null : summaryBlanks(text);
      if (blanks !== null) summaries.push(blanks);
      isDoubtful ||= blanks !== null && blanks !== 1;
      continue;
    }
    const code = firstCode(text);
    if (isNoNewline(text)) continue;
    if (code !== 0x2b) left.old -= 1;
    if (code !== 0x2d) left.now -= 1;
    if (code === 0x2b || code === 0x2d) continue;
    if (code !== 0x20) isDoubtful ||= text !== "";
    else if (!isDoubtful && isUnshifted(text)) return UNSHIFTED;
    rows.push(at);
  }
  if (rows.length === 0) return UNSHIFTED;
  const evidence = new Evidence();
  for (const blanks of summaries) evidence.add((shift) => (blanks === 1 + shift ? 0 : HARDLY), 1);
  for (const at of rows) weighRow(evidence, lines, at);
  return evidence.best();
}
