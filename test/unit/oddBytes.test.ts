import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { DocumentReader } from "../../src/mail/documentReader";
import { openDigSite } from "../../src/series/digSite";

const patch = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n";
const mail = `From: A <a@b.org>\nDate: Thu, 8 Feb 2007 12:00:00 +0000\nSubject: [PATCH] é\nMessage-ID: <u@x>\n\ntext\n---\n${patch}`;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

/** What is read of the bytes, as a whole and as they arrive. */
function kinds(bytes: Uint8Array): readonly unknown[] {
  const reader = new DocumentReader("x.eml");
  const streamed = [...reader.push(bytes), ...reader.end()].flatMap(({ messages }) => messages);
  const document = readDocument("x.eml", bytes);
  expect(reader.kind).toBe(document.kind);
  expect(streamed).toEqual(document.messages);
  const hunks = openDigSite([document]).patches.flatMap((each) =>
    each.patch.files.flatMap((file) => file.hunks),
  );
  return [document.kind, document.messages[0]?.subject, hunks.length, document.problems.length];
}

test.each([
  ["as it is", utf8(mail), "mail"],
  ["behind a byte order mark", utf8(`\ufeff${mail}`), "mail"],
  ["in a mailbox behind a byte order mark", utf8(`\ufeffFrom a@b Thu Feb  8 12:00:00 2007\n${mail}`), "mbox"],
  ["in UTF-16", utf16(mail), "mail"],
  ["with carriage returns alone", utf8(mail.replaceAll("\n", "\r")), "mail"],
  ["packed", gzipSync(mail), "mail"],
  ["packed twice", gzipSync(gzipSync(mail)), "mail"],
  ["packed in UTF-16", gzipSync(utf16(mail)), "mail"],
])("a mail %s", (_, bytes, kind) => {
  expect(kinds(new Uint8Array(bytes))).toEqual([kind, "é", 1, 0]);
});

test("a bomb ends at the limit and is told", () => {
  const { kind, problems } = readDocument("bomb.gz", gzipSync(Buffer.alloc(280_000_000, "0"), { level: 1 }));
  expect(kind).toBe("unknown");
  expect(problems[0]?.message).toContain("more than 268435456 bytes come out");
});

test("what holds nothing, and what is no text, is said to be so", () => {
  // Every byte equally often, as in packed or random data.
  const even = Uint8Array.from({ length: 20_000 }, (_, n) => (n * 167 + (n >> 8) * 13) & 255);
  const said = (bytes: Uint8Array) => readDocument("x", bytes).problems.map(({ message }) => message);
  expect(said(new Uint8Array())).toEqual(["This document is empty."]);
  expect(said(utf8("\n \n"))).toEqual(["This document is empty."]);
  expect(said(even)).toEqual(["This is binary data, not text; nothing of it is read."]);
});
