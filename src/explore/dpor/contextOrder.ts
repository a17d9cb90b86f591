import type { Machine, State } from "../../kernel";
import { Events } from "./event";
import { EventLog } from "./eventLog";

/** Steps of the execution that is looked at: enough for advice, and a program that never ends is left. */
const LOOK = 4096;

/**
 * The order in which a search goes on with contexts where it is free to choose: it decides nothing but how many steps two
 * neighbouring executions share. Reversing a race repeats all that follows it, so first come contexts that race with nobody,
 * and then each behind those that it races with, as far as one execution from `start` tells.
 */
export function contextOrder(machine: Machine, start: State): readonly number[] {
  const rivals = rivalsIn(machine, start);
  const order: number[] = [];
  const left = rivals.map((_, context) => context);
  const size = (context: number) => (rivals[context] as ReadonlySet<number>).size;
  left.sort((a, b) => size(a) - size(b) || a - b);
  while (left.length > 0) {
    const placed = (context: number) => order.filter((other) => rivals[context]?.has(other)).length;
    const isAlone = size(left[0] as number) === 0;
    const next = left.reduce((best, context) =>
      !isAlone && placed(context) > placed(best) ? context : best,
    );
    left.splice(left.indexOf(next), 1);
    order.push(next);
  }
  return order;
}

/** For each context those it races with, in the execution that goes on with one context as long as it can. */
function rivalsIn(machine: Machine, start: State): readonly ReadonlySet<number>[] {
  const contexts = machine.contexts.map((_, context) => context);
  const rivals = contexts.map(() => new Set<number>());
  const log = new EventLog(machine);
  const events = new Events(machine, start);
  const state = start.slice();
  const canGo = (context: number) =>
    machine.contexts[context]?.daemon !== true && machine.enabled(state, context);
  let current: number | undefined = 0;
  while (log.depth < LOOK && !machine.oopsed(state)) {
    if (current === undefined || !canGo(current)) current = contexts.find(canGo);
    if (current === undefined) break;
    log.push(events.step(state, current, 0));
    const depth = log.depth - 1;
    for (let n = 0; n < log.raceCount(depth); n += 1) {
      const other = log.event(log.race(depth, n)).context;
      rivals[current]?.add(other);
      rivals[other]?.add(current);
    }
  }
  return rivals;
}
