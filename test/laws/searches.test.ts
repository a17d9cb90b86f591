import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explore, outcomeKey, runSchedule, type ExploreOptions, type Program } from "../../src/explore";
import { bruteForce } from "./bruteForce";
import { plans, programOf, type Plan } from "./randomPrograms";
import { runs } from "./thorough";

function keysOf(program: Program, options: ExploreOptions): string[] {
  const verdict = explore(program, options);
  expect(verdict.exhaustive).toBe(true);
  return verdict.outcomes.map(outcomeKey).sort();
}

const keeping: Plan = {
  contexts: [
    [{ kind: "join", value: 0 }],
    [
      { kind: "read x", value: 0 },
      { kind: "as writer", value: 0 },
    ],
  ],
  daemons: 1,
};

const independent: Plan = {
  contexts: [[], [{ kind: "write x", value: 1 }], [{ kind: "add y", value: 0 }]],
  daemons: 2,
};

const twice: Plan = {
  contexts: [
    [
      { kind: "write x", value: 1 },
      { kind: "raise", value: 0 },
    ],
    [{ kind: "raise", value: 0 }],
    [{ kind: "read x", value: 0 }],
  ],
  daemons: 0,
};

const searches: Readonly<Record<string, ExploreOptions>> = {
  "every state": { search: "stateful", reduction: false },
  "every state, a node for each history": { search: "stateful", reduction: false, merge: false },
  "partial-order reduction with states": { search: "stateful" },
  "partial-order reduction without states": { search: "dpor" },
  "every number of preemptions": { search: "bounded", limits: { preemptions: 1000 } },
};

describe.each(Object.entries(searches))("%s", (_name, options) => {
  it("reaches the outcomes of all executions, two contexts", () => {
    fc.assert(
      fc.property(plans(2, 4), (plan) => {
        const program = programOf(plan);
        const all = bruteForce(program);
        if (all) expect(keysOf(program, options)).toEqual([...all.keys].sort());
      }),
      { numRuns: runs(50, 150) },
    );
  });

  it("reaches the outcomes of all executions, three contexts", () => {
    fc.assert(
      fc.property(plans(3, 3), (plan) => {
        const program = programOf(plan);
        const all = bruteForce(program);
        if (all) expect(keysOf(program, options)).toEqual([...all.keys].sort());
      }),
      // Once lost: the daemon takes the semaphore before the other joins, and keeps it; of two daemons that have nothing
      // in common the second one goes on where the first one stops; of two contexts that raise a third one, the other.
      { numRuns: runs(50, 150), examples: [[keeping], [independent], [twice]] },
    );
  });

  it("shows an execution for each outcome", () => {
    fc.assert(
      fc.property(plans(3, 4), (plan) => {
        const program = programOf(plan);
        for (const outcome of explore(program, options).outcomes) {
          const execution = runSchedule(program, outcome.schedule);
          expect(execution.misfit).toBeUndefined();
          expect(outcomeKey(execution.outcome)).toBe(outcomeKey(outcome));
        }
      }),
      { numRuns: runs(40, 100) },
    );
  });
});

describe("random executions", () => {
  it.each(["uniform", "pct"] as const)(
    "%s: reach no other outcomes, and the same ones for one seed",
    (draw) => {
      fc.assert(
        fc.property(plans(3, 4), fc.integer(), (plan, seed) => {
          const program = programOf(plan);
          const options: ExploreOptions = { search: "random", draw, seed, limits: { executions: 20 } };
          const drawn = explore(program, options).outcomes;
          const all = keysOf(program, { search: "stateful", reduction: false });
          for (const outcome of drawn) expect(all).toContain(outcomeKey(outcome));
          expect(explore(program, options).outcomes).toEqual(drawn);
        }),
        { numRuns: runs(25, 60) },
      );
    },
  );
});

describe("partial-order reduction with states", () => {
  it("reaches the outcomes of the search of every state in larger programs", () => {
    fc.assert(
      fc.property(plans(4, 5), (plan) => {
        const program = programOf(plan);
        expect(keysOf(program, { search: "stateful" })).toEqual(
          keysOf(program, { search: "stateful", reduction: false }),
        );
      }),
      { numRuns: runs(80, 200) },
    );
  });
});
