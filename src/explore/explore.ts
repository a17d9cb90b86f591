import { Machine, type Program } from "../kernel";
import { Transitions } from "./livelock";
import { lockCycles, lockOrders } from "./lockOrder";
import { searchBounded } from "./bounded";
import { searchExecutions } from "./dpor/executions";
import { searchRandom } from "./random";
import { Outcomes } from "./outcomes";
import { ReducedSearch } from "./reducedSearch";
import type { Coverage } from "./coverage";
import { hasFewContexts, stepsCommute } from "./commutation";
import { searchStates } from "./stateful";
import { searchShortest, SHRINK_STATES } from "./shrink";
import { Symmetry } from "./symmetry";
import type { Cancellation, ExploreOptions, Limits, Progress, Verdict } from "./verdict";

/** Bounds that hold where none is given. */
export const defaultLimits: Limits = { memory: 2 ** 30, milliseconds: 60_000, steps: 20_000 };

/**
 * Executions up to which `auto` counts them. Four bios of an AIO write have 1,221 executions and 295,006 states; only
 * far beyond that are states the cheaper thing to go through.
 */
const FEW = 20_000;
/** The same where interrupts hit one CPU only, so that steps there have an order, and executions are more and states fewer. */
const FEW_CONFINED = 2000;
/** New steps that an execution may need on average, and steps of one execution, for that. */
const STEPS_EACH = 200;
const LONG = 5000;

/**
 * Searches a program's executions. Calls `onProgress` at least every few hundredths of a second, but where all states are
 * visited and none is left, once for each look through all transitions for states without an end. Stops at the next such
 * call when `signal` is aborted: the verdict then has the bound `cancelled`.
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
  const outcomes = new Outcomes(machine, options.onFailure);
  const attempts = searchesFor(machine, outcomes, options);
  for (const attempt of attempts) {
    let last: Progress = { executions: null, states: null, steps: 0, failures: 0 };
    const search = attempt.search();
    let step = search.next();
    for (; !step.done && !signal?.aborted; step = search.next()) yield (last = step.value);
    const coverage = step.done ? step.value : { ...last, bounds: { cancelled: 1 } };
    if (!coverage) continue;
    const { bounds, executions, redundant = null, reduction, states, steps } = coverage;
    if (options.shortest && step.done) yield* shorten(machine, outcomes, last, signal);
    return {
      search: attempt.name,
      reductions: reduction === undefined ? attempt.reductions : [`partial order, ${reduction}`],
      exhaustive: Object.keys(bounds).length === 0,
      bounds,
      executions,
      redundant,
      states,
      steps,
      milliseconds: Date.now() - started,
      outcomes: outcomes.found(attempt.name === "dpor" || attempt.name === "random"),
      lockCycles: lockCycles(lockOrders(machine)),
    };
  }
  throw new Error("no search applies to the program");
}

/** Shows each outcome that has a violation by its shortest execution. */
function* shorten(
  machine: Machine,
  outcomes: Outcomes,
  last: Progress,
  signal: Cancellation | undefined,
): Generator<Progress, void> {
  const search = searchShortest(machine, outcomes.failingKeys(), SHRINK_STATES);
  let step = search.next();
  for (; !step.done && !signal?.aborted; step = search.next()) yield last;
  if (step.done) for (const [key, { schedule }] of step.value) outcomes.show(key, schedule);
}

/** A search that may find out that it does not apply: then it gives undefined, and the next one is tried. */
interface Attempt {
  readonly name: Verdict["search"];
  readonly reductions: readonly string[];
  readonly search: () => Generator<Progress, Coverage | undefined>;
}

function searchesFor(machine: Machine, outcomes: Outcomes, options: ExploreOptions): readonly Attempt[] {
  const limits = { ...defaultLimits, ...options.limits };
  const symmetry = new Symmetry(machine, options.symmetry ?? true);
  // Without reduction the search is to be compared with others in its numbers and its speed alone.
  const transitions = options.reduction === false ? undefined : new Transitions();
  const everyState: Attempt = {
    name: "stateful",
    reductions: symmetry.any ? ["symmetry of interchangeable contexts"] : [],
    search: () => searchStates(machine, outcomes, limits, symmetry, transitions),
  };
  const reduced: Attempt = {
    name: "stateful",
    reductions: ["partial order"],
    search: () => new ReducedSearch(machine, outcomes, limits).run(),
  };
  const reduction = options.reduction === "source" ? "source" : "optimal";
  const executions: Attempt = {
    name: "dpor",
    reductions: [`partial order, ${reduction}`],
    search: () => searchExecutions(machine, outcomes, limits, reduction),
  };
  const [few, commutes] = [hasFewContexts(machine), stepsCommute(machine)];
  const counting: Attempt = {
    ...executions,
    reductions: ["partial order, optimal"],
    search: () => {
      const share = commutes ? FEW : FEW_CONFINED;
      const most = Math.min(share, options.limits?.executions ?? Infinity);
      const search = searchExecutions(
        machine,
        outcomes,
        { ...limits, executions: most, steps: LONG },
        "optimal",
      );
      return unlessMany(search, share, options.limits);
    },
  };
  switch (options.search) {
    case "random":
      return [
        {
          name: "random",
          reductions: [],
          search: () => searchRandom(machine, outcomes, limits, options.draw ?? "uniform", options.seed ?? 1),
        },
      ];
    case "bounded":
      return [
        {
          name: "bounded",
          reductions: [],
          search: () => searchBounded(machine, outcomes, limits),
        },
      ];
    case "dpor":
      return few ? [executions] : [everyState];
    case "auto":
    case undefined:
      if (!few || options.reduction === false || symmetry.any) return [everyState];
      return commutes ? [counting, reduced, everyState] : [counting, everyState];
    default:
      return commutes && options.reduction !== false && !symmetry.any ? [reduced, everyState] : [everyState];
  }
}

/** Gives nothing if the search would need more executions than its share, or the steps of so many, where more are asked for. */
function* unlessMany(
  search: Generator<Progress, Coverage>,
  share: number,
  { executions = Infinity }: Limits = {},
): Generator<Progress, Coverage | undefined> {
  for (;;) {
    const { done, value } = search.next();
    if (!done) {
      if (value.steps > share * STEPS_EACH) return undefined;
      yield value;
      continue;
    }
    const { bounds } = value;
    const many = bounds["executions"] !== undefined && share < executions;
    return many || bounds["steps"] !== undefined ? undefined : value;
  }
}
