import type { Shown } from "./emptyRow";
import { oddsOfEmptyRow } from "./emptyRow";

/** One way to put lost empty rows back: the indices of the rows above which they stood, ascending. */
export interface Placement {
  readonly places: readonly number[];
  /** Posterior probability among all ways that the counts allow. */
  readonly probability: number;
}

/** What is known of a hunk that lost rows. */
export interface LossShape {
  /** How many empty context rows are missing. */
  readonly count: number;
  /** Context rows that a diff shows around changes. */
  readonly contextRows: number;
  /** True if the file begins with the hunk, so that fewer may stand above the first change. */
  readonly atStart: boolean;
  /** True if the file may end with the hunk, so that fewer may stand below the last change. */
  readonly mayEnd: boolean;
}

/** A partial placement; what was decided before hangs on `back`. */
interface Partial {
  readonly place: number | null;
  readonly weight: number;
  readonly back: Partial | null;
}

/** All partial placements that leave the same choices: the best ones, and the logarithm of the sum of all. */
interface State {
  readonly placed: number;
  /** Context rows since the last change. */
  readonly run: number;
  readonly changed: boolean;
  total: number;
  best: Partial[];
}

const KEPT = 8;
/** Two empty rows in one place: this and `ENDS` were trained with the odds of `emptyRow.ts`. */
const SECOND = Math.log(0.03);
/** What git and diff never write: it would take another program. */
const NEVER = -9;
/** The file ends with the hunk, measured where nothing follows it. */
const ENDS = Math.log(0.02);

function plusLog(one: number, other: number): number {
  const most = Math.max(one, other);
  return most === -Infinity ? most : most + Math.log(Math.exp(one - most) + Math.exp(other - most));
}

/** States by what they leave to choose. */
class Layer {
  readonly states = new Map<string, State>();

  add(
    from: State,
    change: Pick<State, "placed" | "run" | "changed">,
    weight: number,
    places: readonly number[],
  ): void {
    const { placed, run, changed } = change;
    const key = `${String(placed)} ${String(run)} ${String(changed)}`;
    const state = this.states.get(key) ?? { placed, run, changed, total: -Infinity, best: [] };
    this.states.set(key, state);
    state.total = plusLog(state.total, from.total + weight);
    const grown = from.best.map((partial) =>
      places.reduce<Partial>((back, place) => ({ place, weight: back.weight, back }), {
        place: null,
        weight: partial.weight + weight,
        back: partial,
      }),
    );
    state.best = [...state.best, ...grown].sort((one, other) => other.weight - one.weight).slice(0, KEPT);
  }
}

function placesOf(partial: Partial): readonly number[] {
  const places: number[] = [];
  for (let step: Partial | null = partial; step !== null; step = step.back)
    if (step.place !== null) places.push(step.place);
  return places.reverse();
}

/** How well the context above the first change, between two, or below the last fits what programs write. */
function contextWeight(run: number, where: "above" | "between" | "below", shape: LossShape): number {
  const { contextRows, atStart, mayEnd } = shape;
  if (where === "between") return run > 2 * contextRows ? NEVER : 0;
  if (run === contextRows) return 0;
  if (run > contextRows) return NEVER;
  if (where === "above") return atStart ? 0 : NEVER;
  return mayEnd ? ENDS : NEVER;
}

/**
 * Where the empty context rows stood that an archive dropped: the header says how many are missing, programs show
 * the same number of context rows around all changes, and how likely an empty row is in each place was measured
 * (`oddsOfEmptyRow`). A sum over all ways gives each its probability. Returns the best ways, best first.
 */
export function placeLostRows(rows: readonly Shown[], shape: LossShape): readonly Placement[] {
  let layer = new Layer();
  const start: State = {
    placed: 0,
    run: 0,
    changed: false,
    total: 0,
    best: [{ place: null, weight: 0, back: null }],
  };
  layer.add(start, start, 0, []);
  for (let at = 0; at <= rows.length; at++) {
    const odds = oddsOfEmptyRow(rows, at);
    const row = rows[at];
    const next = new Layer();
    for (const state of layer.states.values()) {
      for (let put = 0; put <= 2 && state.placed + put <= shape.count; put++) {
        const run = state.run + put;
        const placed = state.placed + put;
        // What cannot be made up for below need not be followed.
        const where = row === undefined ? "below" : state.changed ? "between" : "above";
        const ends = row?.mark !== " ";
        const own = (put > 0 ? odds : 0) + (put > 1 ? SECOND : 0);
        const weight =
          own + (ends && (run > 0 || where !== "between") ? contextWeight(run, where, shape) : 0);
        const change = ends
          ? { placed, run: 0, changed: true }
          : { placed, run: run + 1, changed: state.changed };
        next.add(state, change, weight, new Array<number>(put).fill(at));
      }
    }
    layer = next;
  }
  const whole = [...layer.states.values()].filter((state) => state.placed === shape.count);
  const total = whole.reduce((sum, state) => plusLog(sum, state.total), -Infinity);
  return whole
    .flatMap((state) => state.best)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, KEPT)
    .map((partial) => ({ places: placesOf(partial), probability: Math.exp(partial.weight - total) }));
}
