import type { Machine, State } from "../kernel";
import { isEnd, outcomeOf } from "./outcome";
import type { Schedule } from "./schedule";
import { StateStore } from "./stateStore";
import { fails } from "./verdict";

/** How many states are visited at most to find where an execution is lost. */
export const NO_RETURN_STATES = 300_000;

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
 * The first choice of an execution after which every continuation fails. The states of the execution are looked at from
 * its end backwards; from each, all continuations are searched, without those already known to be lost. So the work is
 * the number of lost states, plus one search that succeeds.
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
