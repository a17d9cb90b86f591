import type { Machine, State } from "../kernel";
import type { Choice, Schedule } from "./schedule";

const NOBODY = -1;

/**
 * Interchangeable contexts (one `group`): states that differ only by which member stands where are one. The canonical
 * state has the nodes of each group in ascending order (scalarset symmetry, C. N. Ip and D. L. Dill, 1996).
 */
export class Symmetry {
  readonly #machine: Machine;
  readonly #groups: readonly (readonly number[])[];
  /** Slot of the member before each context in its group. */
  readonly #previous: readonly number[];

  /** `used: false` tells the members of a group apart. */
  constructor(machine: Machine, used: boolean) {
    this.#machine = machine;
    const names = new Set(machine.contexts.flatMap(({ group }) => (group === undefined ? [] : [group])));
    const members = [...names].map((name) =>
      machine.contexts.flatMap(({ group }, n) => (group === name ? [machine.contextBase + n] : [])),
    );
    this.#groups = used ? members.filter(({ length }) => length > 1) : [];
    this.#previous = machine.contexts.map((_, n) => {
      const group = this.#groups.find((slots) => slots.includes(machine.contextBase + n));
      return group?.findLast((slot) => slot < machine.contextBase + n) ?? NOBODY;
    });
  }

  /** Whether there is anything to interchange. */
  get any(): boolean {
    return this.#groups.length > 0;
  }

  /** Whether the member before the context stands at the same node, so that its steps lead to the same states. */
  repeats(state: State, context: number): boolean {
    const previous = this.#previous[context] as number;
    return previous !== NOBODY && state[previous] === state[this.#machine.contextBase + context];
  }

  /** Brings a state into its canonical form, in place: a sort by insertion, as all but one of the nodes are in order. */
  canonicalise(state: State): void {
    for (const slots of this.#groups) {
      for (let n = 1; n < slots.length; n += 1) {
        const node = state[slots[n] ?? 0] ?? 0;
        let m = n;
        for (; m > 0 && (state[slots[m - 1] ?? 0] ?? 0) > node; m -= 1)
          state[slots[m] ?? 0] = state[slots[m - 1] ?? 0] ?? 0;
        state[slots[m] ?? 0] = node;
      }
    }
  }

  /**
   * A schedule of the program itself from a way through canonical states: each step is taken by a member that stands
   * where the canonical one does. `move` is the context plus the number of contexts times the choice.
   */
  schedule(way: readonly { readonly state: State; readonly move: number }[]): Schedule {
    const machine = this.#machine;
    const count = machine.contexts.length;
    const actual = machine.initial.slice();
    return way.map(({ state, move }): Choice => {
      const [canonical, choice] = [move % count, Math.floor(move / count)];
      const context = this.#standIn(actual, state, canonical);
      const decides = machine.node(actual, context).operation?.kind === "choose";
      machine.step(actual, context, choice);
      return decides ? { context, choice } : { context };
    });
  }

  #standIn(actual: State, state: State, canonical: number): number {
    const { contextBase } = this.#machine;
    const node = state[contextBase + canonical];
    const group = this.#groups.find((slots) => slots.includes(contextBase + canonical));
    const slot = group?.find((member) => actual[member] === node) ?? contextBase + canonical;
    return slot - contextBase;
  }
}
