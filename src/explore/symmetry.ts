import type { Machine, State } from "../kernel";
import type { Choice, Schedule } from "./schedule";

/**
 * Interchangeable contexts (one `group`): states that differ only by which member stands where are one. The canonical
 * state has the nodes of each group in ascending order (scalarset symmetry, C. N. Ip and D. L. Dill, 1996).
 */
export class Symmetry {
  readonly #machine: Machine;
  readonly #groups: readonly (readonly number[])[];

  /** `used: false` tells the members of a group apart. */
  constructor(machine: Machine, used: boolean) {
    this.#machine = machine;
    const names = new Set(machine.contexts.flatMap(({ group }) => (group === undefined ? [] : [group])));
    const members = [...names].map((name) =>
      machine.contexts.flatMap(({ group }, n) => (group === name ? [machine.contextBase + n] : [])),
    );
    this.#groups = used ? members.filter(({ length }) => length > 1) : [];
  }

  /** Whether there is anything to interchange. */
  get any(): boolean {
    return this.#groups.length > 0;
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
