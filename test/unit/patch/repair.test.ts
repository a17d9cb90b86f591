import { expect, test } from "vitest";
import { judgeDamage } from "../../../src/patch/damage";
import { buildHunk, rowsText } from "../../../src/patch/hunkBuild";
import { readHunkHeader } from "../../../src/patch/hunkHeader";
import { repairHunk } from "../../../src/patch/hunkRepair";
import { searchHunk } from "../../../src/patch/hunkSearch";
import { linesOf } from "./documentLines";

test("a text that several readings make is as probable as all of them together", () => {
  const header = "@@ -38,6 +38,7 @@ enum {";
  const rows = [" #define A 1", " #define B 2", " #define C 4", "+#define D 8", " /* The end of it */", ""];
  const lines = linesOf([header, ...rows].join("\n"));
  const read = readHunkHeader(header);
  if (read === null) throw new Error("no header");
  const damage = { ...judgeDamage(lines, 0), noBlankRows: true };
  const weights = new Map<string, number[]>();
  for (const reading of searchHunk(lines, 1, lines.length, read, damage, "text")) {
    const text = rowsText(buildHunk(reading, lines, 0, read, damage).rows);
    weights.set(text, [...(weights.get(text) ?? []), Math.exp(-reading.cost)]);
  }
  const sum = (some: readonly number[]): number => some.reduce((one, other) => one + other, 0);
  expect([...weights.values()].some((some) => some.length > 1)).toBe(true);
  const total = sum([...weights.values()].flat());
  const [best = 0, ...others] = [...weights.values()].map((some) => sum(some) / total);
  const repaired = repairHunk(lines, 0, lines.length, read, damage, "text", false);
  expect(repaired?.hunk.certainty).toBeCloseTo(best, 2);
  others.sort((one, other) => other - one);
  expect(repaired?.others.map(({ certainty }) => certainty)).toEqual(
    others.map((share) => expect.closeTo(share, 9)),
  );
});
