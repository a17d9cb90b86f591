import { describe, expect, test } from "vitest";
import { besideDeleted, blockAround, roomiest } from "../../src/host/diffs/deletedLine";
import { isOfStep, lineOn, litBy } from "../../src/host/diffs/lit";
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

  test("stay where a context was last seen while its step stands in no hunk, and say that it is away", () => {
    const lastBefore = (n: number, who: number) =>
      race.steps.findLast((step) => step.n < n && step.context === who && step.place !== null);
    const now = race.steps.find(({ n, context }) => lastBefore(n, context) !== undefined);
    if (now === undefined) throw new Error("no context of the fixture has two lines");
    const away = { ...now, place: null };
    const steps = race.steps.map((step) => (step === now ? away : step));
    const lit = litBy({ setup, execution: { ...race, steps }, cursor: now.n, fate: "" });
    expect(lit.some(isOfStep)).toBe(false);
    const { place } = lastBefore(now.n, now.context) ?? {};
    expect(lit.filter(({ kind }) => kind === "away")).toEqual([
      { place, context: now.context, kind: "away", step: away },
    ]);
    // In sight is what was lit last, whoever ran it.
    const left = race.steps.findLast((step) => step.place !== null)?.place ?? null;
    const later = litBy({ setup, execution: { ...race, steps }, cursor: now.n, fate: "" }, left);
    expect(later.find(({ kind }) => kind === "away")?.place).toBe(left);
    expect(later.find(({ kind, context }) => kind === "elsewhere" && context === now.context)?.place).toBe(
      place,
    );
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

test("words that belong to no line stand behind the shortest one around, if none is shorter behind their own", () => {
  const lines = ["", "\tlock();", "\tcount--;", "\tx();", "}"];
  expect([3, 4, 1].map((line) => roomiest(lines, line))).toEqual([1, 5, 1]);
  expect(roomiest(["a", "b", "c"], 2)).toBe(2);
});

describe("a deleted line in an inline diff", () => {
  test("is one of a block that stands above a line of the new text", () => {
    const before = ["a();", "gone(1);", "gone(2);", "b();"];
    const block = { first: 2, last: 3, below: 2 };
    expect(blockAround(before, ["a();", "b();"], 2, 2)).toEqual(block);
    expect(blockAround(before, ["a();", "b();"], 3, 2)).toEqual(block);
    expect(blockAround(["gone();", "a();"], ["a();"], 1, 1)).toEqual({ first: 1, last: 1, below: 1 });
    expect(blockAround(["a();", "gone();"], ["a();"], 2, 2)).toEqual({ first: 2, last: 2, below: 2 });
  });

  test("stands where VS Code pairs the lines, not where the patch does", () => {
    // A patch may delete the second, indented pair and keep the first; VS Code pairs what is longest in all.
    const before = ["if (async) {", "\tlock(&dio->lock);", "\tcount--;", "\tunlock(&dio->lock);", "}"];
    const after = ["lock(&dio->lock);", "unlock(&dio->lock);"];
    expect(blockAround(before, after, 3, 1)).toEqual({ first: 3, last: 3, below: 2 });
  });

  test("is spoken of behind the shorter of the lines around its block, so that the words are in sight", () => {
    const block = { first: 10, last: 12, below: 2 };
    const long = "\t\tret = dio_complete(dio, dio->iocb->ki_pos, 0);";
    expect(besideDeleted(block, 11, ["}", long])).toEqual({ line: 1, isAbove: true });
    expect(besideDeleted(block, 11, [long, "\t}"])).toEqual({ line: 2, isAbove: false });
    // A block at an end of the file has one neighbour.
    expect(besideDeleted({ ...block, below: 1 }, 11, [long])).toEqual({ line: 1, isAbove: false });
    expect(besideDeleted(block, 11, [long])).toEqual({ line: 1, isAbove: true });
  });

  test("of a block that is long is spoken of at its nearer end", () => {
    const block = { first: 10, last: 50, below: 2 };
    const long = "\t\tret = dio_complete(dio, dio->iocb->ki_pos, 0);";
    expect(besideDeleted(block, 12, [long, "}"])).toEqual({ line: 1, isAbove: true });
    expect(besideDeleted(block, 48, ["}", long])).toEqual({ line: 2, isAbove: false });
  });
});
