import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { FileDiff, Hunk, Patch } from "../../../src/patch/patch";
import { readPatches } from "../../../src/patch/reader";
import { corpusLines } from "./documentLines";

interface TruthHunk {
  readonly line: number;
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly heading: string;
  readonly additions: number;
  readonly deletions: number;
  readonly wrapped?: readonly (readonly [number, number])[];
}

interface TruthFile {
  readonly path?: string;
  readonly old: string;
  readonly new: string;
  readonly line: number;
  readonly additions: number;
  readonly deletions: number;
  readonly hunks: readonly TruthHunk[];
}

interface Truth {
  readonly "001": {
    readonly patches_: readonly { readonly sha: string; readonly files: readonly TruthFile[] }[];
  };
  readonly "002": { readonly patch: { readonly files: readonly TruthFile[] } };
  readonly "003": { readonly patch: { readonly files: readonly TruthFile[] } };
}

const truth = JSON.parse(
  readFileSync(new URL("../../data/seed-truth.json", import.meta.url), "utf8"),
) as Truth;

const seed = {
  "001": "001_9edfb32b0ba350d2.txt",
  "002": "002_ef5d9ec70bccdd58.txt",
  "003": "003_9bfbbbf349019d4b.txt",
} as const;

/** The fields that the truth was written for, of a hunk that was read. */
function figures(hunk: Hunk | TruthHunk): Omit<TruthHunk, "wrapped"> {
  const { line, oldStart, oldLines, newStart, newLines, heading, additions, deletions } = hunk;
  return { line, oldStart, oldLines, newStart, newLines, heading, additions, deletions };
}

function compare(files: readonly FileDiff[], expected: readonly TruthFile[]): void {
  expect(files.map((file) => file.new)).toEqual(expected.map((file) => file.path ?? file.new));
  files.forEach((file, index) => {
    const claimed = expected[index];
    expect([file.line, file.additions, file.deletions]).toEqual([
      claimed?.line,
      claimed?.additions,
      claimed?.deletions,
    ]);
    expect(file.hunks.map(figures)).toEqual(claimed?.hunks.map(figures));
  });
}

function hunksOf(patches: readonly Patch[]): readonly Hunk[] {
  return patches.flatMap((patch) => patch.files).flatMap((file) => file.hunks);
}

test("seed 001: five commits, 35 hunks, nothing guessed", () => {
  const { patches, problems } = readPatches(corpusLines(seed["001"], 9));
  expect(patches.map((patch) => patch.commit)).toEqual(truth["001"].patches_.map((patch) => patch.sha));
  patches.forEach((patch, index) => {
    expect(patch.author).toBe("Zach Brown <zach.brown@oracle.com>");
    compare(patch.files, truth["001"].patches_[index]?.files ?? []);
  });
  const hunks = hunksOf(patches);
  expect(hunks.length).toBe(35);
  expect(hunks.every((hunk) => hunk.certainty === 1 && hunk.repairs.length === 0)).toBe(true);
  // The diffstat above the series belongs to an earlier posting.
  expect(problems.map((problem) => problem.line)).toEqual([66]);
});

test("seed 002: the quoter cut the hunk; prose below it is not taken for rows", () => {
  const { patches, problems } = readPatches(corpusLines(seed["002"], 7));
  const [patch] = patches;
  expect(patches.length).toBe(1);
  compare(
    patch?.files ?? [],
    truth["002"].patch.files.map((file) => ({ ...file })),
  );
  const [hunk] = hunksOf(patches);
  expect(hunk?.lastLine).toBe(70);
  expect(hunk?.gaps).toEqual([{ before: 10, old: 3, new: 3 }]);
  expect(hunk?.repairs.map((repair) => repair.kind)).toContain("cut");
  expect(hunk?.certainty).toBeLessThan(1);
  expect(problems.map((problem) => problem.line)).toContain(60);
});

test("seed 003: every wrapped line is joined, and the diffstat of the mail agrees", () => {
  const { patches, problems } = readPatches(corpusLines(seed["003"], 34));
  const expected = truth["003"].patch.files;
  expect(patches.length).toBe(1);
  compare(patches[0]?.files ?? [], expected);
  const joins = hunksOf(patches).flatMap((hunk) =>
    hunk.repairs.filter((repair) => repair.kind === "join").map((repair) => repair.line),
  );
  const wrapped = expected.flatMap((file) =>
    file.hunks.flatMap((hunk) => (hunk.wrapped ?? []).map((pair) => pair[1])),
  );
  expect(joins).toEqual(wrapped);
  expect(joins.length).toBe(28);
  expect(patches[0]?.diffstat?.rows.map((row) => row.changes)).toEqual([109, 30, 4]);
  expect(problems.filter((problem) => problem.message.includes("diffstat"))).toEqual([]);
});
