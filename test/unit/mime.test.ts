import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { gunzip } from "../../src/mail/gunzip";
import type { Message } from "../../src/mail/message";
import { gitMailinfo } from "../laws/git";

function read(head: string, body: Uint8Array | string): Message {
  const bytes = Buffer.concat([
    Buffer.from(`From: A B <a@b.c>\nDate: Tue, 20 Feb 2007 09:08:41 -0500\n${head}\n\n`, "latin1"),
    typeof body === "string" ? Buffer.from(body, "latin1") : body,
  ]);
  const [message] = readDocument("x.eml", new Uint8Array(bytes)).messages;
  if (message === undefined) throw new Error("no message");
  return message;
}

function text(message: Message): string {
  return message.body.map((line) => line.text).join("\n");
}

test.each([
  ["iso-8859-2", [0xb3, 0xf3, 0x64], "łód"],
  ["koi8-r", [0xd6, 0xd5, 0xcb], "жук"],
  ["iso-2022-jp", [0x1b, 0x24, 0x42, 0x45, 0x44, 0x1b, 0x28, 0x42], "田"],
  ["gb2312", [0xcc, 0xef], "田"],
  ["MacRoman", [0x8e], "é"],
  ["windows-1252", [0x93, 0x61, 0x94], "“a”"],
  // The examples of RFC 2152, sections 3 and 4: "A<not identical to><Alpha>.", and a plus sign as such.
  ["utf-7", [...Buffer.from("A+ImIDkQ. 1 +- 1")], "A≢Α. 1 + 1"],
])("text in %s", (charset, bytes, expected) => {
  expect(text(read(`Content-Type: text/plain; charset=${charset}`, new Uint8Array(bytes)))).toBe(expected);
});

test("a missing or wrong charset is guessed: UTF-8 where it is valid, else Windows-1252, and said", () => {
  expect(text(read("Subject: x", Buffer.from("é", "utf8")))).toBe("é");
  expect(text(read("Subject: x", new Uint8Array([0xe9])))).toBe("é");
  const bytes = Buffer.from(
    "From: a@b\nDate: x\nContent-Type: text/plain; charset=utf-8\n\n\xe9\n",
    "latin1",
  );
  const document = readDocument("x.eml", new Uint8Array(bytes));
  expect(document.problems[0]?.message).toContain("charset is guessed");
});

test.each([
  ["=?utf-8?q?J=C3=B6rg?=", "Jörg"],
  ["=?utf-8?b?SsO2?= =?utf-8?b?cmc=?= x", "Jörg x"],
  ["=?utf-8?q?=C3?= =?utf-8?q?=B6?=", "ö"],
  ["=?iso-8859-1*en?Q?a_b=E9?=", "a bé"],
  ["=?us-ascii?q?broken", "=?us-ascii?q?broken"],
  ["=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?= =?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=", "テストテスト"],
])("the subject %s is %s (RFC 2047)", (raw, expected) => {
  expect(read(`Subject: ${raw}`, "").subject).toBe(expected);
});

test("a boundary in pieces (RFC 2231) is joined; only text parts and patches are words", () => {
  const head = 'Content-Type: multipart/mixed; boundary*0="ab"; boundary*1="cd"';
  const parts = [
    "Content-Type: text/plain\n\nwords",
    "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA",
    'Content-Type: application/octet-stream; name="x.diff"\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b',
  ];
  const message = read(
    head,
    `preamble\n${parts.map((part) => `--abcd\n${part}\n`).join("")}--abcd--\nepilogue\n`,
  );
  expect(text(message)).toBe("words\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b");
});

test("a mail that is a file of any type is read where it is text, as git's mailinfo reads it", () => {
  const head = "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64";
  expect(text(read(head, Buffer.from("a text\n").toString("base64")))).toBe("a text");
  expect(text(read(head, Buffer.from([80, 75, 3, 4, 0, 0, 0, 0, 0, 0]).toString("base64")))).toBe("");
});

test("in a text of two encodings each line has its own, and a sign for what is lost stays one", () => {
  const bytes = [...Buffer.from("ö \ufffd\n"), 0xe9, 0x0a];
  expect(text(read("Subject: x", new Uint8Array(bytes)))).toBe("ö \ufffd\né");
});

test("of alternatives the plain one is read; HTML alone loses its tags", () => {
  const head = "Content-Type: multipart/alternative; boundary=b";
  const both = "--b\nContent-Type: text/html\n\n<p>html</p>\n--b\nContent-Type: text/plain\n\nplain\n--b--\n";
  expect(text(read(head, both))).toBe("plain");
  expect(text(read("Content-Type: text/html", "<p>a &lt;b&gt;</p><script>no</script>"))).toBe("a <b>");
});

test("decoded lines keep their numbers in the document", () => {
  const quoted = read("Content-Transfer-Encoding: quoted-printable", "one=\n two\nthree =3D 3\n");
  expect(quoted.body).toEqual([
    { text: "one two", line: 5, through: 6 },
    { text: "three = 3", line: 7 },
  ]);
  const encoded = Buffer.from("first line\nsecond line\n").toString("base64").replace(/.{8}/g, "$&\n");
  const based = read("Content-Transfer-Encoding: base64", encoded);
  // Eight digits are six bytes: the second line begins at byte 11, in the second row.
  expect(based.body).toEqual([
    { text: "first line", line: 5 },
    { text: "second line", line: 6, through: 7 },
  ]);
});

test("a line that a mailbox escaped keeps the last line of the document that went into it", () => {
  const head =
    "From A Tue Feb 20 09:08:41 2007\nFrom: A B <a@b.c>\nContent-Transfer-Encoding: quoted-printable\n\n";
  const mailbox = new TextEncoder().encode(`${head}>From here =\non\n`);
  expect(readDocument("x.mbox", mailbox).messages[0]?.body).toEqual([
    { text: "From here on", line: 5, through: 6 },
  ]);
});

test("an empty row of a diff that is quoted in format=flowed is not joined with the row below it", () => {
  const head =
    "From: A B <a@b.c>\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n";
  const quoted = ["> @@ -1,2 +1,3 @@", ">   a();", ">   ", "> +b();", "> words that \n> go on"];
  const { messages } = readDocument("reply.eml", new TextEncoder().encode(head + quoted.join("\n")));
  const texts = messages.flatMap(({ body }) => body.map(({ text }) => text.trim()));
  expect(texts).toEqual(["@@ -1,2 +1,3 @@", "a();", "", "+b();", "words that go on"]);
});

test.each(["no", "yes"])("format=flowed with delsp=%s joins lines as git does", (delsp) => {
  const head = `Subject: x\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=${delsp}`;
  const body = "one \ntwo\n From here\n  stuffed\n-- \nsign\n";
  const whole = `From: A B <a@b.c>\nDate: Tue, 20 Feb 2007 09:08:41 -0500\n${head}\n\n${body}`;
  expect(`${text(read(head, body))}\n`).toBe(gitMailinfo(new Uint8Array(Buffer.from(whole))).message);
});

test("gzip is unpacked up to a limit", () => {
  const packed = new Uint8Array(gzipSync(Buffer.from("From: a@b\nDate: x\nSubject: packed\n\nbody\n")));
  expect(readDocument("x.eml.gz", packed).messages[0]).toMatchObject({ id: "x:m1", subject: "packed" });
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(5_000_000)));
  const { bytes, doubt } = gunzip(bomb, 100_000);
  expect(bytes).toHaveLength(100_000);
  expect(doubt).toContain("limit");
  expect(gunzip(packed.subarray(0, 30)).doubt).toContain("damaged");
});

test("endless nesting of parts ends at the stated limit", () => {
  const levels = Array.from(
    { length: 200 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  );
  const bytes = Buffer.from(`From: a@b\nDate: x\n${levels.join("")}\nend\n`);
  const { problems, messages } = readDocument("x.eml", new Uint8Array(bytes));
  expect(messages).toHaveLength(1);
  expect(problems.map(({ message }) => message).join()).toContain("deeper than 32");
});

test("binary data is said to be none of ours", () => {
  const document = readDocument("x.bin", new Uint8Array(1000));
  expect(document).toMatchObject({ kind: "unknown", messages: [] });
  expect(document.problems).toHaveLength(1);
});
