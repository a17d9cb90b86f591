import { expect, test } from "vitest";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "./documentLines";

/** A hunk as `diff -u` writes it around one added row, in which the empty row between two functions is lost. */
function hunkAt(line: number, name: string): string {
  const rows = [" }", ` static int ${name}(void)`, "+/* empty */", " {", " \treturn 0;", " }"];
  return [`@@ -${String(line)},6 +${String(line)},7 @@`, ...rows].join("\n");
}

test("empty rows lost above every change are not taken for fewer context rows: the headers count them", () => {
  const hunks = ["open", "close", "sync"].map((name, index) => hunkAt(10 + 40 * index, name));
  const text = `--- a/x.c\n+++ b/x.c\n${hunks.join("\n")}\n-- \n2.39.5\n`;
  const read = readPatches(linesOf(text))
    .patches.flatMap((patch) => patch.files)
    .flatMap((file) => file.hunks);
  expect(read.map(({ rows }) => rows.slice(0, 4).map((row) => row.mark + row.text))).toEqual(
    ["open", "close", "sync"].map((name) => [" }", " ", ` static int ${name}(void)`, "+/* empty */"]),
  );
  expect(read.every(({ certainty }) => certainty > 0.5 && certainty < 1)).toBe(true);
});

test("an empty line that may stand behind the hunk, in place of a row that was dropped, is no certain row", () => {
  const certaintyOf = (rows: readonly string[], behind: string): number | undefined => {
    const text = `--- a/x\n+++ b/x\n@@ -8,${rows.length} +8,${rows.length + 1} @@\n+first\n${rows.join("\n")}\n${behind}`;
    return readPatches(linesOf(text)).patches[0]?.files[0]?.hunks[0]?.certainty;
  };
  // The end of a text: git takes the empty line for a row, and it may be none.
  expect(certaintyOf([" a", " b", ""], "")).toBe(0.9);
  expect(certaintyOf([" a", " b", ""], "-- \n2.39.5\n")).toBe(0.9);
  // A hunk or a file behind it, another row like it, a blank on it, and a row below say that it is one.
  expect(certaintyOf([" a", " b", ""], "--- a/y\n+++ b/y\n@@ -1 +1 @@\n-1\n+2\n")).toBe(1);
  expect(certaintyOf(["", " b", ""], "")).toBe(1);
  expect(certaintyOf([" a", " b", " "], "")).toBe(1);
  expect(certaintyOf([" a", "", " b"], "")).toBe(1);
});

test("a wrapped hunk that can be read in one way only is surer than one with two ways, of which neither is preferred", () => {
  const certaintyOf = (rows: readonly string[], counts: string): number => {
    const text = `--- a/x\n+++ b/x\n@@ ${counts} @@\n${rows.join("\n")}\n-- \n2.39.5\n`;
    const [hunk] = readPatches(linesOf(text)).patches.flatMap((patch) =>
      patch.files.flatMap((file) => file.hunks),
    );
    return hunk?.certainty ?? 0;
  };
  const long = `\tthe_same_words_as_below(${"argument, ".repeat(5)}`.trimEnd();
  const clear = certaintyOf(
    [" \tint a;", ` ${long}`, "last);", " \tint b;", "+\tint c;", " }", " ", " x"],
    "-8,6 +8,7",
  );
  // Two lines without a mark, and room for one of them as a row of its own: which one, nothing says.
  const open = certaintyOf(
    [" \tint a;", ` ${long}`, "last);", ` ${long}`, "last);", "+\tint c;", " }", " ", " x"],
    "-8,7 +8,8",
  );
  expect(clear).toBeGreaterThan(0.95);
  expect(open).toBeGreaterThan(0.3);
  expect(open).toBeLessThan(0.7);
});
