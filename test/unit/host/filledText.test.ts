import { expect, test } from "vitest";
import { render } from "../../../src/host/diffs/filledText";

const words = { run: (lines: number) => `${lines} unknown`, rest: "rest unknown" };

function rendered(lines: readonly (readonly [number, string])[], length: number | null) {
  return render({ lines: new Map(lines), length, noFinalNewline: false }, words);
}

test("known lines keep their numbers, and a run of unknown ones says at both ends how long it is", () => {
  const { text, unknown } = rendered(
    [
      [5, "five"],
      [7, "seven"],
    ],
    8,
  );
  expect(text.split("\n")).toEqual([
    "... 4 unknown",
    "...",
    "...",
    "... 4 unknown",
    "five",
    "... 1 unknown",
    "seven",
    "... 1 unknown",
    "",
  ]);
  expect(unknown).toEqual([
    { first: 1, last: 4 },
    { first: 6, last: 6 },
    { first: 8, last: 8 },
  ]);
});

test("what follows the last hunk is unknown as long as nothing says how long the file is", () => {
  expect(rendered([[1, "one"]], null).text).toBe("one\n... rest unknown\n");
  expect(rendered([[1, "one"]], 1).text).toBe("one\n");
});

test("a line number that no file has does not fill the memory", () => {
  expect(rendered([[999_999_998, "far"]], null).text).toBe("... 999999997 unknown\nfar\n... rest unknown\n");
});
