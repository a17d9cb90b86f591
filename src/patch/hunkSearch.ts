import type { TextLine } from "../mail/textLine";
import type { Damage } from "./damage";
import type { HunkHeader } from "./hunkHeader";
import type { Mark } from "./patch";
import { blankBetween } from "./lineClues";
import { plainRowCost } from "./rowChoices";
import type { Ending, Stretch } from "./stretch";
import { contextCost, measure } from "./stretch";

/** What a reading does with a document line (or, for `restore`, before it). */
export type Action = "start" | "row" | "join" | "heading" | "foreign" | "no-newline" | "restore";

/** One step of a reading; the steps before it hang on `back`. */
export interface Step {
  readonly action: Action;
  /** Index of the document line; of the line behind it for `restore`. */
  readonly at: number;
  readonly mark: Mark;
  readonly text: string;
  readonly restored: boolean;
  /** Lines of the old and of the new file read so far. */
  readonly old: number;
  readonly now: number;
  /** True once rows were passed over where the words have a gap. */
  readonly gapped: boolean;
  readonly cost: number;
  readonly back: Step | null;
}

/** A whole reading of a hunk. */
export interface Reading {
  readonly last: Step;
  /** Index of the first line that is not part of it. */
  readonly next: number;
  readonly cost: number;
  /** True if fewer rows were found than the header counts. */
  readonly cut: boolean;
}

/** How many different pasts are kept of one state, so that readings can be compared. */
const PASTS = 3;
/** How many states are followed at once: keeps the time proportional to the number of lines. */
const BEAM = 96;
/** States that are so much dearer than the cheapest one are given up. */
const HOPELESS = 12;
const READINGS = 16;
const CUT = 4.5;
/** The same where the text ends: it may well have been cut off there. */
const CUT_AT_END = 1.2;
/** The same above another header, where nothing is cut off. */
const CUT_WITHIN = 10;
const GAP = 3;
const DROPPED = 0.3;

type Layer = Map<number, Step[]>;

const kinds: Readonly<Record<Action, number>> = {
  start: 0,
  heading: 0,
  row: 1,
  join: 1,
  "no-newline": 2,
  foreign: 3,
  restore: 4,
};
const marks: Readonly<Record<Mark, number>> = { " ": 0, "+": 1, "-": 2 };

function keyOf(step: Step, width: number): number {
  const kind = kinds[step.action] * 3 + marks[step.mark];
  return ((step.old * width + step.now) * 15 + kind) * 2 + (step.gapped ? 1 : 0);
}

function add(layer: Layer, step: Step, width: number): void {
  const key = keyOf(step, width);
  const pasts = layer.get(key);
  if (pasts === undefined) {
    layer.set(key, [step]);
    return;
  }
  const place = pasts.findIndex((past) => step.cost < past.cost);
  if (place >= 0) pasts.splice(place, 0, step);
  else pasts.push(step);
  if (pasts.length > PASTS) pasts.pop();
}

/** Joins (or foreign lines) that must still come if all lines up to a hard end are to be used. */
function debt(step: Step, index: number, stretch: Stretch, header: HunkHeader): number {
  const other = stretch.other[index] ?? 0;
  const old = other + (stretch.minus[index] ?? 0) - (header.oldLines - step.old);
  const now = other + (stretch.plus[index] ?? 0) - (header.newLines - step.now);
  return (Math.abs(old) + Math.abs(now)) / 2;
}

function prune(layer: Layer, index: number, stretch: Stretch, header: HunkHeader, hard: boolean): Layer {
  let least = Infinity;
  const ranked = [...layer].map(([key, pasts]) => {
    const [best] = pasts;
    const cost = best === undefined ? Infinity : best.cost + (hard ? debt(best, index, stretch, header) : 0);
    least = Math.min(least, cost);
    return { key, pasts, cost };
  });
  const kept = ranked.filter((state) => state.cost <= least + HOPELESS);
  if (kept.length > BEAM) kept.sort((left, right) => left.cost - right.cost).length = BEAM;
  return new Map(kept.map(({ key, pasts }) => [key, pasts]));
}

/**
 * Reads a damaged hunk: finds what each document line must have been for the rows to
 * add up to the counts of the header, at the least cost. The lines from `from` up to
 * `end` may belong to it; `ending` says what stands at `end`.
 *
 * It is a k-best Viterbi search over (line, old lines read, new lines read, last
 * action), with a bounded number of states a line. Returns readings, best first.
 */
export function searchHunk(
  lines: readonly TextLine[],
  from: number,
  end: number,
  header: HunkHeader,
  damage: Damage,
  ending: Ending,
): readonly Reading[] {
  const stretch = measure(lines, from, end, header, damage, ending);
  const hard = ending === "hunk";
  const width = header.newLines + 1;
  const start: Step = {
    action: "start",
    at: from - 1,
    mark: " ",
    text: "",
    restored: false,
    old: 0,
    now: 0,
    gapped: false,
    cost: 0,
    back: null,
  };
  const found: Reading[] = [];
  let layer: Layer = new Map();
  add(layer, start, width);
  for (let index = 0; index <= stretch.choices.length && layer.size > 0; index++) {
    restoreBlanks(layer, index, stretch, header, damage, width);
    collect(found, layer, index, stretch, header, cutCost(ending, damage, stretch));
    const next: Layer = new Map();
    for (const pasts of layer.values())
      for (const step of pasts) advance(next, step, index, stretch, header, width);
    layer = prune(next, index + 1, stretch, header, hard);
  }
  return found.sort((left, right) => left.cost - right.cost).slice(0, READINGS);
}

function restoreBlanks(
  layer: Layer,
  index: number,
  stretch: Stretch,
  header: HunkHeader,
  damage: Damage,
  width: number,
): void {
  // Where some empty rows are left, none was dropped.
  if (!damage.noBlankRows || stretch.rowCount !== null) return;
  const here = stretch.lines[stretch.from + index]?.text ?? "";
  // An empty row beside an empty row would be the same reading twice.
  const atEnd = index === stretch.choices.length;
  if (!atEnd && here.trim() === "") return;
  const [first] = stretch.choices[index]?.rows ?? [];
  for (const pasts of [...layer.values()]) {
    for (const step of pasts) {
      if (step.action === "restore" || (step.action === "row" && step.text.trim() === "")) continue;
      if (step.old >= header.oldLines || step.now >= header.newLines) continue;
      const clue = blankBetween(step.text, first?.text ?? here);
      add(
        layer,
        {
          ...step,
          action: "restore",
          at: stretch.from + index,
          mark: " ",
          text: "",
          restored: true,
          old: step.old + 1,
          now: step.now + 1,
          cost: step.cost + DROPPED + clue,
          back: step,
        },
        width,
      );
    }
  }
}

function cutCost(ending: Ending, damage: Damage, stretch: Stretch): number {
  if (ending === "text") return CUT_AT_END;
  if (stretch.isClosed) return CUT_WITHIN;
  // Where empty rows were dropped throughout, it is those that are missing.
  return damage.noBlankRows ? 2 * CUT : CUT;
}

/** Notes the readings that end before line `index`. */
function collect(
  found: Reading[],
  layer: Layer,
  index: number,
  stretch: Stretch,
  header: HunkHeader,
  costOfCut: number,
): void {
  const left = stretch.left[index] ?? 0;
  for (const pasts of layer.values()) {
    for (const step of pasts) {
      if (step.action === "foreign") continue;
      if (step.old + step.now === 0) continue;
      const missing = header.oldLines - step.old + header.newLines - step.now;
      const cut = missing > 0 && !step.gapped;
      if (cut && stretch.rowCount !== null) continue;
      // An empty line below the last row of a cut hunk parts it from what follows.
      const trailing = cut && step.action === "row" && step.text.trim() === "" ? 1.5 : 0;
      const cost =
        step.cost + left + trailing + (cut ? costOfCut + 0.1 * Math.min(20, missing) : missing > 0 ? 0.5 : 0);
      found.push({ last: step, next: stretch.from + index, cost, cut });
    }
  }
  if (found.length > 8 * READINGS) {
    found.sort((one, other) => one.cost - other.cost);
    found.length = READINGS;
  }
}

/** Where every line is a row: whether the marks that are left can make up the rows that are missing. */
function canFill(stretch: Stretch, index: number, old: number, now: number): boolean {
  if (stretch.rowCount === null) return true;
  const left = stretch.rowCount - index;
  const [added, deleted] = [left - old, left - now];
  return (
    added >= 0 &&
    added <= (stretch.plus[index] ?? 0) &&
    deleted >= 0 &&
    deleted <= (stretch.minus[index] ?? 0)
  );
}

/** Programs write two hunks where more context rows than they show on either side part two changes. */
const TWO_HUNKS = 5;

/** True if more context rows than one hunk shows stand between a change that follows `step` and the one above. */
function isTwoHunks(step: Step, contextRows: number): boolean {
  let run = 0;
  for (let past: Step | null = step; past !== null && run <= 2 * contextRows; past = past.back) {
    if (past.action !== "row" && past.action !== "restore") continue;
    if (past.mark !== " ") return false;
    run += 1;
  }
  return run > 2 * contextRows;
}

/** Adds every way to go on from `step` with line `index` to the next layer. */
function advance(
  next: Layer,
  step: Step,
  index: number,
  stretch: Stretch,
  header: HunkHeader,
  width: number,
): void {
  const choice = stretch.choices[index];
  const at = stretch.from + index;
  const text = stretch.lines[at]?.text;
  if (choice === undefined || text === undefined) return;
  const { mark, old, now, gapped } = step;
  const go = (action: Action, ending: string, cost: number): void => {
    const total = step.cost + cost;
    add(
      next,
      { action, at, mark, text: ending, restored: false, old, now, gapped, cost: total, back: step },
      width,
    );
  };
  for (const row of choice.rows) {
    const rowOld = old + (row.mark === "+" ? 0 : 1);
    const rowNow = now + (row.mark === "-" ? 0 : 1);
    if (rowOld > header.oldLines || rowNow > header.newLines) continue;
    if (!canFill(stretch, index + 1, header.oldLines - rowOld, header.newLines - rowNow)) continue;
    const around =
      row.mark === " "
        ? 0
        : contextCost(index, old, rowOld, rowNow, stretch, header) +
          (isTwoHunks(step, stretch.contextRows) ? TWO_HUNKS : 0);
    const own =
      stretch.rowCount === null
        ? row.cost
        : plainRowCost(row, text, stretch.lines[at - 1]?.text ?? "", stretch.lines[at + 1]?.text ?? "");
    // An empty line below words that are no part of the diff parts those words.
    const apart = step.action === "foreign" && row.text === "" ? 1.5 : 0;
    const taken: Step = {
      action: "row",
      at,
      mark: row.mark,
      text: row.text,
      restored: row.restored,
      old: rowOld,
      now: rowNow,
      gapped,
      cost: step.cost + own + around + apart,
      back: step,
    };
    add(next, taken, width);
    if (choice.broken && !gapped) add(next, { ...taken, gapped: true, cost: taken.cost + GAP }, width);
  }
  if (stretch.rowCount !== null) {
    if (choice.noNewline && step.action === "row") go("no-newline", "", 0);
    return;
  }
  const joinable = (step.action === "row" || step.action === "join") && step.at === at - 1;
  if (joinable && choice.join !== null) go("join", text, choice.join);
  if (joinable && choice.noNewline) go("no-newline", "", 0);
  if (old + now === 0) {
    if (choice.heading !== null && step.at === at - 1) go("heading", text, choice.heading);
  } else if (choice.foreign !== null && (old < header.oldLines || now < header.newLines))
    go("foreign", "", choice.foreign);
}
