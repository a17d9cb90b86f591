import fc from "fast-check";
import { expect, it, describe } from "vitest";
import { dispatch } from "../../src/cli/dispatch";
import type { Io } from "../../src/cli/command";
import { confirm } from "../../src/cli/confirm";
import { confirmation } from "../../src/cli/confirmation";
import { plans, programOf } from "../laws/randomPrograms";

async function confirmed(...words: string[]): Promise<{ status: number; out: string }> {
  let out = "";
  const io: Io = {
    out: async (text) => void (out += text),
    err: () => undefined,
    async *input() {
      yield new Uint8Array();
    },
  };
  return { status: await dispatch(["confirm", "--json", ...words], [confirm], io), out };
}

describe("the export to Promela", () => {
  it("has SPIN find the states, the steps and the verdict of random programs", async () => {
    // SPIN's notion of an end state has no word for a daemon, so that the verdict would not be compared.
    const law = fc.asyncProperty(plans(3, 3), async (plan) => {
      const { confirmed: same, why } = await confirmation(programOf({ ...plan, daemon: false }));
      expect({ same, why }).toEqual({ same: true, why: "" });
    });
    await fc.assert(law, { numRuns: 12 });
  }, 120_000);

  it("has SPIN confirm cells of the matrix, one with a daemon among them", async () => {
    const scenarios = "aio-write-hole-second-block,aio-write-extending,sync-write-spurious-wakeup";
    const { status, out } = await confirmed("--revisions", "base,p4,p5", "--scenarios", scenarios);
    const { cells } = JSON.parse(out) as { cells: { states: number; confirmed: boolean | null }[] };
    expect(cells).toHaveLength(9);
    expect(cells.every(({ confirmed: same }) => same === true)).toBe(true);
    expect(cells.every(({ states }) => states > 100)).toBe(true);
    expect(status).toBe(0);
  }, 120_000);
});
