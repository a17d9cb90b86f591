import { describe, expect, test } from "vitest";
import type { FileDiff, Patch } from "../../../src/patch/patch";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "./documentLines";

function patchesOf(text: string): readonly Patch[] {
  return readPatches(linesOf(text)).patches;
}

function onlyFile(text: string): FileDiff {
  const files = patchesOf(text).flatMap((patch) => patch.files);
  const [file] = files;
  if (file === undefined || files.length !== 1) throw new Error(`${String(files.length)} files`);
  return file;
}

const body = "@@ -1,2 +1,2 @@\n a\n-b\n+c\n";

describe("names", () => {
  test.each([
    [
      "git",
      "diff --git a/fs/aio.c b/fs/aio.c\nindex 1234567..89abcde 100644\n--- a/fs/aio.c\n+++ b/fs/aio.c\n",
    ],
    ["git without prefixes", "diff --git fs/aio.c fs/aio.c\n--- fs/aio.c\n+++ fs/aio.c\n"],
    ["git with mnemonic prefixes", "diff --git i/fs/aio.c w/fs/aio.c\n--- i/fs/aio.c\n+++ w/fs/aio.c\n"],
    [
      "diff -urN with tree folders and tabs",
      "diff -urN linux-2.6.20/fs/aio.c linux/fs/aio.c\n--- linux-2.6.20/fs/aio.c\t2007-02-04 21:44:54.000000000 +0300\n+++ linux/fs/aio.c\t2007-03-04 21:46:10.000000000 +0300\n",
    ],
    [
      "the same with blanks for tabs",
      "--- linux-2.6.20/fs/aio.c 2007-02-04 21:44:54.000000000 +0300\n+++ linux/fs/aio.c 2007-03-04 21:46:10.000000000 +0300\n",
    ],
    ["deep trees", "--- /usr/src/linux-2.4/fs/aio.c\t2004-01-01\n+++ /usr/src/linux/fs/aio.c\t2004-01-02\n"],
    [
      "one tree folder on both sides",
      "--- linux-2.6/fs/aio.c\t2004-01-01\n+++ linux-2.6/fs/aio.c\t2004-01-02\n",
    ],
    [
      "quilt",
      "Index: linux-2.6/fs/aio.c\n===================================================================\n--- linux-2.6.orig/fs/aio.c\n+++ linux-2.6/fs/aio.c\n",
    ],
    [
      "Mercurial",
      "diff -r 8c8c075ae1c3 fs/aio.c\n--- a/fs/aio.c Mon Feb 19 11:52:27 2007 -0800\n+++ b/fs/aio.c Mon Feb 19 12:32:36 2007 -0800\n",
    ],
    [
      "Subversion",
      "Index: fs/aio.c\n===================================================================\n--- fs/aio.c\t(revision 123)\n+++ fs/aio.c\t(working copy)\n",
    ],
    [
      "CVS",
      "Index: fs/aio.c\n===================================================================\nRCS file: /cvs/fs/aio.c,v\nretrieving revision 1.3\ndiff -u -r1.3 aio.c\n--- fs/aio.c\t3 Mar 2003 10:00:00 -0000\t1.3\n+++ fs/aio.c\t4 Mar 2003 10:00:00 -0000\n",
    ],
    [
      "a tree folder and a backup",
      "--- foo-bar-1.2/fs/aio.c.orig\t2004-01-01\n+++ foo-bar-1.2/fs/aio.c\t2004-01-02\n",
    ],
    [
      "a tree folder that begins with a digit",
      "--- 3proxy-0.9.0/fs/aio.c.orig\t2004-01-01\n+++ 3proxy-0.9.0/fs/aio.c\t2004-01-02\n",
    ],
    ["gendiff", "--- foo-20070219/fs/aio.c.fix\t2004-01-01\n+++ foo-20070219/fs/aio.c\t2004-01-02\n"],
    ["a new copy", "--- ./fs/aio.c\t2004-01-01\n+++ ./fs/aio.c.new\t2004-01-02\n"],
    [
      "a copy with another ending",
      "--- foo_1_2/fs/aio-orig.c\t2004-01-01\n+++ foo_1_2/fs/aio.c\t2004-01-02\n",
    ],
    ["a sentence above", "diff made by hand\ndiff -u fs/aio.c fs/aio.c\n--- fs/aio.c\n+++ fs/aio.c\n"],
    ["p0", "--- fs/aio.c.orig\t2004-01-01\n+++ fs/aio.c\t2004-01-02\n"],
    [
      "a header that a mailer wrapped",
      "diff -urN linux-2.6.20-with-a-long-name/fs/aio.c\nlinux-2.6.20-with-another/fs/aio.c\n--- linux-2.6.20-with-a-long-name/fs/aio.c 2007-02-04\n21:44:54.000000000 +0300\n+++ linux-2.6.20-with-another/fs/aio.c 2007-03-04\n21:46:10.000000000 +0300\n",
    ],
  ])("%s: fs/aio.c is modified", (_, header) => {
    const file = onlyFile(header + body);
    expect([file.old, file.new, file.status]).toEqual(["fs/aio.c", "fs/aio.c", "modified"]);
    expect([file.additions, file.deletions, file.hunks.length]).toEqual([1, 1, 1]);
    expect(file.hunks[0]?.certainty).toBe(1);
  });

  test("quoted and octal names are UTF-8; blanks and tabs belong to them", () => {
    const octal = onlyFile(
      `diff --git "a/caf\\303\\251.c" "b/caf\\303\\251.c"\n--- "a/caf\\303\\251.c"\n+++ "b/caf\\303\\251.c"\n${body}`,
    );
    expect(octal.new).toBe("café.c");
    const blanks = onlyFile(
      `diff --git a/two  blanks.c b/two  blanks.c\n--- a/two  blanks.c\t\n+++ b/two  blanks.c\t\n${body}`,
    );
    expect(blanks.new).toBe("two  blanks.c");
    const tab = onlyFile(`diff --git "a/tab\\there" "b/tab\\there"\nold mode 100644\nnew mode 100755\n`);
    expect([tab.old, tab.oldMode, tab.newMode]).toEqual(["tab\there", "100644", "100755"]);
    // GNU diff does not quote: the date at the end says where the name ends.
    const gnu = onlyFile(
      `--- a/tab\there\t2010-08-18 18:00:00.000000000 -0600\n+++ b/tab\there\t2010-08-18 20:13:31.628002255 -0500\n${body}`,
    );
    expect([gnu.old, gnu.new]).toEqual(["tab\there", "tab\there"]);
  });

  test("names that leave the tree, or of JavaScript's own, are only shown", () => {
    expect(onlyFile(`--- a/../../etc/passwd\n+++ b/../../etc/passwd\n${body}`).new).toBe("../../etc/passwd");
    expect(onlyFile(`--- a/__proto__\n+++ b/__proto__\n${body}`).new).toBe("__proto__");
  });
});

describe("files that come and go", () => {
  test("the epoch of any zone means that the file does not exist", () => {
    const text = (date: string): string =>
      `--- linux.orig/new.c\t${date}\n+++ linux/new.c\t2007-03-04 21:46:10\n@@ -0,0 +1 @@\n+a\n`;
    for (const date of [
      "1970-01-01 00:00:00.000000000 +0000",
      "1969-12-31 16:00:00.000000000 -0800",
      "1970-01-01 03:00:00 +0300",
    ]) {
      const file = onlyFile(text(date));
      expect([file.old, file.new, file.status]).toEqual([null, "new.c", "added"]);
    }
  });

  test("/dev/null on either side", () => {
    const gone = onlyFile("--- a/fs/old.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n");
    expect([gone.old, gone.new, gone.status, gone.deletions]).toEqual(["fs/old.c", null, "deleted", 2]);
  });

  test("renames, copies, empty and binary files of git", () => {
    const text = [
      "diff --git a/one b/two",
      "similarity index 90%",
      "rename from one",
      "rename to two",
      "diff --git a/one b/three",
      "similarity index 100%",
      "copy from one",
      "copy to three",
      "diff --git a/empty b/empty",
      "new file mode 100644",
      "index 0000000..e69de29",
      "diff --git a/picture b/picture",
      "index 1234567..89abcde 100644",
      "GIT binary patch",
      // What git 2.39 wrote for a change from "ab\\0cdef" to "xy\\0zz".
      "literal 5",
      "Mcmb=ZWT>hF00plB<^TWy",
      "",
      "literal 7",
      "OcmYdHVn|L&O#=W3;sRCx",
      "",
      "diff --git a/other b/other",
      "Binary files a/other and b/other differ",
    ].join("\n");
    const files = patchesOf(text).flatMap((patch) => patch.files);
    expect(
      files.map((file) => `${file.status} ${file.old ?? "-"} ${file.new ?? "-"} ${String(file.binary)}`),
    ).toEqual([
      "renamed one two false",
      "copied one three false",
      "added - empty false",
      "modified picture picture true",
      "modified other other true",
    ]);
    expect(files[3]?.binaryContent?.fault).toBeNull();
    const shown = (bytes: Uint8Array | null | undefined): string =>
      Buffer.from(bytes ?? []).toString("latin1");
    expect(shown(files[3]?.binaryContent?.old.bytes)).toBe("ab\0cdef");
    expect(shown(files[3]?.binaryContent?.new.bytes)).toBe("xy\0zz");
  });
});

describe("hunks", () => {
  test("a combined diff has a range for each parent and marks in columns", () => {
    // What git 2.39 shows of a merge that resolved a conflict by hand.
    const file = onlyFile(
      "diff --cc f\n" +
        "index 82e3355,fe4cc94..6bd28ff\n" +
        "--- a/f\n" +
        "+++ b/f\n" +
        "@@@ -1,3 -1,4 +1,4 @@@\n" +
        "  a\n" +
        "- b\n" +
        " -c\n" +
        "++d\n" +
        "+ e\n" +
        "  z\n",
    );
    const [hunk] = file.hunks;
    expect(hunk?.parents).toEqual([
      { start: 1, lines: 3 },
      { start: 1, lines: 4 },
    ]);
    expect(hunk?.rows.map((row) => [row.columns, row.mark, row.text])).toEqual([
      ["  ", " ", "a"],
      ["- ", "-", "b"],
      [" -", "-", "c"],
      ["++", "+", "d"],
      ["+ ", "+", "e"],
      ["  ", " ", "z"],
    ]);
  });

  test("the newline that is missing at the end, also with CRLF and in another language", () => {
    const file = onlyFile(
      "--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@\r\n-a\r\n\\ No newline at end of file\r\n+b\r\n\\ Kein Zeilenumbruch am Dateiende.\r\n",
    );
    expect(file.hunks[0]?.rows).toEqual([
      { mark: "-", text: "a", line: 4, noNewline: true },
      { mark: "+", text: "b", line: 6, noNewline: true },
    ]);
    expect(file.new).toBe("x");
  });

  test("rows that look like headers are rows", () => {
    const file = onlyFile(
      "--- a/x.sql\n+++ b/x.sql\n@@ -1,4 +1,4 @@\n a\n--- old comment\n+++ new comment\n--- @@ -1 +1 @@\n++ b\n c\n",
    );
    expect(file.hunks[0]?.rows.map((row) => row.mark + row.text)).toEqual([
      " a",
      "--- old comment",
      "+++ new comment",
      "--- @@ -1 +1 @@",
      "++ b",
      " c",
    ]);
  });

  test("prose that begins with dashes makes no file, the signature no row", () => {
    const { patches, problems } = readPatches(
      linesOf(
        `--- this is what I meant:\nand more\n\n--- a/x\n+++ b/x\n${body}-- \n2.39.5\n\n--- and so on\n`,
      ),
    );
    expect(patches.flatMap((patch) => patch.files).map((file) => [file.new, file.deletions])).toEqual([
      ["x", 1],
    ]);
    expect(problems).toEqual([]);
  });

  test("counts that a person forgot to change: the rows are believed, and it is said", () => {
    const text = "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n+new\n-b\n+c\n d\n@@ -9,2 +9,2 @@\n e\n-f\n+g\n";
    const { patches, problems } = readPatches(linesOf(text));
    const hunks = patches.flatMap((patch) => patch.files).flatMap((file) => file.hunks);
    expect(hunks.map((hunk) => hunk.rows.length)).toEqual([5, 3]);
    expect(hunks[0]?.repairs.map((repair) => repair.kind)).toEqual(["header"]);
    expect(hunks[0]?.certainty).toBeLessThan(0.9);
    expect(problems.map((problem) => problem.line)).toEqual([3]);
  });

  test("hunks without any header are read, their file is unknown", () => {
    const { patches, problems } = readPatches(linesOf(`As I said:\n${body}`));
    const [file] = patches[0]?.files ?? [];
    expect([file?.old, file?.new, file?.additions]).toEqual([null, null, 1]);
    expect(problems.map((problem) => problem.line)).toEqual([2]);
  });

  test("a header of which only one half is left names the file", () => {
    expect(onlyFile(`+++ b/fs/aio.c\n${body}`).new).toBe("fs/aio.c");
    expect(onlyFile(`--- a/fs/aio.c\n${body}`).new).toBe("fs/aio.c");
  });
});

test("a damaged hunk of a combined diff whose counts are not met is left out, and that is said", () => {
  const text = "diff --cc x.c\n--- a/x.c\n+++ b/x.c\n@@@ -1,4 -1,4 +1,5 @@@\n  a\n++b\n";
  const { patches, problems } = readPatches(linesOf(text));
  expect(patches.flatMap((patch) => patch.files).flatMap((file) => file.hunks)).toEqual([]);
  expect(problems.map(({ line, message }) => [line, /combined diff.*left out/.test(message)])).toEqual([
    [4, true],
  ]);
});

test("rows of a combined diff that a mailer wrapped are joined where the counts are met then", () => {
  const long = "a_rather_long_call(with, many, arguments, that_fill, the_line, of_the_mail,";
  const head = "diff --cc x.c\n--- a/x.c\n+++ b/x.c\n@@@ -1,2 -1,2 +1,4 @@@\n";
  const rows = (text: string) =>
    patchesOf(text)[0]?.files[0]?.hunks.map((hunk) => [hunk.certainty < 1, hunk.rows.map((row) => row.text)]);
  expect(rows(`${head}  a\n++${long}\nwrapped_end);\n++${long}\n  z\n`)).toEqual([
    [true, ["a", `${long} wrapped_end);`, long, "z"]],
  ]);
  expect(rows(`${head}  a\n++b\n++c\n  ${long}\nwrapped_end);\n`)).toEqual([
    [true, ["a", "b", "c", `${long} wrapped_end);`]],
  ]);
  // A short row has no end that was broken off.
  expect(rows(`${head}  a\n++b\nc\n++d\n  z\n`)).toEqual([]);
});

describe("several patches in one text", () => {
  test("hg export", () => {
    const [patch] = patchesOf(
      `# HG changeset patch\n# User A Writer <writer@example.org>\n# Node ID ${"1".repeat(40)}\n# Parent ${"2".repeat(40)}\naio: a title\n\nWords.\n\ndiff -r 222222222222 fs/aio.c\n--- a/fs/aio.c\tMon Feb 19 11:52:27 2007 -0800\n+++ b/fs/aio.c\tMon Feb 19 12:32:36 2007 -0800\n${body}`,
    );
    expect([patch?.commit, patch?.author]).toEqual(["1".repeat(40), "A Writer <writer@example.org>"]);
    expect(patch?.message.map((line) => line.text)).toEqual(["aio: a title", "", "Words."]);
  });

  test("two versions of a patch to one file with words between them are two patches", () => {
    const patch = `--- a/x\n+++ b/x\n${body}`;
    expect(patchesOf(`first:\n${patch}\nor rather:\n\n${patch}`).length).toBe(2);
    expect(patchesOf(patch + patch).length).toBe(1);
  });

  test("a diffstat that contradicts is reported, one that agrees is not", () => {
    const diff = `diff --git a/x b/x\n--- a/x\n+++ b/x\n${body}`;
    const stat = (count: number): string =>
      ` x | ${String(count)} +-\n 1 file changed, ${String(count - 1)} insertions(+), 1 deletion(-)\n\n`;
    expect(readPatches(linesOf(stat(2) + diff)).problems).toEqual([]);
    expect(readPatches(linesOf(stat(5) + diff)).problems.map((problem) => problem.line)).toEqual([2]);
  });
});

describe("quotes", () => {
  test("marks are removed, and the answers between the rows are not rows", () => {
    const text =
      "> --- a/x\n> +++ b/x\n> @@ -1,3 +1,3 @@\n>  a\n> -b\n\nWhy is this one gone?\n\n> +c\n>  d\n";
    const file = onlyFile(text);
    expect(file.hunks[0]?.rows.map((row) => [row.line, row.mark + row.text])).toEqual([
      [4, " a"],
      [5, "-b"],
      [9, "+c"],
      [10, " d"],
    ]);
    expect(file.hunks[0]?.repairs.map((repair) => repair.kind)).toContain("unquote");
  });

  test("rows that the quoter left out within a hunk are a gap, and numbers go on behind it", () => {
    const text = "> --- a/x\n> +++ b/x\n> @@ -10,6 +10,6 @@\n>  a\n> -b\n\nWhy?\n\n> +c\n>  f\n";
    const [hunk] = onlyFile(text).hunks;
    expect(hunk?.gaps).toEqual([expect.objectContaining({ old: 3, new: 3 })]);
    expect(hunk?.certainty).toBeLessThan(0.9);
  });
});

test("a hunk header that cannot be read is spoken of", () => {
  const text = "--- a/x.c\n+++ b/x.c\n@@@ -1,2 +1,2 @@\n a\n-b\n+c\n";
  expect(readPatches(linesOf(text)).problems).toEqual([
    { line: 3, message: "a hunk's header was expected here, but its numbers cannot be read" },
  ]);
});

describe("context diffs", () => {
  const names = "*** a/x.c\t2004-01-01\n--- b/x.c\t2004-01-02\n";

  test("become unified hunks, each row with its line of the document, and it is said", () => {
    const text = `${names}***************\n*** 1,2 ****\n  a\n! b\n--- 1,2 ----\n  a\n! c\n`;
    const file = onlyFile(text);
    expect([file.old, file.new, file.additions, file.deletions]).toEqual(["x.c", "x.c", 1, 1]);
    expect(file.hunks[0]?.rows).toEqual([
      { mark: " ", text: "a", line: 5 },
      { mark: "-", text: "b", line: 6 },
      { mark: "+", text: "c", line: 9 },
    ]);
    expect(file.hunks[0]?.repairs).toEqual([
      { line: 3, kind: "other", note: expect.stringContaining("diff -c") as string },
    ]);
    const crLf = readPatches(linesOf(text.replaceAll("\n", "\r\n"))).patches[0]?.files[0];
    expect(crLf?.hunks[0]?.rows).toEqual(file.hunks[0]?.rows);
  });

  test("whose rows do not fit their ranges are left out, and it is said", () => {
    const { patches, problems } = readPatches(
      linesOf(`${names}***************\n*** 1,9 ****\n  a\n! b\n--- 1,2 ----\n  a\n! c\n`),
    );
    expect(patches.flatMap(({ files }) => files).flatMap(({ hunks }) => hunks)).toEqual([]);
    expect(problems).toEqual([{ line: 3, message: expect.stringContaining("diff -c") as string }]);
  });
});
