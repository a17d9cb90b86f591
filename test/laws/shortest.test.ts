import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  explore,
  fails,
  isEnd,
  Machine,
  outcomeKey,
  outcomeOf,
  parseSchedule,
  pointOfNoReturn,
  preemptionsOf,
  runSchedule,
  shortestExecutions,
  type Choice,
  type Schedule,
  type State,
} from "../../src/explore";
import { plans, programOf } from "./randomPrograms";
import { runs } from "./thorough";

/** More steps than a test can wait for. */
const TOO_MANY = 60_000;

/** Cost of the best execution for each outcome, from a walk over every execution. Undefined if there are too many. */
function bestByWalk(machine: Machine): ReadonlyMap<string, readonly [number, number]> | undefined {
  const best = new Map<string, readonly [number, number]>();
  let walked = 0;
  const walk = (state: State, way: readonly Choice[]): void => {
    if (walked > TOO_MANY) return;
    if (isEnd(machine, state)) {
      const key = outcomeKey(outcomeOf(machine, state));
      const cost = [preemptionsOf(machine, way), way.length] as const;
      const known = best.get(key);
      if (!known || cost[0] < known[0] || (cost[0] === known[0] && cost[1] < known[1])) best.set(key, cost);
    }
    for (let context = 0; context < machine.contexts.length && !machine.oopsed(state); context += 1) {
      if (!machine.enabled(state, context)) continue;
      for (let choice = 0; choice < machine.choices(state, context); choice += 1) {
        const next = state.slice();
        machine.step(next, context, choice);
        walked += 1;
        walk(next, [...way, { context, choice }]);
      }
    }
  };
  walk(machine.initial.slice(), []);
  return walked > TOO_MANY ? undefined : best;
}

/** Whether some continuation ends without a violation, by walking all of them. */
function canEndWell(machine: Machine, state: State): boolean {
  if (isEnd(machine, state) && !fails(outcomeOf(machine, state))) return true;
  if (machine.oopsed(state)) return false;
  return machine.contexts.some((_, context) => {
    if (!machine.enabled(state, context)) return false;
    return Array.from({ length: machine.choices(state, context) }, (_, choice) => choice).some((choice) => {
      const next = state.slice();
      machine.step(next, context, choice);
      return canEndWell(machine, next);
    });
  });
}

const law = fc.property(plans(3, 3), (plan) => {
  const machine = new Machine(programOf(plan));
  const best = bestByWalk(machine);
  fc.pre(best !== undefined);
  const found = shortestExecutions(machine, best?.keys() ?? []);
  expect([...found.keys()].sort()).toEqual([...(best?.keys() ?? [])].sort());
  for (const [key, { schedule, preemptions }] of found) {
    expect([preemptions, schedule.length]).toEqual(best?.get(key));
    expect(preemptionsOf(machine, schedule)).toBe(preemptions);
    expect(outcomeKey(runSchedule(machine, schedule).outcome)).toBe(key);
  }
});

describe("shortestExecutions", () => {
  it("finds fewest preemptions, then fewest steps, for every outcome of random programs", () => {
    fc.assert(law, { numRuns: runs(50, 150) });
  });
});

describe("the search of bounded preemptions", () => {
  it("shows each outcome that the bound allows by an execution with the fewest preemptions", () => {
    const bounded = fc.property(plans(3, 3), fc.nat(2), (plan, preemptions) => {
      const program = programOf(plan);
      const machine = new Machine(program);
      const best = bestByWalk(machine);
      fc.pre(best !== undefined);
      const { outcomes } = explore(program, { search: "bounded", limits: { preemptions } });
      const allowed = [...(best ?? [])].filter(([, [needed]]) => needed <= preemptions);
      expect(outcomes.map(outcomeKey).sort()).toEqual(allowed.map(([key]) => key).sort());
      for (const outcome of outcomes) {
        const schedule = parseSchedule(outcome.schedule, machine.contexts) as Schedule;
        expect(preemptionsOf(machine, schedule)).toBe(best?.get(outcomeKey(outcome))?.[0]);
      }
    });
    fc.assert(bounded, { numRuns: runs(100, 200) });
  });
});

describe("pointOfNoReturn", () => {
  // On one CPU steps do not commute, so that the point is found by states instead of executions.
  it.each(["any-cpu", "same-cpu"] as const)(
    "%s: is the first choice after which nothing ends well",
    (irq) => {
      const noReturn = fc.property(plans(3, 2), (plan) => {
        const machine = new Machine(programOf(plan), { irq });
        const best = bestByWalk(machine);
        fc.pre(best !== undefined);
        for (const { schedule } of shortestExecutions(machine, best?.keys() ?? []).values()) {
          const state = machine.initial.slice();
          const endsWell = [canEndWell(machine, state)];
          for (const { context, choice } of schedule) {
            machine.step(state, context, choice);
            endsWell.push(canEndWell(machine, state));
          }
          const first = endsWell.indexOf(false);
          const found = pointOfNoReturn(machine, schedule);
          if (first < 0) expect(found).toEqual({ kind: "not lost" });
          else if (first === 0) expect(found).toEqual({ kind: "lost from the start" });
          else expect(found).toEqual({ kind: "choice", choice: first - 1 });
        }
      });
      fc.assert(noReturn, { numRuns: runs(40, 100) });
    },
  );
});
