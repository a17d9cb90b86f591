import type { Machine, State } from "../../kernel";
import { scheduleTo, type Choice } from "../schedule";
import { StateStore } from "../stateStore";
import type { Limits } from "../verdict";
import { canRace, keyOf, told, type DataRace, type Pending, type Races } from "./access";

/** How many states are looked at between two looks at the clock. */
const STRIDE = 256;

/**
 * Races of accesses that are the next steps of their contexts in one state. All states are visited, without reduction. Gives
 * now and then what was found so far.
 */
export function* searchAtOnce(machine: Machine, limits: Limits): Generator<Races, Races> {
  const { states = Infinity, milliseconds = Infinity } = limits;
  const started = Date.now();
  const search = new StateWalk(machine);
  while (search.lookAt(STRIDE)) {
    yield search.found({ unfinished: 1 });
    if (search.states > states) return search.found({ states });
    if (Date.now() - started >= milliseconds) return search.found({ milliseconds });
  }
  return search.found(search.states > states ? { states } : {});
}

/** All states, breadth first, each with the step that led there first. */
class StateWalk {
  readonly #machine: Machine;
  readonly #store: StateStore;
  readonly #parents: number[] = [-1];
  readonly #moves: Choice[] = [{ context: 0 }];
  readonly #races = new Map<string, DataRace>();
  readonly #state: State;
  readonly #next: State;
  #number = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#store = new StateStore(machine.initial.length);
    this.#state = machine.initial.slice();
    this.#next = machine.initial.slice();
    this.#store.add(this.#next);
  }

  get states(): number {
    return this.#store.count;
  }

  found(bounds: Races["bounds"]): Races {
    const exhaustive = Object.keys(bounds).length === 0;
    return { races: [...this.#races.values()], executions: null, states: this.states, exhaustive, bounds };
  }

  /** Looks at so many states more; false if none is left. */
  lookAt(most: number): boolean {
    for (let n = 0; n < most; n += 1, this.#number += 1) {
      if (this.#number === this.#store.count) return false;
      this.#store.load(this.#number, this.#state);
      if (this.#machine.oopsed(this.#state)) continue;
      this.#note();
      for (let context = 0; context < this.#machine.contexts.length; context += 1)
        if (this.#machine.enabled(this.#state, context)) this.#step(context);
    }
    return true;
  }

  #note(): void {
    for (const race of racesIn(this.#machine, this.#state)) {
      const key = keyOf(race);
      if (this.#races.has(key)) continue;
      const schedule = scheduleTo(this.#number, this.#parents, this.#moves);
      this.#races.set(key, { ...race, schedule, atOnce: true });
    }
  }

  #step(context: number): void {
    const machine = this.#machine;
    const decides = machine.node(this.#state, context).operation?.kind === "choose";
    for (let choice = 0; choice < machine.choices(this.#state, context); choice += 1) {
      this.#next.set(this.#state);
      machine.step(this.#next, context, choice);
      if (this.#store.add(this.#next) < this.#parents.length) continue;
      this.#parents.push(this.#number);
      this.#moves.push(decides ? { context, choice } : { context });
    }
  }
}

function racesIn(machine: Machine, state: State) {
  const next = machine.contexts.flatMap(({ id }, context): Pending[] => {
    const node = machine.node(state, context);
    const { operation } = node;
    if (!operation || operation.slot < 0 || operation.effect.access === "none") return [];
    if (machine.fault(state, operation)) return [];
    // Who awaits a value reads it all the time, and goes on only behind the write that it is in a race with.
    if (operation.condition === undefined && !machine.isReady(state, operation)) return [];
    // An interrupt comes in the midst of an access, but not where it is turned off.
    const isReached = machine.cpuAllows(state, context) || node.interruptsOn;
    return isReached ? [{ contextId: id, node, operation }] : [];
  });
  return next.flatMap((a, n) =>
    next
      .slice(n + 1)
      .filter((b) => a.operation.slot === b.operation.slot && canRace(a, b))
      .map((b) => told(a, b)),
  );
}
