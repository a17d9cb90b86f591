import type { Machine, State } from "../kernel";
import { isEnd, outcomeKey, outcomeOf } from "./outcome";
import type { Choice, Schedule } from "./schedule";
import { BLOCKED, movesOf, OTHER, type Moves } from "./moves";
import { StateStore } from "./stateStore";

/** How many states a search for the shortest execution may keep before it gives up. */
export const SHRINK_STATES = 1_000_000;

/** How many states are expanded between two looks at what else there is to do. */
const STRIDE = 1024;

/** Slot value for "no context has to be preempted here". */
const NOBODY = -1;

/** The shortest execution that ends in some way. */
export interface Shortest {
  readonly schedule: Schedule;
  /** How often a context was left that could have gone on. */
  readonly preemptions: number;
}

/**
 * For each outcome key, the execution with the fewest preemptions and, among those, the fewest steps. Proved by search:
 * states are taken in the lexicographic order of (preemptions, steps), as E. W. Dijkstra's algorithm (1959) takes
 * nodes by distance, so the first time a key is met it is met by its shortest way. A preemption is a step of one
 * context while the one before it could have gone on; so a node of the search is a state and the context that can still
 * go on. Executions of few preemptions are few (M. Musuvathi, S. Qadeer, PLDI 2007), and most failures need one or two.
 *
 * A key that no execution has, or that lies beyond `maxStates`, is absent from the result: then nothing is proved.
 */
export function shortestExecutions(
  machine: Machine,
  keys: Iterable<string>,
  maxStates: number = SHRINK_STATES,
): ReadonlyMap<string, Shortest> {
  const search = searchShortest(machine, keys, maxStates);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** As `shortestExecutions`, but in slices of a few milliseconds. */
export function* searchShortest(
  machine: Machine,
  keys: Iterable<string>,
  maxStates: number,
): Generator<void, ReadonlyMap<string, Shortest>> {
  const wanted = new Set(keys);
  const search = new ShortestWays(machine);
  const found = new Map<string, Shortest>();
  const known = new Map<string, string>();
  let visited = 0;
  for (const { number, state, preemptions } of search.inOrder(maxStates)) {
    if (wanted.size === 0) break;
    if (++visited % STRIDE === 0) yield;
    if (!isEnd(machine, state)) continue;
    const memory = state.join();
    const key = known.get(memory) ?? outcomeKey(outcomeOf(machine, state));
    known.set(memory, key);
    if (wanted.delete(key)) found.set(key, { schedule: search.wayTo(number), preemptions });
  }
  return found;
}

/** How often an execution left a context that could have gone on. */
export function preemptionsOf(machine: Machine, schedule: Schedule): number {
  const state = machine.initial.slice();
  let count = 0;
  let last = NOBODY;
  for (const { context, choice } of schedule) {
    if (last !== NOBODY && last !== context && machine.enabled(state, last)) count += 1;
    machine.step(state, context, choice);
    last = context;
  }
  return count;
}

/** All states with the context that can go on in them, by the cost of their shortest ways. */
class ShortestWays {
  readonly #machine: Machine;
  readonly #store: StateStore;
  readonly #moves: readonly Moves[];
  readonly #next: State;
  readonly #parents: number[] = [];
  readonly #cameBy: number[] = [];
  /** Cost of the best way known: preemptions and steps. */
  readonly #preemptions: number[] = [];
  readonly #steps: number[] = [];
  readonly #settled: boolean[] = [];
  /** Numbers waiting, by preemptions and then by steps. */
  readonly #waiting: number[][][] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#store = new StateStore(machine.initial.length + 1);
    this.#moves = movesOf(machine);
    this.#next = Int32Array.from([...machine.initial, NOBODY]);
    this.#reach(this.#store.add(this.#next), -1, 0, 0, 0);
  }

  *inOrder(maxStates: number) {
    const entry = new Int32Array(this.#store.width);
    const state = entry.subarray(0, entry.length - 1);
    for (let preemptions = 0; preemptions < this.#waiting.length; preemptions += 1) {
      const level = this.#waiting[preemptions] ?? [];
      for (let steps = 0; steps < level.length; steps += 1) {
        for (const number of level[steps] ?? []) {
          if (this.#settled[number] || this.#store.count > maxStates) continue;
          this.#settled[number] = true;
          this.#store.load(number, entry);
          yield { number, state, preemptions };
          this.#expand(entry, number, preemptions, steps);
        }
        level[steps] = [];
      }
    }
  }

  wayTo(number: number): Choice[] {
    const { contexts } = this.#machine;
    const way: Choice[] = [];
    const state = new Int32Array(this.#store.width);
    for (let at = number; (this.#parents[at] ?? -1) >= 0; at = this.#parents[at] ?? -1) {
      const move = this.#cameBy[at] ?? 0;
      const context = move % contexts.length;
      this.#store.load(this.#parents[at] ?? 0, state);
      const decides = this.#machine.node(state, context).operation?.kind === "choose";
      way.push(decides ? { context, choice: Math.floor(move / contexts.length) } : { context });
    }
    return way.reverse();
  }

  #expand(entry: State, from: number, preemptions: number, steps: number): void {
    const machine = this.#machine;
    if (machine.oopsed(entry)) return;
    const count = machine.contexts.length;
    const last = entry[entry.length - 1] ?? NOBODY;
    for (let context = 0; context < count; context += 1) {
      const moves = this.#moves[context] as Moves;
      const move = moves.find(entry, context);
      if (move === BLOCKED || (move === OTHER && !machine.enabled(entry, context))) continue;
      const cost = preemptions + (last !== NOBODY && last !== context ? 1 : 0);
      if (move !== OTHER) {
        moves.take(entry, context, move, this.#next);
        this.#reach(this.#add(from, entry, context), from, context, cost, steps + 1);
        continue;
      }
      for (let choice = machine.choices(entry, context) - 1; choice >= 0; choice -= 1) {
        this.#next.set(entry);
        machine.step(this.#next, context, choice);
        this.#reach(this.#add(from, entry, context), from, context + count * choice, cost, steps + 1);
      }
    }
  }

  /** The number of the next state, in which the context that came there may go on. */
  #add(from: number, entry: State, context: number): number {
    const machine = this.#machine;
    const next = this.#next;
    const goesOn = !machine.oopsed(next) && machine.enabled(next, context);
    next[next.length - 1] = goesOn ? context : NOBODY;
    return this.#store.addBehind(from, entry, next);
  }

  #reach(number: number, from: number, move: number, preemptions: number, steps: number): void {
    const fresh = number === this.#parents.length;
    const [known, knownSteps] = [this.#preemptions[number] ?? 0, this.#steps[number] ?? 0];
    if (!fresh && (known < preemptions || (known === preemptions && knownSteps <= steps))) return;
    this.#parents[number] = from;
    this.#cameBy[number] = move;
    this.#preemptions[number] = preemptions;
    this.#steps[number] = steps;
    const level = (this.#waiting[preemptions] ??= []);
    (level[steps] ??= []).push(number);
  }
}
