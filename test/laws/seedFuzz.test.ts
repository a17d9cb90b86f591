import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";
import { runs } from "./thorough";

const seeds = readdirSync("media/corpus")
  .filter((name) => name.endsWith(".txt"))
  .map((name) => readFileSync(`media/corpus/${name}`, "latin1"));

/** Pieces that readers of mails and patches look for, to be put where nobody expects them. */
const pieces = [
  "\n> ",
  "\n>> ",
  "\nOn Tue, Feb 20, 2007 at 11:01:50AM -0500, X Y wrote:\n",
  "\n-----Original Message-----\nFrom: X\nSent: now\nTo: y\nSubject: z\n\n",
  "\n--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n",
  "\n@@ -0,0 +1 @@\n",
  "\ndiff --git a/../../etc/passwd b//etc/passwd\n",
  "\ncommit 0123456789012345678901234567890123456789\nAuthor: X <x@y>\n\n    t\n",
  "From me Tue Feb 20 09:08:41 2007\n__proto__: x\nFrom: x@y\nSubject: =?utf-8?q?=C3?= =?utf-8?b?!!?=\n",
  "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
  "\u202e",
  "\0",
  "\r\n",
  "\r",
  "\n\n\n",
  "-- \n",
  "",
];

interface Change {
  readonly at: number;
  readonly drop: number;
  readonly put: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.integer({ min: 0, max: 400 }),
  put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 20 })),
});

function damage(text: string, changes: readonly Change[]): string {
  return changes.reduce((now, { at, drop, put }) => {
    const start = Math.floor(at * now.length);
    return now.slice(0, start) + put + now.slice(start + drop);
  }, text);
}

test("no damage to a seed document makes the reader throw, and every line number is one of the document's", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(change, { minLength: 1, maxLength: 8 }),
      (seed, changes) => {
        const text = damage(seed, changes);
        const bytes = new Uint8Array(Buffer.from(text, "latin1"));
        const lineCount = text.split("\n").length;
        const document = readDocument("damaged.txt", bytes);
        const site = openDigSite([document]);
        const ids = new Set(document.messages.map((message) => message.id));
        expect(ids.size).toBe(document.messages.length);
        for (const message of document.messages) {
          const lines = [...message.lines, ...message.body.map(({ line }) => line)];
          expect(Math.min(...lines)).toBeGreaterThanOrEqual(1);
          expect(Math.max(...lines)).toBeLessThanOrEqual(lineCount);
          for (const passage of message.passages) expect(ids).toContain(passage.message);
        }
        for (const { entries } of site.threads) expect(entries[0]?.parent).toBeNull();
      },
    ),
    { numRuns: runs(60, 300), seed: 1 },
  );
});

test("a mailbox read in chunks gives the messages of the mailbox read at once", async () => {
  const { DocumentReader } = await import("../../src/mail/documentReader");
  const [, second = "", , fourth = ""] = seeds;
  const mails = [second.slice(second.indexOf("From: ")), `From: x@y\nSubject: Re: z\n\n${fourth}`];
  const separator = "From me Tue Feb 20 09:08:41 2007\n";
  const mailbox = mails.map((mail) => `${separator}${mail}\n`).join("");
  const bytes = new Uint8Array(Buffer.from(mailbox, "latin1"));
  const whole = readDocument("x.mbox", bytes);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), (size) => {
      const reader = new DocumentReader("x.mbox");
      const messages = [];
      for (let at = 0; at < bytes.length; at += size) {
        for (const reading of reader.push(bytes.slice(at, at + size))) messages.push(...reading.messages);
      }
      for (const reading of reader.end()) messages.push(...reading.messages);
      expect(messages).toEqual(whole.messages);
    }),
    { numRuns: 20, seed: 2 },
  );
});
