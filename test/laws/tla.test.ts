import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine, toTla, transitionSystem } from "../../src/explore";
import { filesystem, lastzero } from "../../src/explore/classics";
import { referenceCount } from "../../src/explore/referenceCount";
import { plans, programOf } from "./randomPrograms";
import { runTla } from "./tla";

describe("the export to TLA+", () => {
  it("has the states and steps of the program, for random programs", () => {
    const law = fc.property(plans(3, 4), (plan) => {
      const system = transitionSystem(new Machine(programOf(plan)));
      const { states, transitions, violations } = system;
      expect(runTla(toTla(system, "Random"))).toEqual({
        states,
        transitions,
        violated: violations.length > 0,
      });
    });
    fc.assert(law, { numRuns: 150 });
  });

  it.each([lastzero(4), filesystem(3), referenceCount(3)])("has those of $name", (program) => {
    const system = transitionSystem(new Machine(program));
    const { states, transitions } = runTla(toTla(system, "Classic"));
    expect({ states, transitions }).toEqual({ states: system.states, transitions: system.transitions });
  });
});
