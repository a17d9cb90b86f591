import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Machine, toPromela, transitionSystem, type Program } from "../../src/explore";
import { isProblem, programFor, readScenario } from "../../src/models";
import { plans, programOf } from "../laws/randomPrograms";
import { spin } from "./spin";

function agree(program: Program): void {
  const system = transitionSystem(new Machine(program));
  const { states, transitions } = system;
  const text = toPromela(system);
  const found = spin(text);
  expect({ states: found.states, transitions: found.transitions }).toEqual({ states, transitions });
  const errors =
    found.errors > 0 || system.failingEnds.length === 0 ? found.errors : spin(text, ["ENDS"]).errors;
  expect(errors > 0).toBe(system.fails);
}

describe("the export to Promela", () => {
  it("has SPIN find the states, the steps and the verdict of random programs", () => {
    // A daemon may stop anywhere and go on anywhere, which SPIN's notion of an end state has no word for.
    const law = fc.property(plans(3, 3), (plan) => agree(programOf({ ...plan, daemon: false })));
    fc.assert(law, { numRuns: 12 });
  }, 120_000);

  it.each([
    ["p4", "aio-write-hole-second-block"],
    ["p5", "aio-write-extending"],
  ])(
    "has SPIN confirm %s on %s",
    (revision, id) => {
      const all = JSON.parse(readFileSync(new URL("../data/scenarios.json", import.meta.url), "utf8")) as {
        readonly scenarios?: readonly { readonly id: string }[];
      };
      const given = (Array.isArray(all) ? all : (all.scenarios ?? [])).find(
        (one: { id: string }) => one.id === id,
      );
      const scenario = readScenario(given);
      if (isProblem(scenario)) throw new Error(scenario.problem);
      agree(programFor(revision, scenario));
    },
    120_000,
  );
});
