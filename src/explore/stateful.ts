import type { Machine, State } from "../kernel";
import type { Coverage } from "./coverage";
import { isEnd } from "./outcome";
import type { Outcomes } from "./outcomes";

import { StateStore } from "./stateStore";
import type { Symmetry } from "./symmetry";
import type { Limits, Progress } from "./verdict";

/** How many states are expanded between two looks at the clock. */
const STRIDE = 1024;

/**
 * Visits every reachable state once, breadth first, so that the first way to each outcome has the fewest steps. No
 * reduction but symmetry: its numbers of states and transitions are those of any explicit-state model checker.
 */
export function* searchStates(
  machine: Machine,
  outcomes: Outcomes,
  limits: Limits,
  symmetry: Symmetry,
): Generator<Progress, Coverage> {
  const store = new StateStore(machine.initial.length);
  const parents: number[] = [-1];
  const moves: number[] = [0];
  const state = machine.initial.slice();
  const next = machine.initial.slice();
  const contexts = machine.contexts.length;
  const started = Date.now();
  let steps = 0;
  symmetry.canonicalise(next);
  store.add(next);

  const reached = (): Record<string, number> | undefined => {
    if (limits.states !== undefined && store.count >= limits.states) return { states: limits.states };
    if (limits.memory !== undefined && store.bytes >= limits.memory) return { memory: limits.memory };
    const elapsed = Date.now() - started;
    if (limits.milliseconds !== undefined && elapsed >= limits.milliseconds)
      return { milliseconds: limits.milliseconds };
    return undefined;
  };

  for (let number = 0; number < store.count; number += 1) {
    if (number % STRIDE === 0) {
      yield { executions: null, states: store.count, steps, failures: outcomes.failures };
      const bounds = reached();
      if (bounds) return { executions: null, states: store.count, steps, bounds };
    }
    store.load(number, state);
    const from = number;
    if (isEnd(machine, state))
      outcomes.add(state, () => symmetry.schedule(wayTo(store, from, parents, moves)));
    if (machine.oopsed(state)) continue;
    for (let context = 0; context < contexts; context += 1) {
      if (!machine.enabled(state, context)) continue;
      const choices = machine.choices(state, context);
      for (let choice = 0; choice < choices; choice += 1) {
        next.set(state);
        machine.step(next, context, choice);
        steps += 1;
        symmetry.canonicalise(next);
        const target = store.add(next);
        if (target === parents.length) {
          parents.push(number);
          moves.push(context + contexts * choice);
        }
      }
    }
  }
  return { executions: null, states: store.count, steps, bounds: {} };
}

/** The states on the way to a state, and the context and choice that leads on from each. */
function wayTo(store: StateStore, number: number, parents: readonly number[], moves: readonly number[]) {
  const way: { readonly state: State; readonly move: number }[] = [];
  for (let at = number; (parents[at] ?? -1) >= 0; at = parents[at] ?? -1) {
    const state = new Int32Array(store.width);
    store.load(parents[at] ?? 0, state);
    way.push({ state, move: moves[at] ?? 0 });
  }
  return way.reverse();
}
