import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";

const rows = [
  "--- a/x.c",
  "+++ b/x.c",
  "@@ -10,3 +10,3 @@",
  " int a;",
  "-int b = 1;",
  "+int b = 2;",
  " int c;",
];
const patch = `From: P <p@example.org>\nMessage-ID: <1@x>\nSubject: [PATCH] x\n\n${rows.join("\n")}\n`;

function mailbox(...mails: readonly string[]): string {
  return mails.map((mail) => `From p@x Thu Jan  8 10:00:00 2015\n${mail}\n`).join("");
}

function anchorsOf(...mails: readonly string[]): readonly unknown[] {
  const bytes = new TextEncoder().encode(mailbox(patch, ...mails));
  const { comments } = openDigSite([readDocument("x.mbox", bytes)]);
  return comments.map(({ lines, anchor }) => [lines[0]?.text, anchor?.side, anchor?.line]);
}

function reply(attribution: string, mark: string): string {
  const quoted = rows.map((row) => mark + row);
  const words = [...quoted.slice(0, 6), "", "Why two?", "", ...quoted.slice(6), "", "And this?"].join("\n");
  const head = "From: R <r@example.org>\nMessage-ID: <2@x>\nIn-Reply-To: <1@x>\nSubject: Re: [PATCH] x";
  return `${head}\n\n${attribution}\n${words}\n`;
}

test.each([
  ["P writes:", "pp> "],
  ["2015-01-08 10:15 GMT+01:00 P <p@example.org>:", "paul.p> "],
  ["2015-01-08 10:15 GMT+01:00 P <p@example.org>:", "| "],
  ["* P <p@example.org> [150108 10:15]:", ": "],
])("remarks in a reply that begins with %s and quotes behind %s find their lines", (attribution, mark) => {
  expect(anchorsOf(reply(attribution, mark))).toEqual([
    ["Why two?", "new", 11],
    ["And this?", "new", 12],
  ]);
});

test("a reply that is HTML alone finds the lines that its quotes show", () => {
  const escape = (row: string) => row.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quote = (some: readonly string[]) =>
    `<blockquote><pre>${some.map(escape).join("\n")}</pre></blockquote>`;
  const words = `<p>P wrote:</p>${quote(rows.slice(0, 6))}<p>Why two?</p>${quote(rows.slice(6))}<p>And this?</p>`;
  const head = "From: R <r@example.org>\nMessage-ID: <2@x>\nIn-Reply-To: <1@x>\nSubject: Re: [PATCH] x";
  expect(anchorsOf(`${head}\nContent-Type: text/html\n\n<html><body>${words}</body></html>\n`)).toEqual([
    ["Why two?", "new", 11],
    ["And this?", "new", 12],
  ]);
});

test("where two people are quoted by their names, neither's rows are the answerer's words", () => {
  const quoted = [...rows.slice(0, 6).map((row) => `zb> ${row}`), "jm> I see.", "jm> I do.", "jm> Yes."];
  const head = "From: R <r@example.org>\nMessage-ID: <2@x>\nIn-Reply-To: <1@x>\nSubject: Re: [PATCH] x";
  expect(anchorsOf(`${head}\n\nP writes:\n${quoted.join("\n")}\n\nWhy two?\n`).flat()).not.toContain(
    "jm> I see.",
  );
});

test("who answers a remark speaks of the line above it", () => {
  const words = [
    "> On Thu, P wrote:",
    ...rows.slice(0, 5).map((row) => `>> ${row}`),
    ">",
    "> Why go?",
    "",
    "It is dead.",
  ];
  const head = "From: S <s@example.org>\nMessage-ID: <3@x>\nReferences: <1@x> <2@x>\nSubject: Re: [PATCH] x";
  expect(anchorsOf(`${head}\n\nR wrote:\n${words.join("\n")}\n`)).toEqual([
    ["Why go?", "old", 11],
    ["It is dead.", "old", 11],
  ]);
});
