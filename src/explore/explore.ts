import { Machine, type Program } from "../kernel";
import { lockCycles, lockOrders } from "./lockOrder";
import { Outcomes } from "./outcomes";
import { searchStates } from "./stateful";
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
  const symmetry = new Symmetry(machine, options.symmetry ?? true);
  const search = searchStates(machine, outcomes, { ...defaultLimits, ...options.limits }, symmetry);
  for (;;) {
    const { done, value } = search.next();
    const { executions, states, steps } = value;
    if (!done && !signal?.aborted) {
      yield value;
      continue;
    }
    const bounds = done ? value.bounds : { cancelled: 1 };
    return {
      search: "stateful",
      reductions: symmetry.any ? ["symmetry of interchangeable contexts"] : [],
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
}
