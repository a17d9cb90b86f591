import { expect, test } from "vitest";
import { findings } from "../../src/models";
import { findingsBehind } from "../../src/host/worker/findings";
import { library } from "../../src/host/worker/models";
import { simulation } from "../../src/host/worker/simulation";
import type { Setup, ViolationView } from "../../src/protocol";

const setup: Setup = {
  scenario: "aio-write-hole-second-block",
  custom: null,
  revision: "p4",
  beside: null,
  without: [],
  irq: "any-cpu",
  continueAfterOops: false,
};
const ask = simulation(library);

test("the lost wake-up of p4 is named, with what brings and mends it, and that nobody said so", () => {
  const { outcomes } = ask.explore(setup, () => undefined);
  const hang = outcomes.find(({ violations }) => violations.some(({ kind }) => kind === "hang"));
  // Patch 4 brings it and 5eb6c7a2, which is revision `lock`, mends it: see "What it found" in the README.
  expect(hang?.findings.map(({ history, saidBy }) => [history, saidBy])).toEqual([
    ["since p4, until lock mends it", null],
  ]);
});

const violation = (finding: (typeof findings)[number]): ViolationView => ({
  kind: finding.kind,
  object: finding.object,
  context: finding.context,
  contextId: finding.context,
  function: finding.where,
  cText: "",
});

test("every finding is found again in its own scenario on each of its revisions, and on no other", () => {
  for (const finding of findings) {
    const { scenario, title } = finding;
    const on = (revision: string) =>
      findingsBehind({ revision, scenario, without: [] }, [violation(finding)]).map((one) => one.title);
    for (const revision of finding.revisions) expect(on(revision)).toEqual([title]);
    if (!finding.revisions.includes("whatif-launder")) expect(on("whatif-launder")).toEqual([]);
  }
});

test("what looks like two findings is called by no name in a third scenario, nor with hunks left out", () => {
  // Two findings complete twice in the submitter: after a failed invalidation, and after a failed O_SYNC.
  const twice = findings.filter(
    ({ kind, context }) => kind === "double-completion" && context === "submitter",
  );
  expect(twice.length).toBeGreaterThan(1);
  const [one] = twice;
  if (!one) return;
  expect(findingsBehind({ revision: "base", scenario: "aio-read", without: [] }, [violation(one)])).toEqual(
    [],
  );
  const own = { revision: "base", scenario: one.scenario, without: ["p1/fs/direct-io.c#1"] };
  expect(findingsBehind(own, [violation(one)])).toEqual([]);
});
