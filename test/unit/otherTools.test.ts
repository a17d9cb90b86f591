import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { readMessagePatches } from "../../src/series/sitePatch";

/*
 * What other programs than git write, and git to a terminal. The names were compared with `git apply --numstat`.
 */

function read(text: string) {
  const { kind, messages } = readDocument("x.patch", new Uint8Array(Buffer.from(text, "utf8")));
  const patches = messages.flatMap((message) => readMessagePatches(message).patches);
  const names = patches.flatMap(({ patch }) => patch.files).map((file) => [file.old, file.new]);
  return { kind, messages, patches, names };
}

const rows = "@@ -1,2 +1,2 @@\n a\n-b\n+c\n";
const diff = `--- a/x.c\n+++ b/x.c\n${rows}`;

describe("Mercurial", () => {
  const changeset = (user: string, date: string, title: string, id = ""): string =>
    `# HG changeset patch\n# User ${user}\n# Date ${date}\n${id}${title}\n\nMore of it.\n\n${diff}`;

  // 1171900000 is 2007-02-19 15:46:40 UTC (`date -u -d @1171900000`); 21600 seconds west of it is -06:00.
  test.each([
    ["1171900000 21600", "2007-02-19T09:46:40-06:00"],
    ["1171900000 -19800", "2007-02-19T21:16:40+05:30"],
    ["1171900000 0", "2007-02-19T15:46:40+00:00"],
    ["Mon Feb 19 09:46:40 2007 -0600", "2007-02-19T09:46:40-06:00"],
  ])("the date %s of a changeset with its id, or of one in a queue", (date, iso) => {
    for (const id of ["# Node ID 0123456789abcdef0123456789abcdef01234567\n", ""]) {
      const { messages, patches } = read(changeset("A Writer <a@b.org>", date, "Description of x", id));
      const said = { author: "A Writer", email: "a@b.org", subject: "Description of x" };
      expect(messages).toMatchObject([{ ...said, date: iso }]);
      expect(patches).toMatchObject([{ ...said, commit: id === "" ? null : id.slice(10, -1) }]);
    }
  });

  test("of two changesets each has its own author, and a name alone gets nobody else's address", () => {
    const first = changeset("A Writer <a@b.org>", "1171900000 0", "one");
    const { messages, patches } = read(first + changeset("somebody", "1171900500 0", "two"));
    expect(messages).toMatchObject([{ author: null, subject: "" }]);
    expect(patches).toMatchObject([
      { author: "A Writer", email: "a@b.org", subject: "one" },
      { author: "somebody", email: null, subject: "two" },
    ]);
  });
});

describe("names", () => {
  test("below diff --git, a name without a folder gives way to the names of that line", () => {
    const date = "\t2009-10-11 15:12:20.000000000 +0000";
    const { names } = read(`diff --git a/d/x.c b/d/x.c\n--- old${date}\n+++ new${date}\n${rows}`);
    expect(names).toEqual([["d/x.c", "d/x.c"]]);
    expect(read(`diff --git x.c x.c\n--- x.c\n+++ x.c\n${rows}`).names).toEqual([["x.c", "x.c"]]);
  });

  test("git diff -R --no-index exchanges the prefixes of two files", () => {
    expect(read(`diff --git b/one a/two\n--- b/one\n+++ a/two\n${rows}`).names).toEqual([["one", "two"]]);
  });

  test.each(["\t", " "])("svn says the place of each branch before the revision, behind %j", (gap) => {
    const place = (branch: string): string => `${gap}(.../${branch}/x.c)${gap}(revision 3)`;
    const { names } = read(
      `Index: d/x.c\n${"=".repeat(67)}\n--- d/x.c${place("trunk")}\n+++ d/x.c${place("branches/b")}\n${rows}`,
    );
    expect(names).toEqual([["d/x.c", "d/x.c"]]);
  });
});

describe("a diff with the colours of a terminal", () => {
  const escape = "\u001b";
  const paint = (text: string): string =>
    text
      .split("\n")
      .map((line) => {
        if (/^\+[^+]/.test(line)) return `${escape}[32m+${escape}[m${escape}[32m${line.slice(1)}${escape}[m`;
        return /^(?:diff|---|\+\+\+|@@|-|commit)/.test(line) ? `${escape}[1;36m${line}${escape}[m` : line;
      })
      .join("\n");
  const commit = `commit ${"1234567890".repeat(4)}\nAuthor: A Writer <a@b.org>\n\n    one\n\n`;

  test.each([
    ["git show", `${commit}diff --git a/x.c b/x.c\n${diff}`, 1],
    ["git diff", `diff --git a/x.c b/x.c\n${diff}`, 1],
    ["a mail", `From: A Writer <a@b.org>\nSubject: one\nDate: Mon, 19 Feb 2007 09:46:40 -0600\n\n${diff}`, 5],
  ])("%s is read without them, and that is said", (_, text, line) => {
    const { messages, names, patches } = read(paint(text));
    expect(names).toEqual([["x.c", "x.c"]]);
    const hunks = patches.flatMap(({ patch }) => patch.files.flatMap((file) => file.hunks));
    expect(hunks.map((hunk) => hunk.rows.map((row) => row.mark + row.text))).toEqual([[" a", "-b", "+c"]]);
    expect(messages[0]?.repairs).toMatchObject([{ line, kind: "furniture" }]);
  });

  test("codes that a patch itself adds stay where they are", () => {
    const { messages, patches } = read(`--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+${escape}[1mb\n`);
    const added = patches.flatMap(({ patch }) => patch.files.flatMap((file) => file.hunks[0]?.rows ?? []));
    expect(added.map((row) => row.text)).toEqual(["a", `${escape}[1mb`]);
    expect(messages[0]?.repairs).toEqual([]);
  });
});
