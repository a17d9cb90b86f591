import type { Machine, State } from "../kernel";
import type { Coverage } from "./coverage";
import { livelockOf, type Transitions } from "./livelock";
import type { Outcomes } from "./outcomes";

import { followAll, slotHash, StateStore } from "./stateStore";
import type { Symmetry } from "./symmetry";
import type { Limits, Progress } from "./verdict";

/** How many states are expanded between two looks at the clock. */
const STRIDE = 1024;

/**
 * Visits every reachable state once, breadth first, so that the first way to each outcome has the fewest steps. No
 * reduction but symmetry: its numbers of states and transitions are those of any explicit-state model checker.
 * With `transitions` it also finds states from which no execution comes to an end.
 */
export function* searchStates(
  machine: Machine,
  outcomes: Outcomes,
  limits: Limits,
  symmetry: Symmetry,
  transitions?: Transitions,
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
    const hash = store.hash(number);
    const from = number;
    let ends = true;
    if (!machine.oopsed(state)) {
      for (let context = 0; context < contexts; context += 1) {
        if (!machine.enabled(state, context)) continue;
        if (machine.contexts[context]?.daemon !== true) ends = false;
        if (symmetry.repeats(state, context)) continue;
        const choices = machine.choices(state, context);
        const inPlace = !symmetry.any && machine.changesLittle(state, context);
        for (let choice = 0; choice < choices; choice += 1) {
          steps += 1;
          let target = inPlace ? addInPlace(machine, store, state, hash, context, choice) : -1;
          if (target < 0) target = addCopy(machine, store, state, next, hash, context, choice, symmetry);
          transitions?.add(number, target);
          if (target === parents.length) {
            parents.push(number);
            moves.push(context + contexts * choice);
          }
        }
      }
    }
    if (ends) transitions?.end(number);
    if (ends) outcomes.add(state, () => symmetry.schedule(wayTo(store, from, parents, moves)));
  }
  const endless = transitions?.withoutEnd(store.count);
  if (endless !== undefined) {
    store.load(endless, state);
    outcomes.addEndless(livelockOf(machine, state), symmetry.schedule(wayTo(store, endless, parents, moves)));
  }
  return { executions: null, states: store.count, steps, bounds: {} };
}

/** Adds the state behind a step, and gives its number. */
function addCopy(
  machine: Machine,
  store: StateStore,
  state: State,
  next: State,
  hash: number,
  context: number,
  choice: number,
  symmetry: Symmetry,
): number {
  for (let slot = 0; slot < state.length; slot += 1) next[slot] = state[slot] as number;
  machine.step(next, context, choice);
  symmetry.canonicalise(next);
  return store.add(next, followAll(hash, state, next));
}

/**
 * As `addCopy` for an operation that `changesLittle`: takes it in the state itself and takes it back. Gives -1 if the step
 * goes on with silent operations.
 */
function addInPlace(
  machine: Machine,
  store: StateStore,
  state: State,
  hash: number,
  context: number,
  choice: number,
): number {
  const { violationSlot } = machine;
  const own = machine.contextBase + context;
  const cell = machine.node(state, context).operation?.slot ?? -1;
  const slot = cell < 0 ? violationSlot : cell;
  const node = state[own] as number;
  const value = state[slot] as number;
  const violations = state[violationSlot] as number;
  let number = -1;
  if (!machine.operate(state, context, choice)) {
    let changed = (hash - slotHash(own, node) + slotHash(own, state[own] as number)) | 0;
    if (state[slot] !== value)
      changed = (changed - slotHash(slot, value) + slotHash(slot, state[slot] as number)) | 0;
    if (slot !== violationSlot && state[violationSlot] !== violations)
      changed =
        (changed -
          slotHash(violationSlot, violations) +
          slotHash(violationSlot, state[violationSlot] as number)) |
        0;
    number = store.add(state, changed);
  }
  state[own] = node;
  state[slot] = value;
  state[violationSlot] = violations;
  return number;
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
