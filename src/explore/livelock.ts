import type { Context, Machine, State, Violation } from "../kernel";
import { Integers } from "./integers";
import type { Outcome } from "./outcome";

/** The transitions between numbered states, and the states in which an execution may end. */
export class Transitions {
  readonly #sources = new Integers();
  readonly #targets = new Integers();
  readonly #ends = new Integers();

  /** Memory used, in bytes. */
  get bytes(): number {
    return this.#sources.bytes + this.#targets.bytes + this.#ends.bytes;
  }

  /** Notes a transition. */
  add(source: number, target: number): void {
    this.#sources.push(source);
    this.#targets.push(target);
  }

  /** Notes a state in which an execution may end. */
  end(number: number): void {
    this.#ends.push(number);
  }

  /** The last of `states` states from which no end can be reached any more; undefined if there is none. Pauses now and then. */
  *withoutEnd(states: number): Generator<undefined, number | undefined> {
    const ending = new Uint8Array(states);
    for (let n = 0; n < this.#ends.length; n += 1) ending[this.#ends.at(n)] = 1;
    // Transitions mostly lead to later states, so a few rounds from the last to the first reach all.
    for (let changed = true; changed;) {
      changed = false;
      for (let n = this.#sources.length - 1; n >= 0; n -= 1) {
        const source = this.#sources.at(n);
        if (ending[source] === 1 || ending[this.#targets.at(n)] === 0) continue;
        ending[source] = 1;
        changed = true;
      }
      yield;
    }
    const last = ending.lastIndexOf(0);
    return last < 0 ? undefined : last;
  }
}

/** The outcome of executions that go on for ever from this state: whoever must finish and can still go does so in vain. */
export function livelockOf(machine: Machine, state: State): Outcome {
  const loops = machine.contexts.flatMap(({ daemon }, n) =>
    daemon === true || !machine.enabled(state, n) ? [] : [livelockViolation(machine, state, n)],
  );
  return { violations: [...machine.violations(state), ...loops] };
}

function livelockViolation(machine: Machine, state: State, context: number): Violation {
  const { id: contextId, class: contextClass } = machine.contexts[context] as Context;
  const { operation, stack } = machine.node(state, context);
  return {
    kind: "livelock",
    object: operation?.object?.struct ?? "",
    context: contextClass,
    contextId,
    function: stack.at(-1)?.function ?? contextId,
    cText: operation?.text ?? "",
  };
}
