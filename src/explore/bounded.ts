import type { Machine, State } from "../kernel";
import type { Coverage } from "./coverage";
import { livelockOf, type Transitions } from "./livelock";
import { isEnd } from "./outcome";
import type { Outcomes } from "./outcomes";
import { scheduleTo, type Choice } from "./schedule";
import { StateStore } from "./stateStore";
import type { Limits, Progress } from "./verdict";

/** Most bugs need no more (M. Musuvathi, S. Qadeer: Iterative Context Bounding, PLDI 2007). */
const PREEMPTIONS = 2;
const STRIDE = 1024;
/** Nobody runs before the first step. */
const NOBODY = -1;

/**
 * All executions with at most so many preemptions: switches away from a context that could have gone on. States are
 * visited in order of the preemptions that they need, so the first way to an outcome has the fewest. With `transitions` it
 * also finds, if the bound left nothing out, states from which no execution comes to an end.
 */
export function* searchBounded(
  machine: Machine,
  outcomes: Outcomes,
  limits: Limits,
  transitions?: Transitions,
): Generator<Progress, Coverage> {
  const bound = limits.preemptions ?? PREEMPTIONS;
  const { length } = machine.initial;
  // Who ran last is part of a state here, as it decides what is a preemption.
  const store = new StateStore(length + 1);
  const parents: number[] = [-1];
  const choices: Choice[] = [];
  const visited: boolean[] = [];
  const started = Date.now();
  let steps = 0;
  let level: number[] = [store.add(Int32Array.from([...machine.initial, NOBODY]))];
  let later: number[] = [];
  const vector = new Int32Array(length + 1);
  const covered = (bounds: Coverage["bounds"]): Coverage => ({
    executions: null,
    states: store.count,
    steps,
    bounds,
  });

  for (let preemptions = 0; preemptions <= bound; preemptions += 1) {
    for (let number = level.pop(); number !== undefined; number = level.pop()) {
      if (visited[number]) continue;
      visited[number] = true;
      const from = number;
      store.load(number, vector);
      const state: State = vector.slice(0, length);
      const running = vector[length] as number;
      if (isEnd(machine, state)) {
        transitions?.end(number);
        outcomes.add(state, () => scheduleTo(from, parents, choices));
      }
      if (machine.oopsed(state)) continue;
      const interrupts = running !== NOBODY && machine.enabled(state, running);
      for (let context = 0; context < machine.contexts.length; context += 1) {
        if (!machine.enabled(state, context)) continue;
        const decides = machine.node(state, context).operation?.kind === "choose";
        for (let choice = 0; choice < machine.choices(state, context); choice += 1) {
          vector.set(state);
          machine.step(vector, context, choice);
          vector[length] = context;
          steps += 1;
          const target = store.add(vector);
          transitions?.add(number, target);
          if (visited[target]) continue;
          const preempts = interrupts && context !== running;
          (preempts ? later : level).push(target);
          // A way without a preemption is better than one with it that was found before.
          if (preempts && parents[target] !== undefined) continue;
          parents[target] = number;
          choices[target] = decides ? { context, choice } : { context };
        }
      }
      if (steps % STRIDE < machine.contexts.length) {
        yield { executions: null, states: store.count, steps, failures: outcomes.failures };
        const { states = Infinity, memory = Infinity, milliseconds = Infinity } = limits;
        if (store.count >= states) return covered({ states });
        if (store.outgrows(memory - (transitions?.bytes ?? 0))) return covered({ memory });
        if (Date.now() - started >= milliseconds) return covered({ milliseconds });
      }
    }
    level = later.reverse();
    later = [];
  }
  if (level.some((number) => !visited[number])) return covered({ preemptions: bound });
  const endless = transitions?.withoutEnd(store.count);
  if (endless !== undefined) {
    store.load(endless, vector);
    outcomes.addEndless(livelockOf(machine, vector.slice(0, length)), scheduleTo(endless, parents, choices));
  }
  return covered({});
}
