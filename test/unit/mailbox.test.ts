import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { gitMailsplit } from "../laws/git";

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf8"));
}

function subjects(text: string): string[] {
  return readDocument("x.mbox", bytes(text))
    .messages.filter((one) => !one.ghost)
    .map((one) => one.subject);
}

const separator = "From me@host Tue Feb 20 09:08:41 2007\n";

function mail(subject: string, body: string, fields = ""): string {
  return `${separator}From: A B <a@b.c>\nSubject: ${subject}\n${fields}\n${body}\n`;
}

test("prose that begins with From does not split, as in git mailsplit", () => {
  const mailbox =
    mail("one", "From now on: it is 12 o'clock.\n\nFrom: is a word too\n") + mail("two", "text\n");
  expect(subjects(mailbox)).toEqual(["one", "two"]);
  expect(gitMailsplit(bytes(mailbox))).toHaveLength(2);
});

test("escaped From lines come back (mboxrd), unless the lines around them are quotes", () => {
  const mailbox = mail("one", ">From the start\n>>From deeper\n\nend\n") + mail("two", "> a\n>From b\n> c\n");
  const [one, two] = readDocument("x.mbox", bytes(mailbox)).messages.filter((each) => !each.ghost);
  expect(one?.body.slice(0, 1).map((line) => line.text)).toEqual([">From the start"]);
  expect(two?.body.map((line) => line.text)).toEqual(["> a", ">From b", "> c", ""]);
  const alone = readDocument("x.mbox", bytes(mail("one", "text\n>From the start\nend\n")));
  expect(alone.messages[0]?.body.map((line) => line.text)).toEqual(["text", "From the start", "end", ""]);
});

test("a Content-Length that leads to the next separator hides separators in the body (mboxcl2)", () => {
  const body = `line\n\n${separator}Subject: not a mail\n\nend\n`;
  const right = mail("one", body, `Content-Length: ${body.length}\n`) + mail("two", "text\n");
  expect(subjects(right)).toEqual(["one", "two"]);
  const wrong = mail("one", body, `Content-Length: ${body.length - 3}\n`) + mail("two", "text\n");
  expect(subjects(wrong)).toEqual(["one", "not a mail", "two"]);
});

test("one mail of git format-patch is a mail; line ends may be CR LF", () => {
  const text = `From 20258b2b397031649e4a41922fe803d57017df84 Mon Sep 17 00:00:00 2001\nFrom: A B <a@b.c>\nSubject: [PATCH] x\n\nbody\n`;
  const document = readDocument("0001-x.patch", bytes(text.replaceAll("\n", "\r\n")));
  expect(document.kind).toBe("mail");
  expect(document.messages[0]).toMatchObject({
    id: "0001-x:m1",
    subject: "x",
    commit: "20258b2b397031649e4a41922fe803d57017df84",
    lines: [1, 5],
    body: [{ text: "body", line: 5 }],
  });
});

test("a header named __proto__ is a header like any other", () => {
  const document = readDocument("x.eml", bytes("From: a@b.c\n__proto__: x\nDate: x\nSubject: y\n\nz\n"));
  expect(document.messages[0]?.subject).toBe("y");
});

test("each mail begins on its own line of the document, whatever the mails above it are made of", () => {
  const bodies = [
    "",
    "\n",
    "\nwords\n\n\n",
    "Content-Transfer-Encoding: base64\n\naGVsbG8K\naGVsbG8K\n\n",
    "Content-Type: text/plain; charset=utf-8\n\nMüller\nand others\n\n",
    "Content-Type: text/html\n\n<p>one<br>two\n</p>\n\n",
    "Content-Type: text/plain; format=flowed\n\none \ntwo\n\n",
    "Content-Length: 22\n\nFrom here on\nit goes.\n\n",
    'Content-Type: multipart/mixed; boundary="x"\n\nbefore\n--x\n\none\n--x\n\ntwo\n--x--\nbehind\n\n',
    "\nno line end",
  ];
  const head = "From a@example.org Thu Feb  8 12:00:00 2007\nFrom: A <a@example.org>\n";
  const texts = bodies.map((body) => `${head}${body}`);
  const lineOf = (i: number) => `\n\n${texts.slice(0, i).join("")}`.split("\n").length;
  const { messages } = readDocument("x.mbox", bytes(`\n\n${texts.join("")}`));
  expect(messages.map(({ lines }) => lines[0])).toEqual(texts.map((_, i) => lineOf(i)));
});

test("a mailbox whose separators have no date is read, and prose that begins with From splits nothing", () => {
  const mail = (id: string): string =>
    `From nobody\nFrom: P <p@example.org>\nMessage-ID: <${id}@x>\nSubject: ${id}\n\nFrom here on:\n\nFrom me\nto you\n\nFrom what I see\nNote: all is well\n\n`;
  const { kind, messages } = readDocument("a.mbox", bytes(mail("one") + mail("two")));
  expect([kind, ...messages.map(({ subject }) => subject)]).toEqual(["mbox", "one", "two"]);
  const prose = "From the author:\nNote: nothing\n\nFrom nobody\nto: you\n";
  expect(readDocument("a.txt", bytes(prose)).kind).toBe("unknown");
});

test("the obsolete syntax of RFC 5322 is read: blanks before colons, a folded line of blanks, a year of RFC 822", () => {
  const head =
    "From  : John Doe <jdoe@example.org>\nSubject     : Saying\n  \n Hello\nDate: 13 Feb 69 23:32 -0330\n";
  const { kind, messages } = readDocument("a.eml", bytes(`${head}\nwords\n`));
  expect(kind).toBe("mail");
  expect(messages[0]).toMatchObject({
    author: "John Doe",
    date: "1969-02-13T23:32-03:30",
    body: [{ text: "words", line: 7 }],
  });
  expect(messages[0]?.subject.split(/\s+/)).toEqual(["Saying", "Hello"]);
});

test("a mail that says nothing but of which type it is, is a mail", () => {
  const text = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nwords\n";
  expect(readDocument("a.eml", bytes(text))).toMatchObject({ kind: "mail", messages: [{ subject: "" }] });
});
