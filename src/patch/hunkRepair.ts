import type { TextLine } from "../mail/textLine";
import type { Damage } from "./damage";
import type { HunkHeader } from "./hunkHeader";
import type { HunkReading } from "./hunkReader";
import { GUESSED } from "./hunkReader";
import type { Hunk, Mark, Problem, Repair, Row } from "./patch";
import type { BuiltHunk } from "./hunkBuild";
import { buildHunk, rowsText } from "./hunkBuild";
import type { Ending } from "./stretch";
import { searchHunk } from "./hunkSearch";

/** The best reading of a damaged hunk, other readings that are nearly as good, and what people should know. */
export interface RepairedHunk extends HunkReading {
  readonly problems: readonly Problem[];
}

/** Readings whose costs lie this near to each other cannot be told apart. */
const TIE = 0.75;
/** From this distance on the best reading stands alone. */
const CLEAR = 2;
/** Where blanks within lines are lost, costs say so much less. */
const BLURRED = 1.5;
const OPEN_CHOICE = 0.45;
/** The rows that are there are well read, but others are missing. */
const INCOMPLETE = 0.8;
const WRONG_COUNTS = 0.7;

function certaintyOf(distance: number, damage: Damage): number {
  const margin = damage.firstColumn === "all-lost" ? distance / BLURRED : distance;
  if (margin < TIE) return OPEN_CHOICE * (0.5 + margin / (2 * TIE));
  if (margin >= CLEAR) return GUESSED;
  return 0.5 + ((margin - TIE) / (CLEAR - TIE)) * (GUESSED - 0.5);
}

function hunkOf(header: HunkHeader, line: number, built: BuiltHunk, certainty: number): Hunk {
  return {
    ...header,
    line,
    heading: built.heading,
    lastLine: built.lastLine,
    additions: built.rows.filter((row) => row.mark === "+").length,
    deletions: built.rows.filter((row) => row.mark === "-").length,
    rows: built.rows,
    gaps: built.gaps,
    repairs: built.repairs,
    certainty: Math.round(certainty * 100) / 100,
  };
}

/** Rows taken by their marks alone, whatever the header counts. */
interface Uncounted {
  readonly rows: readonly Row[];
  readonly next: number;
  readonly old: number;
  readonly now: number;
}

function readUncounted(lines: readonly TextLine[], from: number, end: number): Uncounted {
  const rows: Row[] = [];
  let next = from;
  for (; next < end; next++) {
    const line = lines[next];
    if (line === undefined) break;
    const mark = line.text === "" ? " " : line.text.charAt(0);
    if (mark !== " " && mark !== "+" && mark !== "-") break;
    if (/^--? ?$/.test(line.text)) break;
    rows.push({ mark: mark satisfies Mark, text: line.text.slice(1), line: line.line });
  }
  while (rows.at(-1)?.mark === " " && rows.at(-1)?.text === "") {
    rows.pop();
    next -= 1;
  }
  const count = (without: Mark): number => rows.filter((row) => row.mark !== without).length;
  return { rows, next, old: count("+"), now: count("-") };
}

/** What it costs to believe that a person changed the rows and not the counts. */
const UNCOUNTED = 3.2;

/**
 * Reads a hunk that does not fit its header as it stands. `end` is the index of the
 * next header (or of the end of the text), `ending` says which. Null if nothing at all can be read.
 */
export function repairHunk(
  lines: readonly TextLine[],
  at: number,
  end: number,
  header: HunkHeader,
  damage: Damage,
  ending: Ending,
): RepairedHunk | null {
  const line = lines[at]?.line ?? 0;
  const hard = ending === "hunk";
  const readings = searchHunk(lines, at + 1, end, header, damage, ending);
  const [best] = readings;
  const uncounted = readUncounted(lines, at + 1, end);
  const excess = Math.abs(uncounted.old - header.oldLines) + Math.abs(uncounted.now - header.newLines);
  const whole = uncounted.next === end || lines[uncounted.next]?.text.trim() === "" || !hard;
  const uncountedCost = UNCOUNTED + 0.1 * excess + (whole ? 0 : 10);
  const belowCounts = uncounted.old < header.oldLines || uncounted.now < header.newLines;
  const fewerAtEnd = belowCounts && !hard;
  const missing = header.oldLines - uncounted.old;
  // As many old as new lines too few: empty context rows may have been dropped instead.
  const even = missing > 0 && missing === header.newLines - uncounted.now;
  const dropped = damage.noBlankRows && even;
  const uncountedFits = uncounted.rows.length > 0 && damage.firstColumn === "kept" && !fewerAtEnd && !dropped;
  if (uncountedFits && (best === undefined || uncountedCost < best.cost))
    return wrongCounts(uncounted, header, line, even ? OPEN_CHOICE : WRONG_COUNTS);
  if (best === undefined) return null;

  const built = buildHunk(best, lines, at, header);
  const text = rowsText(built.rows);
  const seen = new Set([text]);
  const others: Hunk[] = [];
  let margin = Infinity;
  for (const reading of readings.slice(1)) {
    const other = buildHunk(reading, lines, at, header);
    const otherText = rowsText(other.rows);
    if (seen.has(otherText)) continue;
    seen.add(otherText);
    margin = Math.min(margin, reading.cost - best.cost);
    others.push(hunkOf(header, line, other, OPEN_CHOICE));
  }
  const incomplete = built.gaps.length > 0;
  // Where empty rows were dropped without a trace, what is missing may have stood anywhere.
  // Nothing is cut off right above another header or the signature that git writes below a patch.
  const signed = /^-- ?$/.test(lines[best.next]?.text ?? "");
  const within = damage.noBlankRows || hard || ending === "file" || signed;
  const anywhere = built.guessedPlace || (incomplete && within);
  const limit = anywhere ? OPEN_CHOICE : incomplete ? INCOMPLETE : GUESSED;
  const certainty = Math.min(certaintyOf(margin, damage), limit);
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
