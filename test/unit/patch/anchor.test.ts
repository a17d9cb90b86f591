import { expect, test } from "vitest";
import { anchorQuote } from "../../../src/patch/anchor";
import { indexPlaces } from "../../../src/patch/anchorIndex";
import { readPatches } from "../../../src/patch/reader";
import { corpusLines, linesOf } from "./documentLines";

const twice = linesOf(`--- a/one.c
+++ b/one.c
@@ -10,4 +10,5 @@ first
 	spin_lock(&lock);
+	count++;
 	return 0;
 }
 
@@ -50,4 +51,5 @@ second
 	mutex_lock(&lock);
+	count++;
 	return 0;
 }
 `);

test("seed 002: Zach Brown's main comment speaks of new line 2418 of mm/filemap.c", () => {
  const lines = corpusLines("002_ef5d9ec70bccdd58.txt");
  const index = indexPlaces(readPatches(lines).patches);
  const { anchor, candidates } = anchorQuote(lines.slice(56, 71), index);
  expect(anchor).toMatchObject({ path: "mm/filemap.c", side: "new", line: 2418, row: 9 });
  expect(candidates.length).toBe(1);
});

test("seed 002: the commit message is no diff", () => {
  const lines = corpusLines("002_ef5d9ec70bccdd58.txt");
  const index = indexPlaces(readPatches(lines).patches);
  expect(anchorQuote(lines.slice(11, 29), index)).toEqual({ anchor: null, candidates: [] });
});

test("a line that occurs twice is decided by the lines above it", () => {
  const index = indexPlaces(readPatches(twice).patches);
  const quote = linesOf("> > mutex_lock(&lock);\n> > + count++;\n> > return 0;");
  expect(anchorQuote(quote, index).anchor).toMatchObject({ hunk: 1, side: "new", line: 53 });
});

test("a line that fits two places equally well is not guessed", () => {
  const index = indexPlaces(readPatches(twice).patches);
  const { anchor, candidates } = anchorQuote(linesOf("> +	count++;"), index);
  expect(candidates.map((candidate) => candidate.line)).toEqual([11, 52]);
  expect(anchor?.certainty).toBeLessThan(0.5);
});

test("a deleted line is anchored on the old side", () => {
  const patch = linesOf("--- a/x.c\n+++ b/x.c\n@@ -7,2 +7,1 @@\n a();\n-b(c,\td);\n");
  const index = indexPlaces(readPatches(patch).patches);
  expect(anchorQuote(linesOf("> -b(c, d);"), index).anchor).toMatchObject({ side: "old", line: 8 });
});
