import { expect, test } from "vitest";
import { carrySeries } from "../../../src/patch/applyHunks";
import { applyFileDiff } from "../../../src/patch/applyText";
import { interdiff, pairPatches } from "../../../src/patch/interdiff";
import { readPatches } from "../../../src/patch/reader";
import { patchText } from "../../../src/patch/render";
import { gitBlobId, sha1, utf8 } from "../../../src/patch/sha1";
import { sideOfHunk } from "../../../src/patch/sparseText";
import { corpusLines, linesOf } from "./documentLines";

const { patches } = readPatches(corpusLines("001_9edfb32b0ba350d2.txt", 9));
const directIo = patches.flatMap((patch) => patch.files).filter((file) => file.new === "fs/direct-io.c");

test("SHA-1 of the examples in FIPS 180, blob ids of git hash-object", () => {
  expect(sha1(utf8("abc"))).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
  expect(sha1(utf8("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))).toBe(
    "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
  );
  // The empty blob and "hello\n", as every git names them.
  expect(gitBlobId("")).toBe("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  expect(gitBlobId("hello\n")).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
});

test("seed 001: the five patches to fs/direct-io.c agree with each other line by line", () => {
  const { states, problems } = carrySeries(directIo);
  expect(problems).toEqual([]);
  expect(states.length).toBe(6);
  // Lines 162 and 163 of the seed; their numbers counted by hand from the header of line 140.
  expect(states[0]?.lines.get(219)).toBe(
    "static void dio_complete(struct dio *dio, loff_t offset, ssize_t bytes)",
  );
  expect(states[1]?.lines.get(226)).toBe("static int dio_complete(struct dio *dio, loff_t offset, int ret)");
});

test("seed 001: what later patches show fills the earlier states, and the other way round", () => {
  const { states } = carrySeries(directIo);
  const alone = directIo.map((file) => carrySeries([file]).states[0]?.lines.size ?? 0);
  directIo.forEach((_, index) => {
    expect(states[index]?.lines.size).toBeGreaterThan(alone[index] ?? 0);
  });
  // Patch 3 touches struct dio at line 121; the lines above its change are the same in all states.
  expect(states.map((state) => state.lines.get(121))).toEqual(states.map(() => states[2]?.lines.get(121)));
});

test("a contradiction between patches is reported where the later one stands", () => {
  const one = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n";
  const other = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-not c\n+d\n";
  const files = [one, other]
    .flatMap((text) => readPatches(linesOf(text)).patches)
    .flatMap((patch) => patch.files);
  const { problems } = carrySeries(files);
  expect(problems.map((problem) => problem.message)).toEqual([
    expect.stringContaining('line 2 of the old file is "not c" here, but "c" is known'),
  ]);
});

test("the lines of one hunk have the numbers of its header", () => {
  const [hunk] = directIo[0]?.hunks ?? [];
  if (hunk === undefined) throw new Error("no hunk");
  // Line 140 of the seed: @@ -210,19 +210,46 @@
  const before = [...sideOfHunk(hunk, "old").lines.keys()];
  expect([before[0], before.at(-1)]).toEqual([210, 228]);
  const after = sideOfHunk(hunk, "new").lines;
  expect(after.get(210)).toBe("\treturn dio->pages[dio->head++];");
  expect(Math.max(...after.keys())).toBe(210 + 46 - 1);
});

test("the clean text of the repaired seed 003 reads without a doubt and has the same rows", () => {
  const [repaired] = readPatches(corpusLines("003_9bfbbbf349019d4b.txt", 34)).patches;
  if (repaired === undefined) throw new Error("no patch");
  const [again] = readPatches(linesOf(patchText(repaired))).patches;
  const rows = (patch: typeof repaired | undefined): readonly string[] =>
    patch?.files.flatMap((file) =>
      file.hunks.flatMap((hunk) => hunk.rows.map((row) => row.mark + row.text)),
    ) ?? [];
  expect(rows(again)).toEqual(rows(repaired));
  expect(again?.files.every((file) => file.hunks.every((hunk) => hunk.certainty === 1))).toBe(true);
});

test("a file diff is applied at the lines that it names, and refused where it does not fit", () => {
  const read = (text: string) => readPatches(linesOf(text)).patches[0]?.files[0];
  const file = read("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n@@ -5,0 +6,2 @@\n+f\n+g\n");
  if (file === undefined) throw new Error("no patch");
  expect(applyFileDiff("a\nb\nc\nd\ne\nz", file)).toBe("a\nB\nc\nd\ne\nf\ng\nz");
  for (const other of ["", "a\nx\nc\nd\ne\n", "0\na\nb\nc\nd\n", "a\nb\nc\n", "\ta\nb\nc\nd\ne\n"])
    expect(applyFileDiff(other, file)).toBeNull();
  const ended = read("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  if (ended === undefined) throw new Error("no patch");
  expect(applyFileDiff("a", ended)).toBe("a\n");
  expect(applyFileDiff("a\n", ended)).toBeNull();
});

test("two versions of a patch: what came, what went, what only moved", () => {
  const version = (line: number, added: string): string =>
    `--- a/x\n+++ b/x\n@@ -${String(line)},3 +${String(line)},3 @@\n a\n-b\n+${added}\n c\n`;
  const [one, moved, changed] = [version(1, "B"), version(40, "B"), version(1, "C")].map(
    (text) => readPatches(linesOf(text)).patches[0],
  );
  if (one === undefined || moved === undefined || changed === undefined) throw new Error("no patch");
  expect(interdiff(one, moved).map((file) => file.change)).toEqual(["same"]);
  const [file] = interdiff(one, changed);
  expect(file?.change).toBe("changed");
  expect(file?.rows.filter((row) => row.change !== "same").map((row) => [row.change, row.row.text])).toEqual([
    ["gone", "B"],
    ["come", "C"],
  ]);
});

test("versions of a series are paired by what they change, whatever their order", () => {
  const untitled = patches.map((patch) => ({ subject: "", patch }));
  const shuffled = [3, 0, 4, 1].flatMap((index) => untitled[index] ?? []);
  expect(pairPatches(untitled, shuffled)).toEqual([
    { old: 3, new: 0 },
    { old: 0, new: 1 },
    { old: 4, new: 2 },
    { old: 1, new: 3 },
    { old: 2, new: null },
  ]);
});
