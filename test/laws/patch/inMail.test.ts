import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDocument } from "../../../src/mail/document";
import type { Hunk } from "../../../src/patch/patch";
import { readMessagePatches } from "../../../src/series/sitePatch";
import { wrap } from "./damage";

/*
 * A diff in a mail goes through the reader of quotes first. Its rows may read like anything: here they are attributions,
 * heads of other mails, quotes, redirections. What was put in is the truth.
 */

const nasty = [
  "On Tue, 20 Feb 2007 11:01:50 -0500, A B <a@b.org> wrote:",
  "Zach Brown <zach.brown@oracle.com> writes:",
  "-----Original Message-----",
  "From: Somebody Else <else@example.org>",
  "Sent: Tuesday, February 20, 2007 11:01 AM",
  "To: list@example.org",
  "Subject: Re: [PATCH] another one",
  "> quoted by a test",
  ">> twice",
  ">file",
  "",
  "\treturn ret;",
  "}",
];

const row = fc.record({ mark: fc.constantFrom(" ", "+", "-"), text: fc.constantFrom(...nasty) });
const rows = fc.array(row, { minLength: 1, maxLength: 14 });

function lines(hunk: readonly { readonly mark: string; readonly text: string }[]): string[] {
  const count = (without: string): string => String(hunk.filter(({ mark }) => mark !== without).length);
  const header = `@@ -1,${count("+")} +1,${count("-")} @@`;
  return ["--- a/file", "+++ b/file", header, ...hunk.map(({ mark, text }) => mark + text)];
}

function hunksOf(words: string): readonly Hunk[] {
  const head = "From: C D <c@d.org>\nSubject: Re: [PATCH] x\nDate: Tue, 20 Feb 2007 12:00:00 -0500\n\n";
  const { messages } = readDocument("reply.eml", new TextEncoder().encode(head + words));
  return messages
    .flatMap((message) => readMessagePatches(message).patches)
    .flatMap(({ patch }) => patch.files)
    .flatMap((file) => file.hunks);
}

function shown(hunks: readonly Hunk[]): readonly string[] {
  return hunks.flatMap((hunk) => hunk.rows.map(({ mark, text }) => mark + text));
}

const runs = { numRuns: 150 };

describe("a hunk in a reply", () => {
  test("that came through whole is read as it stands, whatever its rows say", () => {
    fc.assert(
      fc.property(rows, (hunk) => {
        const found = hunksOf(`I think of this:\n\n${lines(hunk).join("\n")}\n\nWhat do you think?\n`);
        expect(shown(found)).toEqual(hunk.map(({ mark, text }) => mark + text));
        expect(found.every(({ certainty }) => certainty === 1)).toBe(true);
      }),
      runs,
    );
  });

  test("is the quoted person's when it is quoted, once or twice, tight or not", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom("> ", ">", "> > ", ">> "), (hunk, marks) => {
        const quoted = lines(hunk).map((line) => marks + line);
        const found = hunksOf(`A B wrote:\n${quoted.join("\n")}\n\nWhy that?\n`);
        expect(shown(found)).toEqual(hunk.map(({ mark, text }) => mark + text));
      }),
      runs,
    );
  });

  test("that was quoted and then wrapped is put together again, or not called certain", () => {
    const word = fc.constantFrom(
      "some",
      "words->of",
      "a_long_name",
      "x = y;",
      "(which",
      "goes)",
      "on,",
      "&&",
    );
    const long = fc.record({
      mark: fc.constantFrom(" ", "+", "-"),
      text: fc.array(word, { minLength: 1, maxLength: 16 }).map((words) => words.join(" ")),
    });
    let right = 0;
    let read = 0;
    fc.assert(
      fc.property(fc.array(long, { minLength: 3, maxLength: 10 }), (hunk) => {
        const quoted = lines(hunk).map((line) => `> ${line}`);
        const found = hunksOf(`A B wrote:\n${wrap(quoted.join("\n"), 74, 1)}\n\nWhy that?\n`);
        const same = shown(found).join("\n") === hunk.map(({ mark, text }) => mark + text).join("\n");
        read += 1;
        if (same) right += 1;
        else expect(found.some(({ certainty }) => certainty < 1)).toBe(true);
        for (const { gaps, rows: all, oldLines, newLines, certainty } of found)
          if (gaps.length === 0 && certainty === 1) {
            expect(all.filter(({ mark }) => mark !== "+").length).toBe(oldLines);
            expect(all.filter(({ mark }) => mark !== "-").length).toBe(newLines);
          }
      }),
      runs,
    );
    expect(right / read).toBeGreaterThanOrEqual(0.95);
  });
});
