import { Machine, type Program } from "../kernel";
import { lockCycles, lockOrders } from "./lockOrder";
import { Outcomes } from "./outcomes";
import { ReducedSearch } from "./reducedSearch";
import { searchStates, type Coverage } from "./stateful";
import { Symmetry } from "./symmetry";
import type { ExploreOptions, Limits, Progress, Verdict } from "./verdict";

/** Bounds that hold where none is given. */
export const defaultLimits: Limits = { memory: 2 ** 30, milliseconds: 60_000 };

/** Something that can ask a search to stop, such as an AbortSignal. */
export interface Cancellation {
  readonly aborted: boolean;
}

/**
 * Searches a program's executions. Calls `onProgress` at least every few hundredths of a second, and stops soon after
 * `signal` is aborted: the verdict then has the bound `cancelled`.
 */
export function explore(
  program: Program,
  options: ExploreOptions = {},
  onProgress?: (progress: Progress) => void,
  signal?: Cancellation,
): Verdict {
  const search = exploration(program, options, signal);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
    onProgress?.(value);
  }
}

/** As `explore`, but in slices: whoever drives it can look after other things between two of them. */
export function* exploration(
  program: Program,
  options: ExploreOptions = {},
  signal?: Cancellation,
): Generator<Progress, Verdict> {
  const started = Date.now();
  const machine = new Machine(program, options);
  const outcomes = new Outcomes(machine);
  const limits = { ...defaultLimits, ...options.limits };
  const symmetry = new Symmetry(machine, options.symmetry ?? true);
  const reductions: string[] = [];
  let coverage: Coverage | undefined | "cancelled";
  if (canReduce(machine, options, symmetry)) {
    coverage = yield* untilCancelled(new ReducedSearch(machine, outcomes, limits).run(), signal);
    if (coverage !== undefined) reductions.push("partial order");
  }
  if (coverage === undefined) {
    coverage = yield* untilCancelled(searchStates(machine, outcomes, limits, symmetry), signal);
    if (symmetry.any) reductions.push("symmetry of interchangeable contexts");
  }
  const { bounds, executions, states, steps } =
    coverage === "cancelled" ? cancelled : (coverage ?? cancelled);
  return {
    search: "stateful",
    reductions,
    exhaustive: Object.keys(bounds).length === 0,
    bounds,
    executions,
    states,
    steps,
    milliseconds: Date.now() - started,
    outcomes: outcomes.found(false),
    lockCycles: lockCycles(lockOrders(machine)),
  };
}

const cancelled: Coverage = { executions: null, states: null, steps: 0, bounds: { cancelled: 1 } };

/**
 * Partial-order reduction needs steps of different contexts to commute; where an interrupt stops all others on its
 * CPU they do not. Its sets of contexts are the bits of one number.
 */
function canReduce(machine: Machine, { reduction, irq }: ExploreOptions, symmetry: Symmetry): boolean {
  return reduction !== false && irq !== "same-cpu" && !symmetry.any && machine.contexts.length <= 31;
}

/** Hands a search on until it is done or somebody stops it. */
function* untilCancelled<R>(
  search: Generator<Progress, R>,
  signal: Cancellation | undefined,
): Generator<Progress, R | "cancelled"> {
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
    if (signal?.aborted) return "cancelled";
    yield value;
  }
}
