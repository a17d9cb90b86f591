import { conflict, type Footprint } from "../../src/explore/dpor/footprint";
import type { Machine, State } from "../../src/kernel";

/**
 * Counts the equivalence classes of a program's interleavings by walking all of them: two are equivalent if every location
 * sees the same sequence of uses, reads between two writes in any order. Knows nothing of the reductions it judges.
 * An execution ends where nobody but daemons could go on; how far these got tells executions apart.
 * An oops stops its context only, and what is recorded of it is no use of a location: so executions are counted.
 */
export function countClasses(machine: Machine): number {
  const classes = new Set<string>();
  const uses = new Map<number, string[]>();
  const stopped = new Set<number>();
  const taken = machine.contexts.map(() => 0);
  const choicesMade: string[] = [];

  function walk(state: Int32Array): void {
    let ended = true;
    for (let context = 0; context < machine.contexts.length; context += 1) {
      if (stopped.has(context) || !machine.enabled(state, context)) continue;
      ended &&= machine.contexts[context]?.daemon === true;
      const choices = machine.choices(state, context);
      for (let choice = 0; choice < choices; choice += 1) {
        const next = state.slice();
        const footprint: number[] = [];
        machine.step(next, context, choice, footprint);
        const name = `${context}.${(taken[context] as number)++}`;
        const locations = [...new Set(footprint)].filter((use) => use >> 1 !== machine.violationSlot);
        for (const use of locations) {
          const slot = use >> 1;
          uses.set(slot, [...(uses.get(slot) ?? []), `${use & 1 ? "w" : "r"}${name}`]);
        }
        choicesMade.push(`${name}=${choice}`);
        const oopsed = machine.oopsed(next);
        next[machine.violationSlot] = 0;
        if (oopsed) stopped.add(context);
        walk(next);
        if (oopsed) stopped.delete(context);
        choicesMade.pop();
        taken[context] = (taken[context] as number) - 1;
        for (const use of locations) uses.set(use >> 1, (uses.get(use >> 1) ?? []).slice(0, -1));
      }
    }
    if (!ended) return;
    const order = [...uses]
      .filter(([, list]) => list.length > 0)
      .sort(([a], [b]) => a - b)
      .map(([slot, list]) => `${slot}:${normal(list)}`);
    classes.add(`${order.join(";")}|${[...choicesMade].sort().join()}|${taken.join()}`);
  }

  walk(machine.initial.slice());
  return classes.size;
}

/** Sorts the reads between two writes. */
function normal(uses: readonly string[]): string {
  const groups: string[][] = [[]];
  for (const use of uses) {
    if (use.startsWith("w")) groups.push([use], []);
    else groups.at(-1)?.push(use);
  }
  return groups.map((group) => group.sort().join()).join("/");
}

/** A step that is asleep: all that follows when it comes next has been counted. */
interface Asleep {
  readonly context: number;
  readonly uses: Footprint;
}

/**
 * As `countClasses`, for programs with many interleavings and few states, without an oops: of each
 * class the interleaving is counted that sleep sets leave (P. Godefroid, 1996), and the count from a state with a sleep set
 * is computed once. So it neither walks executions nor keeps races and trees as the search does.
 */
export function countByStates(machine: Machine): number {
  const counts = new Map<string, number>();
  const count = (state: State, sleep: readonly Asleep[]): number => {
    const key = `${state.join()}|${sleep.map(({ context }) => context).join()}`;
    const known = counts.get(key);
    if (known !== undefined) return known;
    const enabled = machine.contexts.flatMap((_, n) => (machine.enabled(state, n) ? [n] : []));
    let sum = enabled.length === 0 ? 1 : 0;
    let asleep = sleep;
    for (const context of enabled) {
      if (asleep.some((other) => other.context === context)) continue;
      const uses: number[] = [];
      for (let choice = machine.choices(state, context) - 1; choice >= 0; choice -= 1) {
        const next = state.slice();
        machine.step(next, context, choice, uses);
        sum += count(
          next,
          asleep.filter((other) => !conflict(other.uses, uses)),
        );
      }
      asleep = [...asleep, { context, uses }].sort((a, b) => a.context - b.context);
    }
    counts.set(key, sum);
    return sum;
  };
  return count(machine.initial.slice(), []);
}
