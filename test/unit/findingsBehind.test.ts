import { expect, test } from "vitest";
import { findings, scenarios, type Finding, type Scenario } from "../../src/models";
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

const scenarioNamed = (id: string): Scenario => {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) throw new Error(`there is no scenario ${id}`);
  return found;
};

const violations = ({ signs, where }: Finding): readonly ViolationView[] =>
  signs.flatMap(({ kind, object, contexts }) =>
    contexts.map((context) => ({
      ...{ kind, object, context, contextId: context },
      ...{ function: where.function, cText: where.cText },
    })),
  );

test("every finding is found again in its own scenario on each of its revisions, and on no what-if", () => {
  for (const finding of findings.filter(({ signs }) => signs.length > 0)) {
    const { scenario, title } = finding;
    const on = (revision: string) =>
      findingsBehind({ revision, without: [] }, scenarioNamed(scenario), violations(finding)).map(
        (one) => one.title,
      );
    for (const revision of finding.revisions) expect(on(revision)).toContain(title);
    expect(on("whatif-launder")).toEqual([]);
  }
});

test("two findings with one sign are told apart by the scenario, and with hunks left out there is none", () => {
  // A request is completed twice after a failed invalidation, and after a failed O_SYNC.
  const twice = findings.filter(({ signs }) => signs[0]?.kind === "double-completion");
  expect(twice.length).toBeGreaterThan(1);
  for (const one of twice) {
    const seen = violations(one);
    const at = (without: readonly string[], id = one.scenario) =>
      findingsBehind({ revision: "base", without: [...without] }, scenarioNamed(id), seen);
    expect(at([]).map(({ title }) => title)).toEqual([one.title]);
    expect(at([], "aio-read")).toEqual([]);
    expect(at(["p1/fs/direct-io.c#1"])).toEqual([]);
  }
});
