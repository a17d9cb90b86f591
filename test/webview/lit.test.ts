import { describe, expect, test } from "vitest";
import { lineBelowDeleted } from "../../src/host/diffs/deletedLine";
import { lineOn, litBy } from "../../src/host/diffs/lit";
import type { Place } from "../../src/protocol";
import { race, setup } from "./fixture";

const shownAt = (cursor: number) => litBy({ setup, execution: race, cursor, fate: "" });

describe("the lines that are lit", () => {
  test("are that of the step that is looked at, and the last one of each other context under way", () => {
    // The fixture's contexts: 0 the submitter, 1 bio0, 2 bio1. Step 8 is bio0's.
    const lit = shownAt(8);
    expect(lit.find(({ kind }) => kind === "step")).toMatchObject({ context: 1, step: { n: 8 } });
    for (const { kind, step, context } of lit.filter((one) => one.kind === "elsewhere"))
      expect({ kind, at: step.n < 8, own: step.context === context }).toEqual({
        kind: "elsewhere",
        at: true,
        own: true,
      });
    expect(lit.some(({ kind, context }) => kind === "elsewhere" && context === 0)).toBe(true);
  });

  test("say so when something broke there, and there are none before the first step", () => {
    expect(shownAt(16).map(({ kind }) => kind)).toContain("violation");
    expect(shownAt(0)).toEqual([]);
  });

  test("leave out who has finished", () => {
    const finished = race.steps.findLast(({ statuses }) =>
      statuses.some(({ state }) => state === "finished"),
    );
    const who = finished?.statuses.find(({ state }) => state === "finished")?.context ?? -1;
    expect(who).toBeGreaterThanOrEqual(0);
    const later = shownAt(race.steps.length).filter(({ kind }) => kind === "elsewhere");
    expect(later.map(({ context }) => context)).not.toContain(who);
  });

  test("are on both sides where the patch leaves a line alone", () => {
    const place: Place = {
      patch: "p1",
      path: "a.c",
      side: "old",
      line: 5,
      hunk: null,
      across: 7,
      unchanged: true,
    };
    expect([lineOn(place, "old"), lineOn(place, "new")]).toEqual([5, 7]);
    expect(lineOn({ ...place, unchanged: false }, "new")).toBeNull();
  });
});

describe("a deleted line in an inline diff", () => {
  test("stands above the line below its block", () => {
    const before = ["a();", "gone(1);", "gone(2);", "b();"];
    expect(lineBelowDeleted(before, ["a();", "b();"], 2, 2)).toBe(2);
    expect(lineBelowDeleted(before, ["a();", "b();"], 3, 2)).toBe(2);
    expect(lineBelowDeleted(["gone();", "a();"], ["a();"], 1, 1)).toBe(1);
  });

  test("stands where VS Code pairs the lines, not where the patch does", () => {
    // A patch may delete the second, indented pair and keep the first; VS Code pairs what is longest in all.
    const before = ["if (async) {", "\tlock(&dio->lock);", "\tcount--;", "\tunlock(&dio->lock);", "}"];
    const after = ["lock(&dio->lock);", "unlock(&dio->lock);"];
    expect(lineBelowDeleted(before, after, 3, 1)).toBe(2);
  });
});
