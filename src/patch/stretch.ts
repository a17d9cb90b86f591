import type { TextLine } from "../mail/textLine";
import { adjoins } from "../mail/textLine";
import type { Damage } from "./damage";
import type { HunkHeader } from "./hunkHeader";
import { isNoNewline } from "./hunkReader";
import { looksLikeProse } from "./lineClues";
import type { LineChoices, Neighbours } from "./rowChoices";
import { choicesOf } from "./rowChoices";

/*
 * Costs, here, in `rowChoices.ts` and in `hunkSearch.ts`, are natural logarithms of the odds against what they are for: they
 * add up, and the share of exp(-cost) among all readings is a probability. The odds of wrapped ends (`wrapWeights.ts`) and
 * of empty rows (`emptyRow.ts`) were trained. All others were set by hand: each was tried on commits that were wrapped,
 * stripped of their blanks or both (Redis, Subsurface, Requests, Cargo, and generated ones as in `test/laws/patch/damage.ts`)
 * and kept if more of them were read right. What the sums say was then compared with what was right, for these and for 931
 * commits of projects that nothing was set by (iproute2, libgit2, NeoMutt, StGit, mu, aerc): of hunks told to be right with
 * 0.3 to 0.5 it was 26 in 100, with 0.5 to 0.7 it was 69, with 0.7 to 0.9 it was 89, above that 99.8.
 */

/**
 * What stands where the lines of a hunk end at the latest: the next hunk of the file or
 * the next file (nothing should be left over), other words, or the end of the text (the
 * rest may be cut off).
 */
export type Ending = "hunk" | "file" | "words" | "text";

/** An empty line between a hunk and the next file, where no program writes one. */
const LEFT_EMPTY = 0.8;

/** The least it costs to leave a line unread above what closes the diff. */
const LEFT_WITHIN = 5;
/** The dearest it may be to leave other words unread; each marked line among them adds a little. */
const MOST_LEFT = 12;
const ROWS_LEFT = 0.5;

/** Everything about the stretch of lines that a search needs. */
export interface Stretch {
  readonly lines: readonly TextLine[];
  readonly from: number;
  readonly choices: readonly LineChoices[];
  /** Per line: the number of lines from there on that carry a plus, a minus, or neither. */
  readonly plus: readonly number[];
  readonly minus: readonly number[];
  readonly other: readonly number[];
  /** True if the words have a gap within it. */
  readonly isBroken: boolean;
  /** True if nothing but the diff stands up to `end`: it cannot have been cut off. */
  readonly isClosed: boolean;
  /** Index of the first and of the last line that shows a change; -1 if none does. */
  readonly firstChange: number;
  readonly lastChange: number;
  readonly contextRows: number;
  /**
   * The number of rows if the counts of the header are met when every line is a row and some marks are text (a
   * `+` alone in a line of AsciiDoc whose first blank was lost), else null: a wrapped line makes one too many.
   */
  readonly rowCount: number | null;
  /** Per line: what it costs to leave it and all below it unread. */
  readonly left: readonly number[];
}

/** The line above the one at index `at`; null beyond a gap. */
function lineAbove(lines: readonly TextLine[], at: number): TextLine | null {
  const [found, line] = [lines[at - 1], lines[at]];
  return found !== undefined && line !== undefined && adjoins(found, line) ? found : null;
}

/** How far above the other side of a changed row is looked for. */
const SIDE_REACH = 40;

/** The nearest line above a marked line that does not carry the same mark. */
function otherSide(lines: readonly TextLine[], at: number): TextLine | null {
  const mark = lines[at]?.text.charAt(0);
  if (mark !== "+" && mark !== "-") return null;
  for (let above = at - 1; above >= 0 && above >= at - SIDE_REACH; above--) {
    const line = lines[above];
    if (line !== undefined && line.text.charAt(0) !== mark) return line;
  }
  return null;
}

const TWIN_REACH = 24;

/** True if the line stands below a changed row and the same line below a row with the other mark. */
function hasTwin(lines: readonly TextLine[], at: number): boolean {
  const text = lines[at]?.text;
  const mark = lines[at - 1]?.text.charAt(0);
  if (mark !== "+" && mark !== "-") return false;
  const other = mark === "+" ? "-" : "+";
  for (let near = Math.max(1, at - TWIN_REACH); near < at + TWIN_REACH; near++)
    if (near !== at && lines[near]?.text === text && lines[near - 1]?.text.startsWith(other)) return true;
  return false;
}

/** How far around a line rows are about as far indented as it. */
const NEAR = 3;

/** What the lines near the one at `at` say of its indentation, which was lost. */
function surroundings(
  lines: readonly TextLine[],
  at: number,
  from: number,
  end: number,
): Pick<Neighbours, "longest" | "indented"> {
  let longest = 0;
  let indented: boolean | null = null;
  for (let distance = NEAR + 1; distance >= 0; distance--) {
    for (const near of [at - 1 - distance, at + distance]) {
      if (near < from || near >= end) continue;
      const text = lines[near]?.text ?? "";
      if (distance > 0) longest = Math.max(longest, text.length);
      if (/^[-+]\s*\S/.test(text)) indented = /^.\s/.test(text);
    }
  }
  return { longest, indented };
}

function countRows(lines: readonly TextLine[], from: number, end: number, header: HunkHeader): number | null {
  const rows = lines.slice(from, end).filter((line) => !isNoNewline(line.text));
  const marked = (mark: string): number => rows.filter((line) => line.text.startsWith(mark)).length;
  const added = rows.length - header.oldLines;
  const deleted = rows.length - header.newLines;
  const fits = added >= 0 && added <= marked("+") && deleted >= 0 && deleted <= marked("-");
  return fits ? rows.length : null;
}

/** Judges the lines from index `from` up to `end`, which may belong to one hunk. */
export function measure(
  lines: readonly TextLine[],
  from: number,
  end: number,
  header: HunkHeader,
  damage: Damage,
  ending: Ending,
): Stretch {
  const choices: LineChoices[] = [];
  // The signature that git writes below a patch ends it as well as another file does.
  const isClosed = ending === "hunk" || ending === "file" || /^-- ?$/.test(lines[end]?.text ?? "");
  const depth = lines[from - 1]?.quoteDepth ?? 0;
  for (let at = from; at < end; at++) {
    const line = lines[at];
    if (line === undefined) break;
    const above = lineAbove(lines, at);
    const near = {
      depth,
      hasTwin: hasTwin(lines, at),
      above,
      twoAbove: above === null ? null : lineAbove(lines, at - 1),
      below: at + 1 < end && lineAbove(lines, at + 1) !== null ? (lines[at + 1] ?? null) : null,
      otherSide: otherSide(lines, at - 1),
      ...surroundings(lines, at, from, end),
    };
    // Nobody answers behind the same marks.
    choices.push(choicesOf(line, near, damage, isClosed && (line.quoteDepth ?? 0) >= depth));
  }
  const size = choices.length;
  const plus = new Array<number>(size + 1).fill(0);
  const minus = new Array<number>(size + 1).fill(0);
  const other = new Array<number>(size + 1).fill(0);
  const left = new Array<number>(size + 1).fill(0);
  for (let index = size - 1; index >= 0; index--) {
    const text = lines[from + index]?.text ?? "";
    const first = text.charAt(0);
    plus[index] = (plus[index + 1] ?? 0) + (first === "+" ? 1 : 0);
    minus[index] = (minus[index + 1] ?? 0) + (first === "-" ? 1 : 0);
    other[index] = (other[index + 1] ?? 0) + (first === "+" || first === "-" || first === "\\" ? 0 : 1);
    const own = choices[index]?.left ?? 0;
    const below = left[index + 1] ?? 0;
    const blank = text.trim() === "";
    // Nothing but an empty line stands between the last row and what closes the diff.
    const hard = ending === "hunk" || (isClosed && !blank);
    // Behind an empty line other words may well follow, but not between two hunks of one file.
    left[index] = hard
      ? below + (blank ? 0 : Math.max(LEFT_WITHIN, own * 1.5))
      : blank
        ? Math.min(4, below * 0.4) +
          (ending === "file" ? LEFT_EMPTY : 0) +
          (isClosed ? Math.min(MOST_LEFT, (plus[index] ?? 0) + (minus[index] ?? 0)) : 0)
        : Math.min(MOST_LEFT + ROWS_LEFT * ((plus[index] ?? 0) + (minus[index] ?? 0)), below + own);
  }
  const isChange = (index: number): boolean => (choices[index]?.rows[0]?.mark ?? " ") !== " ";
  const indices = choices.map((_, index) => index).filter(isChange);
  // Below the diff an item of a list may begin with a minus.
  const certain = indices.filter((index) => !looksLikeProse((lines[from + index]?.text ?? "").slice(1)));
  return {
    lines,
    from,
    choices,
    plus,
    minus,
    other,
    left,
    isClosed,
    isBroken: choices.some((choice) => choice.broken),
    firstChange: indices[0] ?? -1,
    lastChange: ending === "text" ? -1 : ((ending === "words" ? certain : indices).at(-1) ?? -1),
    contextRows: damage.contextRows,
    rowCount: damage.firstColumn === "kept" || ending === "text" ? null : countRows(lines, from, end, header),
  };
}

/** More context than the diff shows: no program writes that. */
const TOO_MUCH_CONTEXT = 6;
/** Less than it shows, although the file does not begin there. */
const TOO_LITTLE_ABOVE = 5;
/** How much less all this says of a text with gaps. */
const WHERE_BROKEN = 0.4;
/** Less below: only where the file ends. */
const TOO_LITTLE_BELOW = 2.5;

/**
 * How odd the context is that a reading leaves above the first and below the last
 * change: diff shows the same number of rows everywhere but at the ends of a file. It
 * tells which lines were one row before a mailer wrapped them, where nothing else does.
 */
export function contextCost(
  index: number,
  above: number,
  old: number,
  now: number,
  stretch: Stretch,
  header: HunkHeader,
): number {
  const wanted = stretch.contextRows;
  // Where the words have a gap the rows that are missing may be context.
  const weight = stretch.isBroken ? WHERE_BROKEN : 1;
  let cost = 0;
  const { rowCount } = stretch;
  if (rowCount === null ? index === stretch.firstChange : old + now === 2 * index + 1) {
    if (above > wanted) cost += TOO_MUCH_CONTEXT;
    else if (above < wanted && header.oldStart > 1) cost += TOO_LITTLE_ABOVE;
  }
  const below = Math.max(header.oldLines - old, header.newLines - now);
  if (rowCount === null ? index === stretch.lastChange : below === rowCount - index - 1) {
    if (header.oldLines - old !== header.newLines - now || below > wanted) cost += TOO_MUCH_CONTEXT;
    else if (below < wanted) cost += TOO_LITTLE_BELOW;
  }
  return cost * weight;
}
