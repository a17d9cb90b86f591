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
