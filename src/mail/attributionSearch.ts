import { LONGEST_ATTRIBUTION, hasVerb, readAttribution } from "./attribution";
import type { Attribution } from "./attribution";
import type { TextLine } from "./textLine";
import type { WholeHunks } from "./wholeHunk";

/** A line with its quote marks counted and removed. */
export interface MarkedLine extends TextLine {
  readonly depth: number;
  /** Present when the line itself has no mark: it was broken off the quoted line above it. */
  readonly isFragment?: true;
}

/** An attribution and the lines it stands on (indices, last one included). */
export interface FoundAttribution extends Attribution {
  readonly start: number;
  readonly end: number;
}

const COLON = 0x3a;
/** The colon of Chinese and Japanese. */
const WIDE_COLON = 0xff1a;
/** `Quoting A B (2017-08-17 14:14:00)` has no colon. */
const CLOSE = 0x29;

/** True for lines that may end an attribution; refuses nearly every line of a patch at one look. */
export function mayAttribute(text: string): boolean {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end--;
  if (end === 0) return false;
  const last = text.charCodeAt(end - 1);
  if (last === COLON || last === WIDE_COLON) return end > 5;
  return last === CLOSE && text.startsWith("Quoting ");
}

/**
 * Reads the attribution that ends on line `end`, with up to three lines above it when it was wrapped. The
 * shortest reading that has a date wins, because a name alone is less than what the mailer wrote. In a hunk none
 * is looked for.
 */
export function attributionEnding(
  lines: readonly MarkedLine[],
  end: number,
  hunks: WholeHunks,
): FoundAttribution | null {
  const last = lines[end];
  if (last === undefined || !mayAttribute(last.text) || hunks.has(last.line)) return null;
  // Labels and prose end in colons too; what they have not is an address, or a verb there or on the line above.
  if (!last.text.includes("@") && !hasVerb(last.text) && !hasVerb(lines[end - 1]?.text ?? "")) return null;
  let dateless: FoundAttribution | null = null;
  let joined = "";
  for (let start = end; start >= 0 && start > end - LONGEST_ATTRIBUTION; start--) {
    const line = lines[start];
    if (line === undefined || line.depth !== last.depth || line.text.trim() === "") break;
    if (hunks.has(line.line)) break;
    joined = `${line.text.trim()} ${joined}`;
    const found = readAttribution(joined);
    if (found === null) continue;
    if (found.date !== null) return { ...found, start, end };
    dateless ??= { ...found, start, end };
  }
  return dateless;
}
