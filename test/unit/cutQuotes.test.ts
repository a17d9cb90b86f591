import { expect, test } from "vitest";
import { isCutSign } from "../../src/mail/cutSign";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";

test.each(["[...]", "<snip>", "...", "[snip 20 lines]", "(...)", "[ cut ]", "--- 8< ---", "…", "[trimmed]"])(
  "%s says that lines were left out",
  (text) => {
    expect(isCutSign(text)).toBe(true);
  },
);

test.each([
  "cut",
  "Drop this.",
  "[PATCH]",
  "a[...]",
  "-",
  "--",
  "",
  "return;",
  "<linux/mm.h>",
  "[removed_page]",
])("%j does not", (text) => {
  expect(isCutSign(text)).toBe(false);
});

/** Two hunks with the same rows, in two files. */
const patch = ["a.c", "b.c"].flatMap((name) => [
  `diff --git a/${name} b/${name}`,
  `--- a/${name}`,
  `+++ b/${name}`,
  "@@ -1,4 +1,5 @@",
  " first_line(of, the, file);",
  "+call_something(new);",
  " second_line(of, the, file);",
  " third_line(of, the, file);",
  " fourth_line(of, the, file);",
]);

function comments(body: readonly string[]) {
  const head = (id: string, subject: string): string =>
    `From x@example.org Wed Feb 21 08:00:00 2007\nFrom: Zach Brown <zab@x.org>\nDate: Tue, 20 Feb 2007 11:01:50 -0500\nSubject: ${subject}\nMessage-ID: <${id}@x>\n`;
  const mails = [
    head("patch", "[PATCH] x"),
    ...patch,
    "",
    `${head("reply", "Re: [PATCH] x")}In-Reply-To: <patch@x>\n`,
    "On Tue, Feb 20, 2007 at 11:01:50AM -0500, Zach Brown wrote:",
    ...body,
    "",
  ];
  const site = openDigSite([readDocument("x.mbox", new TextEncoder().encode(mails.join("\n")))]);
  return site.comments.map(({ lines, anchor }) => [
    lines.map(({ text }) => text).join("\n"),
    anchor?.path,
    anchor?.line,
    (anchor?.certainty ?? 0) >= 0.5,
  ]);
}

test("a sign between quotes belongs to no comment and is none; equal hunks of two files are not told apart by it", () => {
  const quoted = [
    "> +call_something(new);",
    "",
    "Why?",
    "",
    "[...]",
    "> +++ b/b.c",
    "> +call_something(new);",
    "",
    "<snip>",
  ];
  expect(comments(quoted)).toEqual([["Why?", "a.c", 2, false]]);
});

test("the file that is quoted further up tells equal hunks apart, also above another comment", () => {
  const quoted = [
    "> diff --git a/b.c b/b.c",
    "> +call_something(new);",
    "",
    "Why?",
    "",
    "> third_line(of, the, file);",
    "",
    "And here?",
  ];
  expect(comments(quoted)).toEqual([
    ["Why?", "b.c", 2, true],
    ["And here?", "b.c", 4, true],
  ]);
});
