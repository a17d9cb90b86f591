import type { Machine, State } from "../kernel";
import { stepsCommute } from "./commutation";
import { searchExecutions } from "./dpor/executions";
import { isEnd, outcomeOf } from "./outcome";
import { Outcomes } from "./outcomes";
import { ReducedSearch } from "./reducedSearch";
import type { Schedule } from "./schedule";
import { StateStore } from "./stateStore";
import { fails } from "./verdict";

/** How many states are visited at most to find where an execution is lost. */
const NO_RETURN_STATES = 300_000;

/** More executions than this, or longer ones, from one state take longer than the states behind it. */
const MANY = { executions: 20_000, steps: 5000 };
/** How many states the search with partial-order reduction may visit from one state. */
const REDUCED = { states: NO_RETURN_STATES };

/** Where an execution is lost. */
export type PointOfNoReturn =
  /** After this choice (its index in the schedule) every continuation fails; before it, one did not. */
  | { readonly kind: "choice"; readonly choice: number }
  /** Every execution of the program fails. */
  | { readonly kind: "lost from the start" }
  /** Some continuation of the whole schedule ends without a violation. */
  | { readonly kind: "not lost" }
  /** Not found within the limit; it is at this choice or before. */
  | { readonly kind: "unknown"; readonly atOrBefore: number };

/**
 * The first choice of an execution after which every continuation fails. Lost states have lost successors only, so the last
 * state of the execution that is not lost is found by halving; whether one is lost is told by the inequivalent executions
 * that begin in it, of which late states have few, or where those are too many by the states that partial-order reduction
 * leaves. Where that does not do either, or the order of independent steps matters, the states are looked at from the end
 * backwards, and from each all that follow it.
 */
export function pointOfNoReturn(
  machine: Machine,
  schedule: Schedule,
  maxStates: number = NO_RETURN_STATES,
): PointOfNoReturn {
  const states = [machine.initial.slice()];
  for (const { context, choice } of schedule) {
    const state = (states.at(-1) ?? machine.initial).slice();
    machine.step(state, context, choice);
    states.push(state);
  }
  return stepsCommute(machine)
    ? (halving(machine, states) ?? backwards(machine, states, maxStates))
    : backwards(machine, states, maxStates);
}

/** Undefined if some state has too many executions. */
function halving(machine: Machine, states: readonly State[]): PointOfNoReturn | undefined {
  const endsWell = (n: number) => someExecutionEndsWell(machine, states[n] ?? machine.initial);
  const last = states.length - 1;
  const [whole, none] = [endsWell(last), endsWell(0)];
  if (whole === undefined || none === undefined) return undefined;
  if (whole) return { kind: "not lost" };
  if (!none) return { kind: "lost from the start" };
  let [well, lost] = [0, last];
  while (lost - well > 1) {
    const middle = (well + lost) >> 1;
    const found = endsWell(middle);
    if (found === undefined) return undefined;
    if (found) well = middle;
    else lost = middle;
  }
  return { kind: "choice", choice: well };
}

function someExecutionEndsWell(machine: Machine, start: State): boolean | undefined {
  if (machine.oopsed(start)) return false;
  const outcomes = new Outcomes(machine);
  for (const search of [
    searchExecutions(machine, outcomes, MANY, "optimal", start),
    new ReducedSearch(machine, outcomes, REDUCED, start).run(),
  ])
    for (;;) {
      const { done, value } = search.next();
      if (outcomes.size > outcomes.failures) return true;
      if (!done) continue;
      if (value && Object.keys(value.bounds).length === 0) return false;
      break;
    }
  return undefined;
}

function backwards(machine: Machine, states: readonly State[], maxStates: number): PointOfNoReturn {
  const lost = new StateStore(machine.initial.length);
  for (let n = states.length - 1; n >= 0; n -= 1) {
    const found = escapes(machine, states[n] ?? machine.initial, lost, maxStates);
    if (found === undefined) return { kind: "unknown", atOrBefore: n };
    if (found) return n === states.length - 1 ? { kind: "not lost" } : { kind: "choice", choice: n };
  }
  return { kind: "lost from the start" };
}

/** Whether some continuation ends well; all states visited join `lost`, and are lost if none does. Undefined at the limit. */
function escapes(machine: Machine, from: State, lost: StateStore, maxStates: number): boolean | undefined {
  const waiting: State[] = [];
  const visit = (state: State): boolean => {
    const before = lost.count;
    if (lost.add(state) < before) return false;
    if (isEnd(machine, state) && !fails(outcomeOf(machine, state))) return true;
    if (!machine.oopsed(state)) waiting.push(state);
    return false;
  };
  if (visit(from.slice())) return true;
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    if (lost.count > maxStates) return undefined;
    for (let context = machine.contexts.length - 1; context >= 0; context -= 1) {
      if (!machine.enabled(state, context)) continue;
      for (let choice = machine.choices(state, context) - 1; choice >= 0; choice -= 1) {
        const next = state.slice();
        machine.step(next, context, choice);
        if (visit(next)) return true;
      }
    }
  }
  return false;
}
