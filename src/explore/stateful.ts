import type { Machine, State } from "../kernel";
import type { Coverage } from "./coverage";
import { Integers } from "./integers";
import { livelockOf, type Transitions } from "./livelock";
import { BLOCKED, movesOf, OTHER, type Moves } from "./moves";
import type { Outcomes } from "./outcomes";
import type { Schedule } from "./schedule";
import { MARGIN, StateStore } from "./stateStore";
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
  const search = new StateSearch(machine, symmetry, transitions);
  const { states = Infinity, memory = Infinity, milliseconds = Infinity } = limits;
  const started = Date.now();
  const covered = (bounds: Coverage["bounds"]): Coverage => ({
    executions: null,
    states: search.states,
    steps: search.steps,
    bounds,
  });
  while (search.expand(STRIDE, outcomes)) {
    yield search.progress(outcomes);
    if (search.states >= states) return covered({ states });
    if (search.outgrows(memory)) return covered({ memory });
    if (Date.now() - started >= milliseconds) return covered({ milliseconds });
  }
  yield* search.addEndless(outcomes);
  return covered({});
}

/** The states of a machine, breadth first. */
class StateSearch {
  steps = 0;
  readonly #machine: Machine;
  readonly #symmetry: Symmetry;
  readonly #symmetric: boolean;
  readonly #transitions: Transitions | undefined;
  readonly #store: StateStore;
  readonly #moves: readonly Moves[];
  /** For each state the one before it on its first way, and the step from there: context plus contexts times choice. */
  readonly #parents = new Integers();
  readonly #steps = new Integers();
  readonly #state: State;
  readonly #next: State;
  /** The number of the next state to expand. */
  #number = 0;

  constructor(machine: Machine, symmetry: Symmetry, transitions: Transitions | undefined) {
    this.#machine = machine;
    this.#symmetry = symmetry;
    this.#symmetric = symmetry.any;
    this.#transitions = transitions;
    this.#store = new StateStore(machine.initial.length);
    this.#moves = movesOf(machine);
    this.#state = machine.initial.slice();
    this.#next = machine.initial.slice();
    symmetry.canonicalise(this.#next);
    this.#store.add(this.#next);
    this.#parents.push(0);
    this.#steps.push(0);
  }

  /** How many states were reached. */
  get states(): number {
    return this.#store.count;
  }

  progress({ failures }: Outcomes): Progress {
    return { executions: null, states: this.states, steps: this.steps, failures };
  }

  /** Whether the search needs more memory than this, in bytes, to go on. */
  outgrows(memory: number): boolean {
    const others = this.#parents.bytes + this.#steps.bytes + (this.#transitions?.bytes ?? 0);
    return this.#store.outgrows(memory - others);
  }

  /** Expands up to `most` states, fewer where many new ones are found; false if none is left. */
  expand(most: number, outcomes: Outcomes): boolean {
    const enough = this.states + MARGIN / 2;
    for (let n = 0; n < most && this.states < enough; n += 1, this.#number += 1) {
      if (this.#number === this.#store.count) return false;
      this.#store.load(this.#number, this.#state);
      if (this.#machine.oopsed(this.#state) || !this.#expandState()) this.#end(outcomes);
    }
    return true;
  }

  /** Adds an outcome for states from which no end can be reached, if there are any. */
  *addEndless(outcomes: Outcomes): Generator<Progress, void> {
    const rounds = this.#transitions?.withoutEnd(this.states);
    let round = rounds?.next();
    for (; round?.done === false; round = rounds?.next()) yield this.progress(outcomes);
    if (round?.value === undefined) return;
    this.#store.load(round.value, this.#state);
    outcomes.addEndless(livelockOf(this.#machine, this.#state), this.#schedule(round.value));
  }

  /** Adds the states behind the current one. Whether a context that has to finish can go on. */
  #expandState(): boolean {
    const machine = this.#machine;
    const state = this.#state;
    const moved = this.#moves;
    const symmetric = this.#symmetric;
    let goesOn = false;
    for (let context = 0; context < moved.length; context += 1) {
      const moves = moved[context] as Moves;
      const move = moves.find(state, context);
      if (move === BLOCKED || (move === OTHER && !machine.enabled(state, context))) continue;
      if (!goesOn) goesOn = machine.contexts[context]?.daemon !== true;
      if (symmetric && this.#symmetry.repeats(state, context)) continue;
      if (move === OTHER) this.#stepOther(context);
      else this.#stepKnown(context, moves, move);
    }
    return goesOn;
  }

  #stepKnown(context: number, moves: Moves, move: number): void {
    if (this.#symmetric) {
      moves.take(this.#state, context, move, this.#next);
      this.#addNext(context);
      return;
    }
    const store = this.#store;
    const node = this.#machine.contextBase + context;
    store.derive(this.#number);
    this.#note(store.settleBeside(moves.slot(move), moves.value(move), node, moves.target(move)), context);
  }

  #stepOther(context: number): void {
    const machine = this.#machine;
    const choices = machine.choices(this.#state, context);
    for (let choice = 0; choice < choices; choice += 1) {
      machine.step(this.#copy(), context, choice);
      this.#addNext(context + machine.contexts.length * choice);
    }
  }

  #copy(): State {
    for (let slot = 0; slot < this.#state.length; slot += 1) this.#next[slot] = this.#state[slot] as number;
    return this.#next;
  }

  #addNext(step: number): void {
    this.#symmetry.canonicalise(this.#next);
    this.#note(this.#store.addBehind(this.#number, this.#state, this.#next), step);
  }

  #note(target: number, step: number): void {
    this.steps += 1;
    this.#transitions?.add(this.#number, target);
    if (target < this.#parents.length) return;
    this.#parents.push(this.#number);
    this.#steps.push(step);
  }

  #end(outcomes: Outcomes): void {
    const number = this.#number;
    this.#transitions?.end(number);
    outcomes.add(this.#state, () => this.#schedule(number));
  }

  /** The first way to a state. */
  #schedule(number: number): Schedule {
    const way: { readonly state: State; readonly move: number }[] = [];
    for (let at = number; at > 0; at = this.#parents.at(at)) {
      const state = new Int32Array(this.#store.width);
      this.#store.load(this.#parents.at(at), state);
      way.push({ state, move: this.#steps.at(at) });
    }
    return this.#symmetry.schedule(way.reverse());
  }
}
