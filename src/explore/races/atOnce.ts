import type { Machine, State } from "../../kernel";
import { scheduleTo, type Choice } from "../schedule";
import { StateStore } from "../stateStore";
import { canRace, told, type DataRace, type Pending } from "./access";

/** Races of accesses that are the next steps of their contexts in one state. All states are visited, without reduction. */
export function racesAtOnce(
  machine: Machine,
  maxStates: number,
): { readonly races: readonly DataRace[]; readonly states: number; readonly exhaustive: boolean } {
  const store = new StateStore(machine.initial.length);
  const parents: number[] = [-1];
  const moves: Choice[] = [{ context: 0 }];
  const races = new Map<string, DataRace>();
  const state = machine.initial.slice();
  const next = machine.initial.slice();
  store.add(next);
  for (let number = 0; number < store.count && store.count <= maxStates; number += 1) {
    store.load(number, state);
    if (machine.oopsed(state)) continue;
    for (const { key, ...race } of racesIn(machine, state))
      if (!races.has(key))
        races.set(key, { ...race, schedule: scheduleTo(number, parents, moves), atOnce: true });
    for (let context = 0; context < machine.contexts.length; context += 1) {
      if (!machine.enabled(state, context)) continue;
      const decides = machine.node(state, context).operation?.kind === "choose";
      for (let choice = 0; choice < machine.choices(state, context); choice += 1) {
        next.set(state);
        machine.step(next, context, choice);
        if (store.add(next) < parents.length) continue;
        parents.push(number);
        moves.push(decides ? { context, choice } : { context });
      }
    }
  }
  return { races: [...races.values()], states: store.count, exhaustive: store.count <= maxStates };
}

function racesIn(machine: Machine, state: State) {
  const next = machine.contexts.flatMap(({ id }, context): Pending[] => {
    const node = machine.node(state, context);
    const { operation } = node;
    if (!operation || operation.slot < 0 || operation.effect.access === "none") return [];
    if (machine.fault(state, operation)) return [];
    // Who awaits a value reads it all the time, and goes on only behind the write that it is in a race with.
    const reads = operation.condition !== undefined && machine.cpuAllows(state, context);
    return reads || machine.enabled(state, context) ? [{ contextId: id, node, operation }] : [];
  });
  return next.flatMap((a, n) =>
    next
      .slice(n + 1)
      .filter((b) => a.operation.slot === b.operation.slot && canRace(a, b))
      .map((b) => told(a, b)),
  );
}
