import { describe, expect, test } from "vitest";
import { readDocument } from "../../../src/mail/document";
import type { PatchReading } from "../../../src/patch/patch";
import { readPatches } from "../../../src/patch/reader";

/*
 * In a mail that is encoded in Base64 rows share lines of the document. What is read must not depend on that.
 */

const head = "From: A B <a@b.c>\nDate: Tue, 20 Feb 2007 09:08:41 -0500\nSubject: [PATCH] x\n";

function readMail(mail: string): PatchReading {
  const [message] = readDocument("x.eml", new TextEncoder().encode(mail)).messages;
  if (message === undefined) throw new Error("no message");
  return readPatches(message.body);
}

const encodings: readonly (readonly [string, (words: string) => PatchReading])[] = [
  ["plain", (words) => readMail(`${head}\n${words}`)],
  [
    "Base64",
    (words) => {
      const digits = Buffer.from(words).toString("base64").replace(/.{76}/g, "$&\n");
      return readMail(`${head}Content-Transfer-Encoding: base64\n\n${digits}\n`);
    },
  ],
];

describe.each(encodings)("in a %s mail", (_, read) => {
  test("dropped empty rows are put back where they most likely stood", () => {
    const rows = [" \tint n = read();", " ", " \tif (n)", "+\t\tn = 0;", " }", " ", " static int g(void)"];
    const hunks = [10, 50, 90].map(
      (line) => `@@ -${String(line)},6 +${String(line)},7 @@\n${rows.join("\n")}\n`,
    );
    const text = `--- a/x.c\n+++ b/x.c\n${hunks.join("")}-- \n2.39.5\n`;
    const found = read(text.replace(/^ \n/gm, "")).patches.flatMap(({ files }) =>
      files.flatMap((file) => file.hunks),
    );
    expect(found.map((hunk) => hunk.rows.map(({ mark, text: words }) => mark + words))).toEqual([
      rows,
      rows,
      rows,
    ]);
    expect(found.map(({ certainty }) => certainty > 0.5)).toEqual([true, true, true]);
  });

  test("a hunk's header that cannot be read is told, a word of prose that looks like one is not", () => {
    const names = "--- a/x.c\n+++ b/x.c\n";
    const messages = (words: string): readonly string[] => read(words).problems.map(({ message }) => message);
    expect(messages(`${names}@@ -1,x +1,4 @@\n a\n+b\n`)).toEqual([
      "a hunk's header was expected here, but its numbers cannot be read",
    ]);
    expect(messages(`${names}@@ -1 +1 @@\n-a\n+b\n\nSee\n@@x\n`)).toEqual([]);
  });
});
