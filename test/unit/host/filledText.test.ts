import { describe, expect, test } from "vitest";
import { seamsOf } from "../../../src/host/diffs/seams";
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

describe("a comment that is cut by a gap", () => {
  const sparse = (lines: readonly (readonly [number, string])[]) => ({
    lines: new Map(lines),
    length: null,
    noFinalNewline: false,
  });
  const open = sparse([
    [1, "/* begins here"],
    [5, "code();"],
  ]);

  test("is ended in the gap, so that the code below it does not look like a comment", () => {
    expect(seamsOf("a.c", open, open)).toEqual(["*/"]);
    expect(render(open, words, ["*/"]).text.split("\n").slice(1, 4)).toEqual([
      "... 3 unknown */",
      "...",
      "... 3 unknown",
    ]);
  });

  test("is begun in the gap where it ends below", () => {
    const text = sparse([
      [4, " * begins above"],
      [5, " */"],
      [6, "code();"],
    ]);
    expect(seamsOf("a.c", text, text)).toEqual(["/*"]);
    expect(render(text, words, ["/*"]).text.split("\n").slice(0, 3)).toEqual([
      "... 3 unknown",
      "...",
      "... 3 unknown /*",
    ]);
    const short = sparse([
      [2, "still above */"],
      [3, "code();"],
    ]);
    expect(seamsOf("a.c", short, short)).toEqual(["/*"]);
    expect(render(short, words, ["/*"]).text).toContain("... 1 unknown /*\nstill above */\n");
  });

  test("goes on where both its ends are known, and is looked for in code only", () => {
    const text = sparse([
      [1, "/* begins"],
      [3, " * goes on"],
      [4, ' * and on */ call("/*"); // /*'],
      [6, "x = '\"'; /* short */ y();"],
      [8, "z(); /*/ tricky"],
      [10, "code();"],
    ]);
    expect(seamsOf("a.c", text, text)).toEqual(["", "", "", "*/"]);
    expect(seamsOf("notes.txt", text, text)).toEqual([]);
  });

  test("is left alone where the other side of the patch would need something else", () => {
    const closed = sparse([
      [1, "/* begins here */"],
      [5, "code();"],
    ]);
    expect(seamsOf("a.c", open, closed)).toEqual([""]);
    expect(seamsOf("a.c", open, sparse([[1, "/* begins here"]]))).toEqual([]);
  });
});
