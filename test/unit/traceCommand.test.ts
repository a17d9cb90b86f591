import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { replay } from "../../src/cli/replay";
import { library } from "../../src/host/worker/models";
import { simulation } from "../../src/host/worker/simulation";
import type { Setup } from "../../src/protocol";
import { writtenBy } from "./cli/written";

const folder = mkdtempSync(join(tmpdir(), "trace-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ask = simulation(library);
const setup: Setup = {
  scenario: "aio-write-mapping-error-second-block",
  custom: null,
  revision: "p5",
  beside: null,
  without: ["p5/fs/direct-io.c#1"],
  irq: "any-cpu",
  continueAfterOops: false,
};

/** The lines that `replay FILE` prints for a trace file: a note if the model has changed, the steps, the end. */
async function onCommandLine(trace: string, ...more: string[]): Promise<readonly string[]> {
  const file = join(folder, "a.trace.json");
  writeFileSync(file, trace);
  const { out } = await writtenBy((io) => replay.run([file, ...more], io));
  return out.trimEnd().split("\n");
}

test("a trace that the panel saved is the same execution on the command line", async () => {
  const { schedule } = ask.explore(setup, () => undefined).outcomes[0] ?? { schedule: "" };
  const shown = ask.replay({ setup, schedule }, () => undefined).execution;
  const there = await onCommandLine(ask.writeTrace({ setup, schedule }, () => undefined));
  expect(there.slice(0, -1)).toEqual(
    shown.steps.map(({ cText }) => expect.stringContaining(`: ${cText}  [`)),
  );
});

test("what a trace says of the machine holds on the other revision too", async () => {
  const beyond: Setup = {
    ...setup,
    scenario: "aio-read-fault-third-page",
    revision: "base",
    without: [],
    continueAfterOops: true,
  };
  const failing = ask
    .explore(beyond, () => undefined)
    .outcomes.find(({ violations }) => violations.some(({ kind }) => kind === "use-after-free"));
  const { schedule } = failing ?? { schedule: "" };
  const there = await onCommandLine(
    ask.writeTrace({ setup: beyond, schedule }, () => undefined),
    "--on",
    "base",
  );
  // The same code, so nothing parts, although both go on after their oops.
  expect(there.at(-1)).toBe("They never part.");
  const steps = ask.replay({ setup: beyond, schedule }, () => undefined).execution.steps.length;
  expect(there.filter((line) => line.startsWith(`${steps} `.padStart(5)))).toHaveLength(2);
});

test("a scenario that is none of the catalogue travels whole in the trace", async () => {
  const { custom: text, ...mine } = {
    ...setup,
    without: [],
    ...library.readScenario({
      id: "mine",
      title: "Three pages",
      op: "read",
      async: true,
      offset: 0,
      bytes: 12288,
      fileSize: 12288,
    }),
  };
  expect(text).toContain("Three pages");
  const own = { ...mine, custom: text };
  const trace = ask.writeTrace({ setup: own, schedule: "s5" }, () => undefined);
  expect(ask.readTrace(trace, () => undefined)).toEqual({ setup: own, schedule: "s5", note: "" });
  expect((await onCommandLine(trace))[0]).toMatch(/^ +1 +submitter/);
});
