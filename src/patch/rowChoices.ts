import type { TextLine } from "../mail/textLine";
import type { Damage } from "./damage";
import type { Mark } from "./patch";
import { readHunkHeader } from "./hunkHeader";
import { isNoNewline } from "./hunkReader";
import {
  columns,
  LEAST_WIDTH,
  endsUnnaturally,
  firstWordLength,
  isFinished,
  isUnfinished,
  joinClue,
  looksLikeCode,
  looksLikeProse,
  openBracketAt,
  rowClue,
} from "./lineClues";
import { costAgainst, oddsOfWrap } from "./wrapSigns";

/** One way to read a document line as a row of its own. */
export interface RowChoice {
  readonly mark: Mark;
  readonly text: string;
  readonly cost: number;
  /** True if the row's first blank is not in the document. */
  readonly restored: boolean;
}

/** All ways to read one document line, each with its cost (0: certain; what costs are is told in `stretch.ts`). */
export interface LineChoices {
  readonly rows: readonly RowChoice[];
  /** Cost of the line being the wrapped end of the line above; null if it cannot be. */
  readonly join: number | null;
  /** Cost of the line being the wrapped end of the hunk's header above it; null if it cannot be. */
  readonly heading: number | null;
  /** Cost of the line being no part of the diff; null if it certainly is one. */
  readonly foreign: number | null;
  /** True if the words have a gap above the line, where rows may be missing. */
  readonly broken: boolean;
  /** True for `\ No newline at end of file`. */
  readonly noNewline: boolean;
  /** Cost of leaving this line unread behind the hunk's end. */
  readonly left: number;
}

const CERTAIN = 0;
/** A context row without its first blank, in a text where the others kept theirs. */
const LONE_LOST_BLANK = 4;
/** The same in a text where blanks were lost throughout. */
const USUAL_LOST_BLANK = 0.02;
/** A context row whose own text begins with + or - and whose blank is lost. */
const MARK_IS_TEXT = 4;
/** A deleted rule below a line that is nothing but the beginning of a comment. */
const RULE_IS_END = 2;
const PROSE = 6;
/** A row that lost its quote mark while the rows around it kept theirs. */
const BARE = 5;
/** The dearest a join may be for the widths alone, when blanks within lines were lost. */
const WIDTH_LIMIT_COLLAPSED = 2.5;
const WIDTH_LIMIT = 6;
/** The end of a wrapped line has a quote mark, although others lost theirs. */
const KEPT_MARK = 2.5;
/** Words without a quote mark that stand where a quoted line ran out of room, and are none that answer it. */
const BROKEN_OFF = 2.5;
/** A clearer clue says no more. */
const MOST_CLUE = 6;
/** The least indentation of a statement in C. */
const INDENT = 8;

/** True for the rule below a title, which is as long as the title. */
function underlines(text: string, above: string): boolean {
  return /^([-+])\1{2,}$/.test(text) && above.length === text.length;
}

function rowsOf(text: string, above: string, damage: Damage, isEnclosed: boolean): readonly RowChoice[] {
  const first = text.charAt(0);
  if (text.trim() === "" && first !== "+" && first !== "-") {
    const empty = text === "";
    const restored = empty || (damage.firstColumn === "one-lost" && first !== " ");
    return [{ mark: " ", text: empty ? "" : text.slice(1), cost: empty ? 0.05 : CERTAIN, restored }];
  }
  if (first === "+" || first === "-") {
    // "-- " is where a mail's signature begins, and "-" alone where a list's footer does.
    const doubtful = /^--? ?$/.test(text) ? 0.3 : CERTAIN;
    // Where blanks were lost, "- " may as well begin an item of a list below the diff.
    const prose = damage.firstColumn !== "kept" && looksLikeProse(text.slice(1)) ? 1 : 0;
    const isUnderline = damage.firstColumn !== "kept" && underlines(text, above);
    const rule = isUnderline ? MARK_IS_TEXT : isRuleBelowOpener(above, text) ? RULE_IS_END : 0;
    const cost = doubtful + prose + rule;
    const changed = { mark: first, text: text.slice(1), cost, restored: false } as const;
    if (damage.firstColumn === "kept") return [changed];
    return [
      changed,
      { mark: " ", text, cost: isUnderline ? USUAL_LOST_BLANK : MARK_IS_TEXT, restored: true },
    ];
  }
  if (first === " ") {
    const plain = { mark: " ", text: text.slice(1), restored: false } as const;
    if (damage.firstColumn !== "one-lost") return [{ ...plain, cost: CERTAIN }];
    return [
      { mark: " ", text, cost: USUAL_LOST_BLANK, restored: true },
      { ...plain, cost: 1.5 },
    ];
  }
  const usual = damage.firstColumn === "kept" ? LONE_LOST_BLANK : USUAL_LOST_BLANK;
  const cost = usual + rowClue(above, text) + (!isEnclosed && looksLikeProse(text) ? PROSE : 0);
  return [{ mark: " ", text, cost, restored: true }];
}

/** A line beside one with the other mark: together they are a change. */
const PAIRED = 0.8;

/**
 * Cost of a row where every line is known to be one, and only which marks are text is asked: `+` alone goes on
 * with a list in AsciiDoc, and options and rules begin with two minuses.
 */
export function plainRowCost(row: RowChoice, text: string, above: string, below: string): number {
  const first = text.charAt(0);
  if (row.mark !== " " || (first !== "-" && first !== "+")) return 0;
  const other = first === "-" ? "+" : "-";
  const paired = above.startsWith(other) || below.startsWith(other) ? PAIRED : 0;
  return paired + (text === "+" || /^(?:--|\+\+)/.test(text) ? 0.3 : 1);
}

function withoutMark(text: string): string {
  return /^[-+ ]/.test(text) ? text.slice(1) : text;
}

/** The text of a line; nothing for the header of the hunk. */
function rowText(line: TextLine | null): string {
  return line === null || line.text.startsWith("@@ ") ? "" : line.text;
}

/** Where a row hangs below an open bracket, its lost indentation was about as wide as what stands before that. */
function hangingIndent(twoAbove: string): number {
  const bracket = openBracketAt(withoutMark(twoAbove));
  return bracket < 0 ? 0 : bracket + INDENT;
}

/** How far a join is from what a mailer that wraps lines would have done; 0 if it fits. */
function widthCost(above: string, below: string, hidden: number, damage: Damage): number {
  const word = firstWordLength(below) + (above.endsWith(" ") ? 0 : 1);
  const length = damage.wrapLength - (above.length + hidden + word);
  const drawn = damage.wrapColumns - (columns(above) + hidden + word);
  const missing = Math.max(0, Math.min(length, drawn) + 1);
  if (damage.firstColumn !== "all-lost") return Math.min(WIDTH_LIMIT, missing * 0.25);
  // Code is seldom wider than 80 columns, so what a mailer had to break off is short.
  const tail = Math.min(1, below.trim().length * 0.02);
  const excess = Math.min(2, Math.max(0, above.length + below.length - 79) * 0.05);
  return Math.min(WIDTH_LIMIT_COLLAPSED, missing * 0.05) + tail + excess;
}

/** A rule of dashes that a comment opens or ends with: it alone did not fit behind the star. */
function isRuleBelowOpener(above: string, text: string): boolean {
  return /^-{4,}/.test(text) && /^.?\s*(?:\/?\*|\/\/|#)\s*$/.test(above);
}

/** An option of a command line (`--all`, `-DNAME`) or an operator is broken off a long line as often as any word. */
function markedEndCost(above: string, text: string): number {
  if (isRuleBelowOpener(above, text)) return 0;
  if (/^--[a-z]{2}/.test(text)) return 1.2;
  if (columns(above) + firstWordLength(text) < LEAST_WIDTH) return 4;
  if (/^-{4,}$/.test(text) && columns(above) + text.length > LEAST_WIDTH) return 2;
  if (/^-[A-Z]|^-\w(?: |$)|^[-+]=? |^-\d+[,);]/.test(text)) return 1.2;
  return /^-\w[\w-]*(?:[=:,]|$| -)/.test(text) ? 2 : 4;
}

/** A long word that the rest of a row begins with was broken off its indentation, and that was trimmed. */
const BROKEN_INDENT = 1.5;

function isLoneMark(text: string): boolean {
  return /^[-+]\s*$/.test(text);
}

function joinCost(line: TextLine, near: Neighbours, hidden: number, damage: Damage): number | null {
  const { text } = line;
  const above = near.above?.text ?? "";
  if (text.trim() === "") return null;
  if (isOnlyQuoted(near.above, line)) return 0.1 + widthCost(above, text, hidden, damage);
  if (above.trim() === "") return null;
  const first = text.charAt(0);
  const isBare = (line.quoteDepth ?? 0) < near.depth;
  let cost =
    0.3 +
    (isLoneMark(above)
      ? BROKEN_INDENT
      : widthCost(above, text, hidden, damage) + joinClue(withoutMark(above), text));
  if (first === "+" || first === "-") cost += isBare ? 1 : markedEndCost(above, text);
  else if ((first === " " || first === "\t") && damage.firstColumn !== "all-lost") cost += isBare ? 1 : 4;
  if (damage.losesMarks && !isBare) cost += KEPT_MARK;
  return Math.max(0.1, cost);
}

/** Git cuts headings at 80 characters (xdiff-interface.c), GNU diff at 40. */
const LONGEST_HEADING = 80;
/** A heading goes on in the next line, although the diff cuts its headings at 40 characters. */
const CUT_HEADING = 4;

/**
 * How far a line is from being the wrapped end of a heading. A header keeps its blanks
 * nearly always, so its width says more than a row's.
 */
function headingCost(above: string | null, text: string, damage: Damage): number | null {
  if (above === null || text.trim() === "" || text.length > LONGEST_HEADING) return null;
  const heading = readHunkHeader(above)?.heading ?? above;
  const missing = damage.wrapLength - (above.length + 1 + firstWordLength(text)) + 1;
  // A test's title or a string that the heading leaves open goes on below.
  const opened = /^[^']*'(?:[^']*'[^']*')*[^']*$/.test(heading);
  const marked = !/^[-+ \t]/.test(text) ? 0 : /^--[a-z]/.test(text) ? 1.2 : 4;
  // The end of a list of parameters holds no call, no string and no assignment.
  const call = heading.includes("(") && /\w\(/.test(text);
  const finished = call || /[;{}]$|^[#/]|^\*(?:\s|\/|$)|[="]/.test(text) ? 2 : 0;
  const cut = damage.cutHeadings ? CUT_HEADING : 0;
  return 0.3 + Math.max(0, missing) * 0.25 + (opened ? 0 : marked + finished) + cut;
}

/** The same with the odds, where blanks were lost, and for a line below the end of a heading. */
function headingEndCost(text: string, near: Neighbours, odds: number | null, damage: Damage): number | null {
  const above = near.above?.text ?? null;
  if (odds !== null && above?.startsWith("@@ ") === true)
    return costAgainst(-odds) + (damage.cutHeadings ? CUT_HEADING : 0);
  const heading = readHunkHeader(near.twoAbove?.text ?? "")?.heading;
  if (heading !== undefined && [heading, above, text].join(" ").length > LONGEST_HEADING) return null;
  return headingCost(above, text, damage);
}

/** Evidence that a row cannot stand below a header because its heading goes on: nobody ends a line there. */
function belowHeadingClue(above: string | null, damage: Damage): number {
  const heading = above === null ? null : readHunkHeader(above)?.heading;
  if (heading === null || heading === undefined || damage.cutHeadings) return 0;
  return heading.length < LONGEST_HEADING - 1 && endsUnnaturally(heading) ? 2.5 : 0;
}

/** Other words within a hunk, where nobody had an occasion to put them. */
const ENCLOSED = 7;

function foreignCost(text: string, damage: Damage, isEnclosed: boolean): number | null {
  if (isEnclosed) return ENCLOSED;
  if (text.trim() === "") return 2;
  if (looksLikeProse(text)) return 2.5;
  return damage.firstColumn === "kept" && /^[-+ ]/.test(text) ? null : 4.5;
}

function leftCost(text: string): number {
  if (text.trim() === "" || /^--? ?$/.test(text)) return 0;
  if (/^[>|]/.test(text)) return 0.1;
  const first = text.charAt(0);
  if (first === "+" && !looksLikeProse(text.slice(1))) return 3;
  if ((first === "-" || first === " ") && looksLikeCode(text.slice(1))) return 3;
  if (looksLikeProse(text)) return 0.1;
  return looksLikeCode(text) ? 2 : 0.6;
}

/** The logarithm of the odds that a line is the end of a heading that is not there. */
const NO_HEADING = -9;

/**
 * The logarithm of the odds that a line is the end of the one above or of the hunk's heading, where blanks were lost; null
 * where that does not come into question.
 */
function wrapOdds(line: string, near: Neighbours, hidden: number, damage: Damage): number | null {
  const above = near.above?.text ?? "";
  if (damage.firstColumn === "kept" || above.trim() === "" || /^@|^\s*$/.test(line)) return null;
  // Where indentation is left, only what has none may have been broken off.
  if (damage.firstColumn === "one-lost" && (!damage.isWrapped || /^[-+\s]/.test(line))) return null;
  const header = readHunkHeader(above);
  const heading = header?.heading ?? null;
  // Without a heading nothing was broken off it.
  if (heading === "") return NO_HEADING;
  const outdent = damage.firstColumn === "one-lost" && isOutdented(near) ? OUTDENTED : 0;
  return (
    outdent +
    oddsOfWrap({
      line,
      clue: header === null ? clueOf(line, near, hidden, damage) : 0,
      above: heading ?? above,
      before: heading === null ? null : above.length - heading.length,
      below: near.below?.text ?? "",
      twoAbove: near.twoAbove?.text ?? "",
      hidden,
      width: damage.wrapLength,
      hasTwin: near.hasTwin,
      longest: near.longest,
      indented: near.indented,
      wording: damage.wording,
    })
  );
}

/** What speaks for the end of a line where code around it is indented. */
const OUTDENTED = 3;

/** True if the lines around one without indentation have some. */
function isOutdented(near: Neighbours): boolean {
  const isIndented = (line: TextLine | null): boolean => /^[-+]?\s+\S/.test(line?.text ?? "");
  return isIndented(near.above) && (isIndented(near.below) || near.below === null);
}

/** What widths, brackets and words say of C: the cost of a row less that of an end, in whole numbers. */
function clueOf(line: string, near: Neighbours, hidden: number, damage: Damage): number {
  const above = near.above?.text ?? "";
  const join = 0.3 + widthCost(above, line, hidden, damage) + joinClue(withoutMark(above), line);
  const row = USUAL_LOST_BLANK + rowClue(withoutMark(above), line) + sideClue(near);
  return Math.max(-MOST_CLUE, Math.min(MOST_CLUE, Math.round(row - Math.max(0.1, join))));
}

function unmarkedRow(text: string, odds: number, dear: number): RowChoice {
  return { mark: " ", text, cost: dear + costAgainst(odds), restored: true };
}

function dearer(rows: readonly RowChoice[], context: number, changed: number): readonly RowChoice[] {
  if (context === 0 && changed === 0) return rows;
  return rows.map((row) => ({ ...row, cost: row.cost + (row.mark === " " ? context : changed) }));
}

/** True if `above` is a quote mark and blanks: the long word that `line` begins with did not fit behind them. */
export function isOnlyQuoted(above: TextLine | null, line: TextLine): boolean {
  return above?.text.trim() === "" && (above.quoteDepth ?? 0) > (line.quoteDepth ?? 0);
}

/** A quote mark may stand alone because the whole changed row was broken off behind it, its own mark and all. */
const BROKEN_BEHIND_QUOTE = 0.5;

function brokenBelow(line: TextLine, below: TextLine | null): readonly RowChoice[] {
  const mark = below?.text.charAt(0);
  if (line.text !== "" || below === null || (mark !== "+" && mark !== "-") || !isOnlyQuoted(line, below))
    return [];
  return [{ mark, text: "", cost: BROKEN_BEHIND_QUOTE, restored: false }];
}

/** The lines around the one that is judged, in the same words; null at a gap or at an end. */
export interface Neighbours {
  /** How deep the hunk is quoted; its wrapped ends may be less deep. */
  readonly depth: number;
  /** True if the line stands below a changed row and the same line below a row with the other mark. */
  readonly hasTwin: boolean;
  readonly twoAbove: TextLine | null;
  readonly above: TextLine | null;
  readonly below: TextLine | null;
  /** Length of the longest line near by, but for this one and the one above it. */
  readonly longest: number;
  /** Whether the changed rows near by are indented; null if none is near. */
  readonly indented: boolean | null;
  /** The nearest line above that the other side of the diff would hold; null if `above` is on both sides. */
  readonly otherSide: TextLine | null;
}

/** An added statement that is not finished, above a context row that cannot finish it on the other side. */
const BROKEN_SIDE = 2.5;

function sideClue(near: Neighbours): number {
  if (near.above === null || near.otherSide === null) return 0;
  return isUnfinished(withoutMark(near.above.text)) && isFinished(near.otherSide.text) ? BROKEN_SIDE : 0;
}

/**
 * Judges one line by its look, its neighbours and the damage of the text. `isEnclosed` says that more of the diff
 * stands below and that nobody answers within it, so that prose is the text of a file.
 */
export function choicesOf(
  line: TextLine,
  near: Neighbours,
  damage: Damage,
  isEnclosed: boolean,
): LineChoices {
  const { text } = line;
  const noNewline = isNoNewline(text);
  const blank = text.trim() === "";
  const above = near.above?.text ?? null;
  const hidden = damage.firstColumn === "all-lost" ? hangingIndent(rowText(near.twoAbove)) : 0;
  const apart = blank && !isEnclosed && looksLikeProse(near.below?.text ?? "") ? 1 : 0;
  // Among quoted lines one without marks is a wrapped end, or the answerer's.
  const isBare = (line.quoteDepth ?? 0) < near.depth;
  const bare = isBare ? BARE : 0;
  const dear = apart + (blank ? 0 : sideClue(near) + belowHeadingClue(above, damage)) + bare;
  const odds = wrapOdds(text, near, hidden, damage);
  const prose = !isEnclosed && looksLikeProse(text) ? PROSE : 0;
  const against = odds === null || isRuleBelowOpener(above ?? "", text) ? 0 : costAgainst(odds);
  const own =
    odds !== null && !/^[-+]/.test(text)
      ? [unmarkedRow(text, odds, bare + prose)]
      : dearer(rowsOf(text, withoutMark(above ?? ""), damage, isEnclosed), dear + against, bare + against);
  const foreign = foreignCost(text, damage, isEnclosed);
  const broken = isBare && !looksLikeProse(text) ? BROKEN_OFF : 0;
  return {
    rows: [...own, ...brokenBelow(line, near.below)],
    join: noNewline
      ? null
      : odds === null || isRuleBelowOpener(above ?? "", text)
        ? joinCost(line, near, hidden, damage)
        : costAgainst(-odds),
    heading: noNewline ? null : headingEndCost(text, near, odds, damage),
    foreign: foreign === null ? null : foreign + broken,
    broken: near.above === null,
    noNewline,
    left: leftCost(text) + broken,
  };
}
