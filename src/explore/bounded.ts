import type { Machine, State } from "../kernel";
import type { Coverage } from "./coverage";
import { livelockOf, Transitions } from "./livelock";
import { isEnd } from "./outcome";
import type { Outcomes } from "./outcomes";
import { scheduleTo, type Choice } from "./schedule";
import { StateStore } from "./stateStore";
import type { Limits, Progress } from "./verdict";

/** Most bugs need no more (M. Musuvathi, S. Qadeer: Iterative Context Bounding, PLDI 2007). */
const PREEMPTIONS = 2;
/** How many states are looked at between two looks at the clock. */
const STRIDE = 256;
/** Nobody runs before the first step. */
const NOBODY = -1;

/**
 * All executions with at most so many preemptions: switches away from a context that could have gone on. States are
 * visited in order of the preemptions that they need, so the first way to an outcome has the fewest. If the bound left
 * nothing out, it also finds states from which no execution comes to an end.
 */
export function* searchBounded(
  machine: Machine,
  outcomes: Outcomes,
  limits: Limits,
): Generator<Progress, Coverage> {
  const search = new BoundedSearch(machine, outcomes);
  const { states = Infinity, memory = Infinity, milliseconds = Infinity } = limits;
  const { preemptions = PREEMPTIONS } = limits;
  const started = Date.now();
  while (search.expand(STRIDE, preemptions)) {
    yield search.covered();
    if (search.states >= states) return search.covered({ states });
    if (search.outgrows(memory)) return search.covered({ memory });
    if (Date.now() - started >= milliseconds) return search.covered({ milliseconds });
  }
  if (search.isLeft) return search.covered({ preemptions });
  yield* search.addEndless();
  return search.covered();
}

/** The states of a machine, each with who ran last, as that decides what is a preemption; by preemptions. */
class BoundedSearch {
  readonly #machine: Machine;
  readonly #outcomes: Outcomes;
  readonly #store: StateStore;
  readonly #transitions = new Transitions();
  readonly #parents: number[] = [-1];
  readonly #choices: Choice[] = [];
  readonly #visited: boolean[] = [];
  /** Numbers of the states to visit with the preemptions made so far, and with one more. */
  #level: number[];
  #later: number[] = [];
  #preemptions = 0;
  #steps = 0;
  /** A state, and behind it who ran last. */
  readonly #vector: State;

  constructor(machine: Machine, outcomes: Outcomes) {
    this.#machine = machine;
    this.#outcomes = outcomes;
    this.#vector = Int32Array.from([...machine.initial, NOBODY]);
    this.#store = new StateStore(this.#vector.length);
    this.#level = [this.#store.add(this.#vector)];
  }

  /** How many states were reached. */
  get states(): number {
    return this.#store.count;
  }

  /** Whether some state was left out. */
  get isLeft(): boolean {
    return [...this.#level, ...this.#later].some((number) => !this.#visited[number]);
  }

  outgrows(memory: number): boolean {
    return this.#store.outgrows(memory - this.#transitions.bytes);
  }

  /** How far it is, with the bounds that it reached. */
  covered(bounds: Coverage["bounds"] = {}): Coverage & Progress {
    const { failures } = this.#outcomes;
    return { executions: null, states: this.states, steps: this.#steps, failures, bounds };
  }

  /** Visits up to `most` states that need no more than `bound` preemptions; false if none is left. */
  expand(most: number, bound: number): boolean {
    for (let n = 0; n < most; n += 1) {
      const number = this.#level.pop();
      if (number !== undefined) this.#visit(number);
      else if (this.#preemptions === bound || this.#later.length === 0) return false;
      else {
        this.#preemptions += 1;
        this.#level = this.#later.reverse();
        this.#later = [];
      }
    }
    return true;
  }

  /** Adds an outcome for states from which no end can be reached, if there are any. */
  *addEndless(): Generator<Progress, void> {
    const length = this.#vector.length - 1;
    const rounds = this.#transitions.withoutEnd(this.states);
    let round = rounds.next();
    for (; !round.done; round = rounds.next()) yield this.covered();
    if (round.value === undefined) return;
    this.#store.load(round.value, this.#vector);
    const outcome = livelockOf(this.#machine, this.#vector.slice(0, length));
    this.#outcomes.addEndless(outcome, this.#wayTo(round.value));
  }

  #visit(number: number): void {
    if (this.#visited[number]) return;
    this.#visited[number] = true;
    const machine = this.#machine;
    const length = this.#vector.length - 1;
    this.#store.load(number, this.#vector);
    const state = this.#vector.slice(0, length);
    const running = this.#vector[length] as number;
    if (isEnd(machine, state)) {
      this.#transitions.end(number);
      this.#outcomes.add(state, () => this.#wayTo(number));
    }
    if (machine.oopsed(state)) return;
    const interrupts = running !== NOBODY && machine.enabled(state, running);
    for (let context = 0; context < machine.contexts.length; context += 1)
      if (machine.enabled(state, context))
        this.#follow(number, state, context, interrupts && context !== running);
  }

  #follow(number: number, state: State, context: number, preempts: boolean): void {
    const machine = this.#machine;
    const decides = machine.node(state, context).operation?.kind === "choose";
    const choices = machine.choices(state, context);
    for (let choice = 0; choice < choices; choice += 1) {
      this.#vector.set(state);
      machine.step(this.#vector, context, choice);
      this.#vector[state.length] = context;
      this.#steps += 1;
      const target = this.#store.add(this.#vector);
      this.#transitions.add(number, target);
      if (this.#visited[target]) continue;
      (preempts ? this.#later : this.#level).push(target);
      // A way without a preemption is better than one with it that was found before.
      if (preempts && this.#parents[target] !== undefined) continue;
      this.#parents[target] = number;
      this.#choices[target] = decides ? { context, choice } : { context };
    }
  }

  #wayTo(number: number): Choice[] {
    return scheduleTo(number, this.#parents, this.#choices);
  }
}
