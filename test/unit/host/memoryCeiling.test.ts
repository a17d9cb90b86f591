import { expect, test } from "vitest";
import { library } from "../../../src/host/worker/models";
import { simulation } from "../../../src/host/worker/simulation";

const ask = simulation(library);
const silent = () => undefined;
const block = 4096;
/** Three bios whose interrupts hit the submitter's CPU only: too many executions to count, so states are kept. */
const setup = {
  scenario: "three-bios",
  custom: JSON.stringify({
    ...{ id: "three-bios", op: "read", async: true, offset: 0, bytes: 3 * block, fileSize: 3 * block },
    blocksPerMapping: 1,
  }),
  revision: "base",
  beside: null,
  without: [],
  irq: "same-cpu",
  continueAfterOops: false,
} as const;

test("a search that needs more memory than it may use names the bound, and goes to the end when it gets more", () => {
  const memory = 100_000;
  const little = ask.explore({ ...setup, memory }, silent);
  expect(little).toMatchObject({ setup, exhaustive: false, bounds: [`memory ${memory}`] });
  const judged = ask.judgeCell({ setup: { ...setup, memory }, expectations: null }, silent);
  expect(judged.verdict).toEqual(little);
  const whole = ask.explore(setup, silent);
  expect(whole).toMatchObject({ setup, exhaustive: true, bounds: [] });
  expect(whole.states).toBeGreaterThan(little.states ?? Infinity);
});
