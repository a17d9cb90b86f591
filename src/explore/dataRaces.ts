import { cellName, type Machine, type Node, type Operation, type State } from "../kernel";
import { StateStore } from "./stateStore";
import type { Choice, Schedule } from "./schedule";

/** How many states are visited at most in the search for data races. */
const RACE_STATES = 1_000_000;

/** One side of a data race. */
export interface RacingAccess {
  readonly contextId: string;
  readonly function: string;
  readonly cText: string;
  readonly kind: string;
  readonly writes: boolean;
  /** False for atomics and other accesses that the C marks as shared. */
  readonly plain: boolean;
}

/** Two accesses to one location that nothing orders. */
export interface DataRace {
  /** The location, as C names it: `dio->waiter`. */
  readonly cell: string;
  readonly accesses: readonly [RacingAccess, RacingAccess];
  /** Leads to a state in which both are about to happen. */
  readonly schedule: Schedule;
}

/** The data races of a program. */
export interface Races {
  readonly races: readonly DataRace[];
  readonly states: number;
  /** False if the limit of states was reached. */
  readonly exhaustive: boolean;
}

/**
 * Data races as KCSAN reports them (kernel documentation, dev-tools/kcsan): two contexts access the same location at
 * once, at least one access writes and at least one is plain C. "At once" is exact here: a reachable state in which both
 * accesses are the next steps of their contexts. Under sequential consistency these are the races of the
 * happens-before definition: a program has one of either kind exactly if it has one of the other (H.-J. Boehm,
 * S. V. Adve, PLDI 2008). All states are visited, without reduction.
 */
export function dataRaces(machine: Machine, maxStates: number = RACE_STATES): Races {
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
      if (!races.has(key)) races.set(key, { ...race, schedule: wayTo(number, parents, moves) });
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
  const found: { key: string; cell: string; accesses: readonly [RacingAccess, RacingAccess] }[] = [];
  const next = machine.contexts.flatMap(({ id }, context) => {
    const node = machine.node(state, context);
    const { operation } = node;
    const uses = operation && operation.slot >= 0 && operation.effect.access !== "none";
    return uses && machine.enabled(state, context) ? [{ operation, node, id }] : [];
  });
  next.forEach((a, n) => {
    for (const b of next.slice(n + 1)) {
      if (a.operation.slot !== b.operation.slot || !races(a.operation, b.operation)) continue;
      const accesses = [accessOf(a.id, a.node, a.operation), accessOf(b.id, b.node, b.operation)] as const;
      const { cell } = a.operation;
      const name = cell ? cellName(cell) : (a.operation.object?.label ?? "");
      const sides = accesses.map(({ function: name, cText, kind }) => `${name} ${cText} ${kind}`).sort();
      found.push({ key: [name, ...sides].join("\n"), cell: name, accesses });
    }
  });
  return found;
}

function races(a: Operation, b: Operation): boolean {
  return (a.plain || b.plain) && (a.effect.access !== "read" || b.effect.access !== "read");
}

function accessOf(
  contextId: string,
  { stack }: Node,
  { kind, text, effect, plain }: Operation,
): RacingAccess {
  return {
    contextId,
    function: stack.at(-1)?.function ?? contextId,
    cText: text,
    kind,
    writes: effect.access !== "read",
    plain,
  };
}

function wayTo(number: number, parents: readonly number[], moves: readonly Choice[]): Schedule {
  const way: Choice[] = [];
  for (let at = number; (parents[at] ?? -1) >= 0; at = parents[at] ?? -1)
    way.push(moves[at] ?? { context: 0 });
  return way.reverse();
}
