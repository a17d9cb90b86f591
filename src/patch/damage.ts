import type { TextLine } from "../mail/textLine";
import { readHunkHeader } from "./hunkHeader";
import { DamageTally, SLACK } from "./damageTally";
import type { Wording } from "./wording";
import { wordingOf } from "./wording";
import type { Shift } from "./shift";

/**
 * What happened to the first column of context rows: nothing; one blank was taken
 * from each; or every line lost all its leading blanks and runs of blanks became one.
 */
export type FirstColumn = "kept" | "one-lost" | "all-lost";

/** The damage of one text, the same for all its hunks: one mailer or archive did it. */
export interface Damage {
  readonly firstColumn: FirstColumn;
  /** The longest line in characters and in columns: no wrapped line can be longer. */
  readonly wrapLength: number;
  readonly wrapColumns: number;
  /** True if no hunk holds an empty context row: an archive may have dropped them. */
  readonly noBlankRows: boolean;
  /** True if lines are followed by what looks like their wrapped ends. */
  readonly isWrapped: boolean;
  /** True if a wrapped line keeps the blank at which it was broken. */
  readonly keepsBlanks: boolean;
  /** True if the ends of wrapped lines have no quote mark: the lines were quoted before they were wrapped. */
  readonly losesMarks: boolean;
  /** The same, however few context rows there are. */
  readonly noBlankContext: boolean;
  /** How many context rows the diff puts around changes: 3 but for `-U<n>`. */
  readonly contextRows: number;
  /** The words of the text beside each other; null where blanks were not lost or no line was wrapped. */
  readonly wording: Wording | null;
  /** True if headings end at 40 characters, where GNU diff and old git cut them. */
  readonly cutHeadings: boolean;
}

/** Looks at all hunks of a text and says what was done to it; `shift` is what `judgeShift` says of it. */
export function judgeDamage(lines: readonly TextLine[], shift: Shift): Damage {
  const seen = new DamageTally();
  const headings: number[] = [];
  const leading: number[] = [];
  const counted: number[] = [];
  for (let at = 0; at < lines.length;) {
    const header = readHunkHeader(lines[at]?.text ?? "");
    if (header === null) {
      at += 1;
      continue;
    }
    headings.push(header.heading.length);
    const next = seen.addHunk(lines, at, header);
    if (header.oldStart > 1) {
      const deleted = lines.slice(at + 1, next).filter(({ text }) => text.startsWith("-")).length;
      leading.push(contextBelow(lines, at));
      counted.push(header.oldLines - deleted);
    }
    at = next;
  }
  const firstColumn = judgeFirstColumn(seen, shift);
  const isKept = firstColumn === "kept";
  return {
    firstColumn,
    isWrapped: seen.broken > 0,
    keepsBlanks: seen.brokenBlank > MOSTLY * seen.broken && seen.brokenDouble * 2 < seen.broken,
    losesMarks: seen.bare > 0,
    // What is broken off did not fit: tabs that became blanks later make other lines longer than the width.
    wrapLength: isKept ? Math.min(seen.longest, seen.most) : seen.longest,
    wrapColumns: isKept ? Math.min(seen.widest, seen.mostColumns) : seen.widest,
    noBlankContext: seen.blank === 0,
    noBlankRows: seen.blank === 0 && seen.blankTab + seen.blankOther + seen.tab + seen.unmarked >= TELLING,
    contextRows: isKept
      ? judgeContext(leading, counted)
      : Math.max(USUAL_CONTEXT, judgeContext(leading, counted)),
    wording: !isKept && seen.broken > 0 ? wordingOf(lines) : null,
    // A mailer may have cut them too; only where rows are doubtful as well is this worth believing.
    cutHeadings: firstColumn === "all-lost" && endAt40(headings),
  };
}

/** True if no heading is longer than 40 characters and more than one is about that long. */
function endAt40(headings: readonly number[]): boolean {
  return headings.every((length) => length <= 41) && headings.filter((length) => length >= 38).length > 1;
}

/** What `diff -u` and git show around changes unless they are asked for more or less. */
const USUAL_CONTEXT = 3;
/** So many wrapped lines end alike if one program wrapped them; some may be whole lines. */
const MOSTLY = 0.7;
/** So many hunks must be seen before another number is believed. */
const ENOUGH = 3;
/** So many hunks have one change alone, as a rule, with no more context than has to be around it. */
const SOME = 0.25;
/** So many context rows hold an empty one, as code is written. */
const TELLING = 12;
/** More hunks than this tell nothing new. */
const MOST = 1000;

/** Context rows between a header and the first change; lines without a mark are ends of wrapped ones. */
function contextBelow(lines: readonly TextLine[], at: number): number {
  let count = 0;
  for (let below = at + 1; below < at + SLACK; below++) {
    const text = lines[below]?.text ?? "@";
    if (/^[-+@]/.test(text)) break;
    if (text === "" || text.startsWith(" ")) count += 1;
  }
  return count;
}

/**
 * How many context rows stand around changes. Dropped rows take away from the context above a change (`leading`), so only
 * clear cases are believed, and fewer rows than usual only if headers count fewer too (`counted`: context rows of a whole
 * hunk, of which both sides of a change have their share).
 */
function judgeContext(leading: readonly number[], counted: readonly number[]): number {
  const least = Math.min(...leading.slice(0, MOST));
  const agreeing = leading.filter((other) => other === least).length;
  const fewer = counted.filter((count) => count < 2 * USUAL_CONTEXT).length;
  if (least < USUAL_CONTEXT && fewer < counted.length * SOME) return USUAL_CONTEXT;
  return agreeing >= ENOUGH && agreeing > leading.length * 0.8 ? least : USUAL_CONTEXT;
}

function judgeFirstColumn(seen: DamageTally, shift: Shift): FirstColumn {
  const { blankTab, blankOther, tab, unmarked, markedTab } = seen;
  if (blankTab + blankOther + tab + markedTab === 0) return unmarked > 0 ? "all-lost" : "kept";
  return shift === -1 ? "one-lost" : "kept";
}
