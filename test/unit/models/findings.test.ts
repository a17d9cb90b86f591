import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findings, findingsOf, mendedBy, revisions, scenarios, sinceOf } from "../../../src/models";
import type { Finding } from "../../../src/models";
import { isSign } from "../../../src/models/findings/finding";
import { isWhatIf, violationsOf } from "../../../src/models/matrix";
import { cell, scenarioNamed } from "./cells";

/** Revisions that somebody wrote; the others show what was only talked about. */
const written = revisions.filter(({ id }) => !isWhatIf(id)).map(({ id }) => id);

function shows(finding: Finding, revision: string): boolean {
  const { scenario, signs, wrong } = finding;
  const seen = cell(revision, scenario);
  const [main] = signs;
  if (main === undefined)
    return seen.outcomes.some((outcome) => wrong?.(outcome, scenarioNamed(scenario)) === true);
  return violationsOf(seen).some((violation) => isSign({ ...finding, signs: [main] }, violation));
}

describe.each(findings.map((finding) => [finding.id, finding] as const))("%s", (_, finding) => {
  it("is in the revisions that the text names, and what else is in no other", () => {
    // Two findings can have one sign in one scenario: the other then names the revisions that this one does not.
    const others = findings.filter(
      ({ id, scenario, signs }) =>
        id !== finding.id &&
        scenario === finding.scenario &&
        signs.some(
          ({ kind, object }) => kind === finding.signs[0]?.kind && object === finding.signs[0].object,
        ),
    );
    const found = written.filter((id) => shows(finding, id));
    const told = new Set([...finding.revisions, ...others.flatMap(({ revisions: has }) => has)]);
    expect(found).toEqual(expect.arrayContaining([...finding.revisions]));
    expect(found.filter((id) => !told.has(id))).toEqual([]);
  });

  it("happens in the statement that the text names", () => {
    const [main] = finding.signs;
    if (main === undefined) return;
    const at = finding.revisions.map((id) =>
      cell(id, finding.scenario).outcomes.flatMap(({ violations }) =>
        violations
          .filter(({ kind, object }) => kind === main.kind && object === main.object)
          .map(({ function: name, cText }) => ({ function: name, cText })),
      ),
    );
    for (const seen of at) expect(seen).toContainEqual(finding.where);
  });

  it("stands in the document where the text says", () => {
    if (finding.saidBy === null) return;
    const { document, line } = finding.saidBy;
    const text = readFileSync(new URL(`../../../media/corpus/${document}`, import.meta.url), "utf8");
    expect(text.split("\n")[line - 1]?.trim()).not.toBe("");
  });
});

// By hand, from the code: the worker of p5 waits for bios before it returns an error and completes nothing itself; 5eb6c7a2
// takes bio_lock around the count and the waiter; propogate routes both clobbering errors through its helper.
it.each([
  ["second-completion", "base", ["p5"]],
  ["lost-wakeup", "p4", ["lock"]],
  ["waiter-runs-ahead", "p3", ["p4"]],
  ["lost-page-error", "base", ["p1"]],
  ["clobbered-by-osync", "base", ["propogate"]],
  ["clobbered-by-invalidation", "base", ["propogate", "pgbusy"]],
  ["dio-read-after-put", "lock", []],
])("%s is there since %s and mended by %j", (id, since, until) => {
  const finding = findings.find((one) => one.id === id);
  if (finding === undefined) throw new Error(`there is no finding ${id}`);
  expect(sinceOf(finding)).toBe(since);
  expect(mendedBy(finding)).toEqual(until);
});

// Every violation of the matrix, and so every one that its changes name.
it.each(scenarios)("each violation of $id is covered by exactly one finding", (scenario) => {
  const untold = written.flatMap((revision) =>
    violationsOf(cell(revision, scenario.id)).flatMap((violation) => {
      const told = findingsOf(revision, scenario).filter((finding) => isSign(finding, violation));
      return told.length === 1
        ? []
        : [
            `${revision}: ${violation.kind} ${violation.object} ${violation.context}: ${told.map(({ id }) => id).join()}`,
          ];
    }),
  );
  expect(untold).toEqual([]);
});

// What the threads only talked about, by argument: ignoring the error keeps -EIOCBQUEUED; laundering waits until b_count is
// 0, so there is no error; inside direct I/O the journal is held while the page is waited for, against the writer's order.
it.each([
  ["whatif-ignore-busy", []],
  ["whatif-launder", []],
  ["whatif-invalidate-inside", ["deadlock"]],
])("%s beside kjournald does what the claims say", (revision, kinds) => {
  // The use-after-free of the dio is that of prop-base, which these are laid over.
  const seen = violationsOf(cell(revision, "aio-write-kjournald")).map(({ kind }) => kind);
  expect([...new Set(seen)].filter((kind) => kind !== "use-after-free")).toEqual(kinds);
});
