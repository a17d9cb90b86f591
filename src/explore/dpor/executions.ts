import type { Machine, State } from "../../kernel";
import type { Outcomes } from "../outcomes";
import type { Coverage } from "../coverage";
import type { Limits, Progress } from "../verdict";
import { contextOrder } from "./contextOrder";
import { DporSearch, type Plan } from "./dporSearch";
import type { Reduction } from "./reversals";

/** What a search of executions covered. */
export interface ExecutionCoverage extends Coverage {
  readonly executions: number;
  readonly redundant: number;
  readonly reduction: Reduction;
}

/**
 * Searches all inequivalent executions. A daemon may stop before any of its steps and nobody notices, so each number of
 * steps that the daemons can take is searched by itself; and so is each sequence of results of the environment's
 * decisions. An execution counts in the one search whose plan it used up: where its daemons took all steps that they
 * were allowed, and the last decision that was not to be 0 was made. The executions begin in `start`.
 *
 * Where source sets do not hold (`DporSearch.wanders`), the search begins again with wakeup trees, and says so; the time that
 * it may take goes on from `started`.
 */
export function* searchExecutions(
  machine: Machine,
  outcomes: Outcomes,
  limits: Limits,
  reduction: Reduction,
  start: State = machine.initial,
  started = Date.now(),
): Generator<Progress, ExecutionCoverage> {
  const first: Plan = {
    allowance: machine.contexts.map(({ daemon }) => (daemon === true ? 0 : undefined)),
    decisions: machine.contexts.map(() => []),
  };
  const order = contextOrder(machine, start);
  const planned = [first];
  const known = new Set([keyOf(first)]);
  let [executions, redundant, steps] = [0, 0, 0];
  for (let plan = planned.shift(); plan; plan = planned.shift()) {
    const { milliseconds = Infinity } = limits;
    const left = { ...limits, milliseconds: milliseconds - (Date.now() - started) };
    if (limits.executions !== undefined) left.executions = limits.executions - executions;
    const search = new DporSearch(machine, outcomes, left, reduction, plan, start, order);
    const run = search.run();
    let step = run.next();
    for (; !step.done; step = run.next())
      yield {
        ...step.value,
        executions: executions + search.counts.executions,
        steps: steps + search.counts.steps,
      };
    if (reduction === "source" && search.wanders) {
      outcomes.recount();
      return yield* searchExecutions(machine, outcomes, limits, "optimal", start, started);
    }
    executions += search.counts.executions;
    redundant += search.counts.redundant;
    steps += search.counts.steps;
    const [bound] = Object.keys(step.value);
    if (bound !== undefined) {
      const bounds = { [bound]: limits[bound as keyof Limits] ?? 0 };
      return { executions, redundant, reduction, states: null, steps, bounds };
    }
    for (const larger of plansBehind(plan, search)) {
      const key = keyOf(larger);
      if (!known.has(key)) planned.push(larger);
      known.add(key);
    }
  }
  return { executions, redundant, reduction, states: null, steps, bounds: {} };
}

/** The plans with one step of a daemon more, or one decision more that is not 0, of those that the search came upon. */
function* plansBehind(
  { allowance, decisions }: Plan,
  { wanting, decisions: met }: DporSearch,
): Generator<Plan> {
  for (const context of wanting)
    yield { allowance: replaced(allowance, context, (allowance[context] ?? 0) + 1), decisions };
  for (const [context, counts] of met.entries()) {
    const made = decisions[context] ?? [];
    for (let index = made.length; index < counts.length; index += 1) {
      const zeros = new Array<number>(index - made.length).fill(0);
      for (let result = 1; result < (counts[index] as number); result += 1)
        yield { allowance, decisions: replaced(decisions, context, [...made, ...zeros, result]) };
    }
  }
}

/** A list with one item replaced. */
function replaced<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return list.map((other, n) => (n === index ? item : other));
}

function keyOf({ allowance, decisions }: Plan): string {
  return `${allowance.join()}|${decisions.map((results) => results.join(".")).join()}`;
}
