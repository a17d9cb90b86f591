import type { Machine } from "../../kernel";
import type { Outcomes } from "../outcomes";
import type { Coverage } from "../coverage";
import type { Limits, Progress } from "../verdict";
import { DporSearch, type Allowance, type Reduction } from "./dporSearch";

/** What a search of executions covered. */
export interface ExecutionCoverage extends Coverage {
  readonly executions: number;
  /** Executions given up because an equivalent one had been explored; none in optimal mode. */
  readonly redundant: number;
}

/**
 * Searches all inequivalent executions. A daemon may stop before any of its steps and nobody notices, so each number of
 * steps that the daemons can take is searched by itself; an execution counts where its daemons used up their allowance.
 */
export function* searchExecutions(
  machine: Machine,
  outcomes: Outcomes,
  limits: Limits,
  reduction: Reduction,
): Generator<Progress, ExecutionCoverage> {
  const first: Allowance = machine.contexts.map(({ daemon }) => (daemon === true ? 0 : undefined));
  const planned = [first];
  const known = new Set([first.join()]);
  const started = Date.now();
  let [executions, redundant, steps] = [0, 0, 0];
  for (let allowance = planned.shift(); allowance; allowance = planned.shift()) {
    const { milliseconds = Infinity } = limits;
    const left = { ...limits, milliseconds: milliseconds - (Date.now() - started) };
    if (limits.executions !== undefined) left.executions = limits.executions - executions;
    const search = new DporSearch(machine, outcomes, left, reduction, allowance);
    const run = search.run();
    let step = run.next();
    for (; !step.done; step = run.next())
      yield {
        ...step.value,
        executions: executions + search.counts.executions,
        steps: steps + search.counts.steps,
      };
    executions += search.counts.executions;
    redundant += search.counts.redundant;
    steps += search.counts.steps;
    const [bound] = Object.keys(step.value);
    if (bound !== undefined) {
      const bounds = { [bound]: limits[bound as keyof Limits] ?? 0 };
      return { executions, redundant, states: null, steps, bounds };
    }
    for (const context of search.wanting) {
      const more = allowance.map((taken, n) => (n === context ? (taken ?? 0) + 1 : taken));
      if (!known.has(more.join())) planned.push(more);
      known.add(more.join());
    }
  }
  return { executions, redundant, states: null, steps, bounds: {} };
}
