import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explore, Machine, outcomeKey, toTla, transitionSystem, type Verdict } from "../../src/explore";
import { countClasses } from "./interleavings";
import { interrupting, plans, programOf } from "./randomPrograms";
import { runTla } from "./tla";

const irq = "same-cpu";

const choose = { kind: "choose", value: 0 } as const;
const readX = { kind: "read x", value: 0 } as const;

const keysOf = ({ outcomes }: Verdict): readonly string[] =>
  outcomes.map((found) => outcomeKey({ ...found, count: undefined, schedule: undefined })).sort();

describe("interrupts that hit one CPU only", () => {
  it.each(["optimal", "source"] as const)(
    "%s mode counts each class once and finds every outcome",
    (mode) => {
      fc.assert(
        fc.property(plans(3, 2), fc.nat(1), (plan, lastCpu) => {
          const program = interrupting(programOf(plan), lastCpu);
          const verdict = explore(program, { irq, search: "dpor", reduction: mode });
          expect(verdict.executions).toBe(countClasses(new Machine(program, { irq })));
          if (mode === "optimal") expect(verdict.redundant).toBe(0);
          expect(keysOf(verdict)).toEqual(
            keysOf(explore(program, { irq, search: "stateful", reduction: false })),
          );
        }),
        // Once lost: a decision that waits for the CPU of an interrupt, behind which it never comes.
        { numRuns: 40, examples: [[{ contexts: [[choose], [], [readX]], daemons: 1 }, 0]] },
      );
    },
  );

  it("are exported with the states and steps of the program", () => {
    fc.assert(
      fc.property(plans(3, 3), fc.nat(1), (plan, lastCpu) => {
        const system = transitionSystem(new Machine(interrupting(programOf(plan), lastCpu), { irq }));
        const { states, transitions, violations } = system;
        expect(runTla(toTla(system, "Random"))).toEqual({
          states,
          transitions,
          violated: violations.length > 0,
        });
      }),
      { numRuns: 25 },
    );
  });
});
