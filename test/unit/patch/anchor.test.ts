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

const calls = linesOf(`--- a/x.c
+++ b/x.c
@@ -7,3 +7,4 @@
 	ret = dio_submit(iocb, inode, &iter, offset);
-	long_name = old_value(first, second);
+	long_name = new_value(first, second);
+	set_bit(FIRST_BIT, &long_name->flags_of_it);
 	return ret;
`);

test.each([
  ["its beginning", "> +	long_name = new_value(", "new", 8],
  ["its end behind dots", "> ... = old_value(first, second);", "old", 8],
  ["its middle", "> set_bit(FIRST_BIT, &long_name", "new", 9],
  ["a word cut in two", ">  ret = dio_submit(iocb, ino...", "new", 7],
] as const)("a quote of only a part of a line finds it: %s", (_, quote, side, line) => {
  const index = indexPlaces(readPatches(calls).patches);
  expect(anchorQuote(linesOf(quote), index).anchor).toMatchObject({ side, line });
});

test("a part that two lines have is not believed, a single word is no part of a line", () => {
  const index = indexPlaces(readPatches(calls).patches);
  expect(anchorQuote(linesOf("> value(first, second);"), index).anchor?.certainty).toBeLessThan(0.5);
  expect(anchorQuote(linesOf("> long_name_of_flags"), index).anchor).toBeNull();
  expect(anchorQuote(linesOf("> flags_of_it"), index).anchor).toBeNull();
});

/** A file of 10,000 new rows; `text` gives the row of each line. */
function longFile(text: (line: number) => string): ReturnType<typeof indexPlaces> {
  const rows = Array.from({ length: 10_000 }, (_, at) => `+${text(at + 1)}`);
  return indexPlaces(
    readPatches(linesOf(`--- a/x.c\n+++ b/x.c\n@@ -0,0 +1,10000 @@\n${rows.join("\n")}\n`)).patches,
  );
}

test("a line that stands in thousands of places is not believed, and few of them are told", () => {
  const { anchor, candidates } = anchorQuote(
    linesOf("> +a();\n".repeat(50)),
    longFile(() => "a();"),
  );
  expect(anchor?.certainty).toBeLessThan(0.5);
  expect(candidates.length).toBe(32);
});

test("a rarer line above decides between thousands of places, also where rows were cut out", () => {
  const index = longFile((line) => (line % 1000 === 0 ? `call_${String(line)}();` : "a();"));
  const below = (lines: string) => anchorQuote(linesOf(`> +call_7000();\n${lines}`), index).anchor;
  expect(below("> +a();\n".repeat(30))).toMatchObject({ line: 7030 });
  expect(below("> [...]\n> +a();")?.certainty).toBeLessThan(0.5);
});

test("common lines alone decide where they stand in this order once", () => {
  // The numbers from 0 on in binary, one digit a row.
  const digits = Array.from({ length: 1200 }, (_, i) => i.toString(2)).join("");
  const row = (line: number) => (digits.charAt(line) === "1" ? "set(bit);" : "clear(bit);");
  const quoted = Array.from({ length: 40 }, (_, i) => `> +${row(6000 + i)}`);
  const isOnce = digits.split(digits.slice(6000, 6040)).length === 2;
  expect(isOnce).toBe(true);
  expect(anchorQuote(linesOf(quoted.join("\n")), longFile(row)).anchor).toMatchObject({ line: 6039 });
});

test("a deleted line is anchored on the old side", () => {
  const patch = linesOf("--- a/x.c\n+++ b/x.c\n@@ -7,2 +7,1 @@\n a();\n-b(c,\td);\n");
  const index = indexPlaces(readPatches(patch).patches);
  expect(anchorQuote(linesOf("> -b(c, d);"), index).anchor).toMatchObject({ side: "old", line: 8 });
});
