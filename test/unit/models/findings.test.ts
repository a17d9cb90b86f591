import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { claims, revisions, scenarios } from "../../../src/models";
import { findings } from "../../../src/models/findings";
import { cellOf, isWhatIf, violationsOf } from "../../../src/models/matrix";

/** Revisions that somebody wrote; the others show what was only talked about. */
const written = revisions.filter(({ id }) => !isWhatIf(id));

function scenarioNamed(id: string) {
  const scenario = scenarios.find((candidate) => candidate.id === id);
  if (scenario === undefined) throw new Error(`there is no scenario ${id}`);
  return scenario;
}

describe.each(findings)("$id", ({ scenario, kind, object, context, where, revisions: has }) => {
  it("is in the revisions that the text names, and in no other", () => {
    const found = written.filter(({ id }) =>
      violationsOf(cellOf(id, scenarioNamed(scenario))).some(
        (violation) =>
          violation.kind === kind && violation.object === object && violation.context === context,
      ),
    );
    expect(found.map(({ id }) => id)).toEqual(has);
  });

  it("happens where the text says", () => {
    const last = has.at(0) ?? "";
    const functions = violationsOf(cellOf(last, scenarioNamed(scenario)))
      .filter((violation) => violation.kind === kind && violation.context === context)
      .map((violation) => violation.function);
    expect(functions).toContain(where);
  });
});

describe("claims", () => {
  it.each(claims)(
    "$document line $line, for $scenario, stands there",
    ({ scenario, document, line, words }) => {
      const text = readFileSync(new URL(`../../../media/corpus/${document}`, import.meta.url), "utf8");
      expect(text.split("\n")[line - 1]).toContain(words);
      expect(scenarioNamed(scenario).id).toBe(scenario);
    },
  );
});
