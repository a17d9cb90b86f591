import type { Machine } from "../kernel";
import type { Coverage } from "./coverage";
import { isEnd } from "./outcome";
import type { Outcomes } from "./outcomes";
import type { Choice } from "./schedule";
import type { Limits, Progress } from "./verdict";

const EXECUTIONS = 1000;
const STEPS = 20_000;
/** How many steps are taken between two moments at which the search can be stopped. */
const STRIDE = 1024;
/** Number of ordering constraints that PCT aims at: one for the first choice, and the priority changes. */
const DEPTH = 3;

/** How a random execution is drawn. */
export type Draw = "uniform" | "pct";

/**
 * Random executions, the same ones for the same seed. `uniform`: each step is taken by any context that can, with equal
 * chances. `pct`: contexts have random priorities, which change at a few random steps; a bug that depends on d ordering
 * constraints shows with a chance of at least 1 / (n k^(d - 1)) in n contexts and k steps (S. Burckhardt, P. Kothari,
 * M. Musuvathi, S. Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs, ASPLOS 2010).
 */
export function* searchRandom(
  machine: Machine,
  outcomes: Outcomes,
  limits: Limits,
  draw: Draw,
  seed: number,
): Generator<Progress, Coverage> {
  const random = generator(seed);
  const wanted = limits.executions ?? EXECUTIONS;
  const longest = limits.steps ?? STEPS;
  const started = Date.now();
  let steps = 0;
  let length = 1;
  for (let executions = 0; executions < wanted; executions += 1) {
    if (limits.milliseconds !== undefined && Date.now() - started >= limits.milliseconds)
      return { executions, states: null, steps, bounds: { milliseconds: limits.milliseconds } };
    const pick =
      draw === "pct"
        ? byPriority(machine, random, length)
        : (enabled: readonly number[]) => oneOf(enabled, random);
    const state = machine.initial.slice();
    const schedule: Choice[] = [];
    while (schedule.length < longest) {
      const end = isEnd(machine, state);
      const enabled = machine.contexts.flatMap((_, n) => (machine.enabled(state, n) ? [n] : []));
      // Where only daemons are left, each of them may stop.
      if (end && (machine.oopsed(state) || enabled.length === 0 || random() < 0.5)) break;
      const context = pick(enabled, schedule.length);
      const decides = machine.node(state, context).operation?.kind === "choose";
      const choice = Math.floor(random() * machine.choices(state, context));
      machine.step(state, context, choice);
      schedule.push(decides ? { context, choice } : { context });
      if (schedule.length % STRIDE === 0)
        yield { executions, states: null, steps: steps + schedule.length, failures: outcomes.failures };
    }
    steps += schedule.length;
    length = Math.max(length, schedule.length);
    if (isEnd(machine, state)) outcomes.add(state, () => schedule);
    yield { executions: executions + 1, states: null, steps, failures: outcomes.failures };
  }
  return { executions: wanted, states: null, steps, bounds: { executions: wanted } };
}

function oneOf(enabled: readonly number[], random: () => number): number {
  return enabled[Math.floor(random() * enabled.length)] as number;
}

/** The context of highest priority; at `DEPTH - 1` random steps the one that runs falls behind all others. */
function byPriority(machine: Machine, random: () => number, length: number) {
  const priorities = machine.contexts.map(() => 1 + random());
  const changes = new Set(Array.from({ length: DEPTH - 1 }, () => Math.floor(random() * length)));
  let lowest = 0;
  const highest = (enabled: readonly number[]) =>
    enabled.reduce(
      (best, n) => ((priorities[n] ?? 0) > (priorities[best] ?? 0) ? n : best),
      enabled[0] as number,
    );
  return (enabled: readonly number[], step: number): number => {
    if (changes.has(step)) {
      lowest -= 1;
      priorities[highest(enabled)] = lowest;
    }
    return highest(enabled);
  };
}

/** Numbers from 0 to below 1, always the same for a seed (mulberry32, T. Ettinger). */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
