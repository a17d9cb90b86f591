import fc from "fast-check";
import { expect, it, describe } from "vitest";
import { dispatch } from "../../src/cli/dispatch";
import { confirm } from "../../src/cli/confirm";
import { confirmation } from "../../src/cli/confirmation";
import type { Program, Violation } from "../../src/explore";
import { interrupting, plans, programOf, type Plan } from "../laws/randomPrograms";
import { writtenBy } from "../unit/cli/written";
import { runs } from "../laws/thorough";

const leak: Violation = {
  kind: "leak",
  object: "item",
  context: "class0",
  contextId: "c0",
  function: "body",
  cText: "kmalloc",
};

const confirmed = (...words: string[]) =>
  writtenBy((io) => dispatch(["confirm", "--json", ...words], [confirm], io));

describe("the export to Promela", () => {
  it("has SPIN find the states, the steps and the verdict of random programs", async () => {
    // SPIN's notion of an end state has no word for a daemon, so that the verdict would not be compared.
    const law = fc.asyncProperty(plans(3, 3), async (plan) => {
      const { confirmed: same, why } = await confirmation(programOf({ ...plan, daemons: 0 }));
      expect({ same, why }).toEqual({ same: true, why: "" });
    });
    await fc.assert(law, { numRuns: runs(4, 8) });
    const confined = fc.asyncProperty(plans(3, 3), fc.nat(1), async (plan, lastCpu) => {
      const program = interrupting(programOf({ ...plan, daemons: 0 }), lastCpu);
      const { confirmed: same, why } = await confirmation(program, { irq: "same-cpu" });
      expect({ same, why }).toEqual({ same: true, why: "" });
    });
    await fc.assert(confined, { numRuns: runs(2, 4) });
  });

  it("knows that a context without a single step has come to its end", async () => {
    const plan: Plan = {
      contexts: [[{ kind: "read x", value: 0 }], [{ kind: "raise", value: 0 }]],
      daemons: 0,
    };
    // The item that c0 allocates is what is left in the end, where all have finished.
    const leaking = programOf(plan);
    const observe: Program["observe"] = (view) => ({
      violations: view.complete && view.allocated().length > 0 ? [leak] : [],
    });
    expect(await confirmation(leaking)).toMatchObject({ states: 3, fails: false, confirmed: true });
    expect(await confirmation({ ...leaking, observe })).toMatchObject({ fails: true, confirmed: true });
  });

  it("has SPIN confirm cells of the matrix, one with a daemon among them", async () => {
    const scenarios = "aio-write-hole-second-block,aio-write-extending,sync-write-spurious-wakeup";
    const { status, out } = await confirmed("--revisions", "base,p5", "--scenarios", scenarios);
    const confined = ["--revisions", "p4", "--scenarios", scenarios, "--irq", "same-cpu"];
    const same = (await confirmed(...confined)).out;
    type Cells = { cells: { states: number; confirmed: boolean | null }[] };
    const cells = [out, same].flatMap((text) => (JSON.parse(text) as Cells).cells);
    expect(cells).toHaveLength(9);
    expect(cells.every(({ confirmed: same }) => same === true)).toBe(true);
    expect(cells.every(({ states }) => states > 100)).toBe(true);
    expect(status).toBe(0);
  });
});
