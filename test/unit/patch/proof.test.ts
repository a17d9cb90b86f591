import { expect, test } from "vitest";
import { GUESSED } from "../../../src/patch/hunkReader";
import type { Hunk } from "../../../src/patch/patch";
import { decide } from "../../../src/patch/proof";

function hunkWith(additions: number, certainty: number): Hunk {
  return {
    line: 1,
    lastLine: 1,
    oldStart: 9,
    oldLines: 1,
    newStart: 9,
    newLines: 1,
    heading: "",
    additions,
    deletions: 0,
    rows: [],
    gaps: [],
    repairs: [],
    certainty,
  };
}

const paths = { old: "x", new: "x", oldBlob: null, newBlob: null };

test("a reading that only a diffstat's sum chooses is guessed, one of two that are as likely is as good as the other", () => {
  const open = { hunk: hunkWith(1, 0.6), others: [hunkWith(2, 0.4)] };
  const settled = { hunk: hunkWith(1, 1), others: [] };
  const certaintyOf = (hunks: readonly (typeof open)[]): readonly number[] =>
    decide(paths, hunks, () => 3).hunks.map(({ certainty }) => certainty);
  expect(certaintyOf([open, settled])).toEqual([GUESSED, 1]);
  expect(certaintyOf([open, { hunk: hunkWith(0, 1), others: [] }, open])).toEqual([0.5, 1, 0.6]);
});
