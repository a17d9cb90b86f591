import type { TextLine } from "../mail/textLine";
import { adjoins } from "../mail/textLine";
import type { Damage } from "./damage";
import type { HunkHeader } from "./hunkHeader";
import type { HunkReading } from "./hunkReader";
import { MOST_CERTAIN } from "./hunkReader";
import type { Hunk, Problem, Repair, Row } from "./patch";
import type { BuiltHunk } from "./hunkBuild";
import { buildHunk, lostRowNote, rowsText } from "./hunkBuild";
import type { Ending } from "./stretch";
import { searchHunk } from "./hunkSearch";
import { placeLostRows } from "./lostRows";
import type { Uncounted } from "./uncounted";
import { readUncounted } from "./uncounted";

/** The best reading of a damaged hunk, other readings that are nearly as good, and what people should know. */
export interface RepairedHunk extends HunkReading {
  readonly problems: readonly Problem[];
}

/** The most that is said of a choice that nothing decides. */
const OPEN_CHOICE = 0.45;
/** The rows that are there are well read, but others are missing. */
const INCOMPLETE = 0.8;
const WRONG_COUNTS = 0.7;

function hunkOf(header: HunkHeader, line: number, built: BuiltHunk, certainty: number): Hunk {
  // Field by field as in `readPlainHunk`: of a copy that grows engines make a slow kind of object, each one of its own.
  return {
    line,
    lastLine: built.lastLine,
    oldStart: header.oldStart,
    oldLines: header.oldLines,
    newStart: header.newStart,
    newLines: header.newLines,
    heading: built.heading,
    additions: built.rows.filter((row) => row.mark === "+").length,
    deletions: built.rows.filter((row) => row.mark === "-").length,
    rows: built.rows,
    gaps: built.gaps,
    repairs: built.repairs,
    certainty: Math.round(certainty * 100) / 100,
  };
}

/** What it costs to believe that a person changed the rows and not the counts. */
const UNCOUNTED = 3.2;
/** The same in a text whose lines were wrapped, where a mark may begin the end of a line. */
const RATHER_WRAPPED = 3;

/** Hunks with more rows than this are searched only for what is cheaper to find. */
const MOST_LOST = 24;

/**
 * Reads a hunk whose lines are all rows but for empty context rows that were dropped: both counts of the header
 * then lack the same number. Null if it does not look so.
 */
function restoreLostRows(
  lines: readonly TextLine[],
  at: number,
  uncounted: Uncounted,
  end: number,
  header: HunkHeader,
  damage: Damage,
  ending: Ending,
  line: number,
): RepairedHunk | null {
  const { rows, next } = uncounted;
  const count = header.oldLines - uncounted.old;
  if (count <= 0 || count > MOST_LOST || count !== header.newLines - uncounted.now) return null;
  if (damage.firstColumn !== "kept" || rows.some((row) => row.mark === " " && row.text === "")) return null;
  const follows = lines[next]?.text ?? "";
  const isWhole = next === end || (ending !== "hunk" && (follows === "" || /^-- ?$/.test(follows)));
  // Where a text ends, or a person goes on with other words, the end of the hunk may be what is missing.
  const mayBeCut = ending === "text" || (ending === "words" && !/^-- ?$/.test(follows));
  if (!isWhole || !(mayBeCut ? damage.noBlankRows && ending !== "text" : damage.noBlankContext)) return null;
  if (!lines.slice(at, next).every((below, index, all) => adjoins(all[index - 1] ?? below, below)))
    return null;
  const placements = placeLostRows(rows, {
    count,
    contextRows: damage.contextRows,
    atStart: header.oldStart <= 1,
    mayEnd: ending !== "hunk",
  });
  const hunks = placements.map(({ places, probability }) =>
    hunkOf(header, line, withEmptyRows(rows, places, header, line), Math.min(MOST_CERTAIN, probability)),
  );
  const [hunk, ...others] = hunks;
  return hunk === undefined ? null : { hunk, next, others, problems: [] };
}

/** The rows with empty context rows put above those at the given indices. */
function withEmptyRows(
  rows: readonly Row[],
  places: readonly number[],
  header: HunkHeader,
  line: number,
): BuiltHunk {
  const all: Row[] = [];
  const lastLine = rows.at(-1)?.line ?? line;
  const repairs: Repair[] = [];
  for (let at = 0; at <= rows.length; at++) {
    const row = rows[at];
    for (const place of places) {
      if (place !== at) continue;
      const here = row?.line ?? lastLine;
      all.push({ mark: " ", text: "", line: here });
      repairs.push({ line: here, kind: "blank", note: lostRowNote(row === undefined) });
    }
    if (row !== undefined) all.push(row);
  }
  return { rows: all, gaps: [], repairs, heading: header.heading, lastLine, guessedPlace: false };
}

/**
 * Reads a hunk that does not fit its header as it stands. `end` is the index of the
 * next header (or of the end of the text), `ending` says which. Only with `mayMiscount` rows are believed against the
 * counts. Null if nothing at all can be read.
 */
export function repairHunk(
  lines: readonly TextLine[],
  at: number,
  end: number,
  header: HunkHeader,
  damage: Damage,
  ending: Ending,
  mayMiscount = true,
): RepairedHunk | null {
  const line = lines[at]?.line ?? 0;
  const hard = ending === "hunk";
  const uncounted = readUncounted(lines, at + 1, end);
  const restored = restoreLostRows(lines, at, uncounted, end, header, damage, ending, line);
  if (restored !== null) return restored;
  const readings = searchHunk(lines, at + 1, end, header, damage, ending);
  const [best] = readings;
  const excess = Math.abs(uncounted.old - header.oldLines) + Math.abs(uncounted.now - header.newLines);
  const whole = uncounted.next === end || lines[uncounted.next]?.text.trim() === "" || !hard;
  const uncountedCost = UNCOUNTED + (damage.isWrapped ? RATHER_WRAPPED : 0) + 0.1 * excess + (whole ? 0 : 10);
  const belowCounts = uncounted.old < header.oldLines || uncounted.now < header.newLines;
  const fewerAtEnd = belowCounts && !hard;
  const missing = header.oldLines - uncounted.old;
  // As many old as new lines too few: empty context rows may have been dropped instead.
  const even = missing > 0 && missing === header.newLines - uncounted.now;
  const dropped = damage.noBlankRows && even;
  const isKept = damage.firstColumn === "kept";
  const uncountedFits = mayMiscount && uncounted.rows.length > 0 && isKept && !fewerAtEnd && !dropped;
  if (uncountedFits && (best === undefined || uncountedCost < best.cost))
    return wrongCounts(uncounted, header, line, even || damage.isWrapped ? OPEN_CHOICE : WRONG_COUNTS);
  if (best === undefined) return null;

  const byText = new Map<string, { readonly built: BuiltHunk; readonly weight: number }>();
  for (const reading of readings) {
    const built = buildHunk(reading, lines, at, header, damage);
    const text = rowsText(built.rows);
    const weight = Math.exp(best.cost - reading.cost);
    const same = byText.get(text);
    byText.set(text, { built: same?.built ?? built, weight: (same?.weight ?? 0) + weight });
  }
  const [first, ...rest] = byText.values();
  if (first === undefined) return null;
  const { built, weight: own } = first;
  // Costs are negative logarithms of odds: the share of all readings that make one text is its probability. Of hunks of
  // real commits that were wrapped, or wrapped and stripped of their blanks, as many are right as this says.
  const total = rest.reduce((sum, { weight }) => sum + weight, own);
  rest.sort((one, other) => other.weight - one.weight);
  const others = rest.map(({ built: other, weight }) => ({
    ...hunkOf(header, line, other, 0),
    certainty: weight / total,
  }));
  const incomplete = built.gaps.length > 0;
  // Where empty rows were dropped without a trace, what is missing may have stood anywhere.
  // Nothing is cut off right above another header or the signature that git writes below a patch.
  const signed = /^-- ?$/.test(lines[best.next]?.text ?? "");
  const within = damage.noBlankRows || hard || ending === "file" || signed;
  const anywhere = built.guessedPlace || (incomplete && within);
  const limit = anywhere ? OPEN_CHOICE : incomplete ? INCOMPLETE : MOST_CERTAIN;
  const certainty = Math.min(own / total, limit);
  const hunk = hunkOf(header, line, built, certainty);
  return { hunk, next: best.next, others, problems: problemsOf(hunk) };
}

function problemsOf(hunk: Hunk): readonly Problem[] {
  const problems: Problem[] = [];
  const old = hunk.rows.length - hunk.additions;
  const now = hunk.rows.length - hunk.deletions;
  if (hunk.gaps.length > 0)
    problems.push({
      line: hunk.line,
      message: `the hunk's header counts ${pair(hunk.oldLines, hunk.newLines)} lines but ${pair(old, now)} are here; the others are treated as unknown`,
    });
  return problems;
}

function pair(old: number, now: number): string {
  return `${String(old)} old and ${String(now)} new`;
}

function wrongCounts(
  uncounted: Uncounted,
  header: HunkHeader,
  line: number,
  certainty: number,
): RepairedHunk {
  const note = `the header counts ${pair(header.oldLines, header.newLines)} lines but ${pair(uncounted.old, uncounted.now)} stand below it`;
  const repairs: readonly Repair[] = [{ line, kind: "header", note }];
  const lastLine = uncounted.rows.at(-1)?.line ?? line;
  const built = {
    rows: uncounted.rows,
    gaps: [],
    repairs,
    heading: header.heading,
    lastLine,
    guessedPlace: false,
  };
  const hunk = hunkOf(header, line, built, certainty);
  return {
    hunk,
    next: uncounted.next,
    others: [],
    problems: [{ line, message: `${note}; the lines are believed, not the counts` }],
  };
}
