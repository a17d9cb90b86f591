import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { readPatches } from "../../src/patch/reader";
import type { Hunk } from "../../src/patch/patch";

const names = "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n";
const diff = `${names}@@ -1,4 +1,4 @@\n int a;\n-int b = 1;\n+int b = 2;\n int c;\n }\n`;
const mailHead = "From: P <p@example.org>\nDate: Mon, 1 Jan 2018 00:00:00 +0000\nSubject: [PATCH] x\n";

function hunksOf(document: string | Uint8Array): readonly Hunk[] {
  const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document;
  const { messages } = readDocument("x.eml", bytes);
  const patches = messages.flatMap(({ body }) => readPatches(body).patches);
  return patches.flatMap(({ files }) => files).flatMap(({ hunks }) => hunks);
}

function rowsOf(hunk: Hunk | undefined): readonly string[] | undefined {
  return hunk?.rows.map(({ mark, text }) => mark + text);
}

const rows = [" int a;", "-int b = 1;", "+int b = 2;", " int c;", " }"];

test("nothing is guessed of a diff in Base64, whose rows share lines of the document", () => {
  const encoded = btoa(diff).replace(/.{76}/g, "$&\n");
  const [hunk] = hunksOf(`${mailHead}Content-Transfer-Encoding: base64\n\n${encoded}\n`);
  expect(rowsOf(hunk)).toEqual(rows);
  expect(hunk).toMatchObject({ certainty: 1, repairs: [] });
});

test("nothing is guessed of a diff in quoted-printable, whose rows go on in the next line", () => {
  const encoded = diff.replaceAll("=", "=3D").replace("int c;", "int =\nc;").replace("@@ -1", "@@=\n -1");
  const [hunk] = hunksOf(`${mailHead}Content-Transfer-Encoding: quoted-printable\n\n${encoded}`);
  expect(rowsOf(hunk)).toEqual(rows);
  expect(hunk).toMatchObject({ certainty: 1, repairs: [] });
});

test("a diff that is the whole of a mail is read, whatever type the mail claims", () => {
  const type = "Content-Type: application/octet-stream; x-default=true\n";
  expect(rowsOf(hunksOf(`${mailHead}${type}\n${diff}`)[0])).toEqual(rows);
});

test("a patch attached to the HTML of a mail is read with its plain text, as Apple's Mail nests them", () => {
  const file = `Content-Type: application/octet-stream; name="x.patch"\nContent-Disposition: attachment\n\n${diff}`;
  const html = "Content-Type: text/html\n\n<p>-- not a word</p>\n";
  const mixed = `Content-Type: multipart/mixed; boundary="B"\n\n--B\n${html}--B\n${file}--B\n${html}--B--\n`;
  const parts = `--A\nContent-Type: text/plain\n\nthe patch:\n--A\n${mixed}--A--\n`;
  const mail = `${mailHead}Content-Type: multipart/alternative; boundary="A"\n\n${parts}`;
  expect(rowsOf(hunksOf(mail)[0])).toEqual(rows);
  const { messages } = readDocument("x.eml", new TextEncoder().encode(mail));
  expect(messages[0]?.body.some(({ text }) => text.includes("not a word"))).toBe(false);
});

test("a change of a file's encoding is read as such: of each row the charset is told apart", () => {
  const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
  const patch = [...bytes(`${names}@@ -1 +1 @@\n-Ä\n+`), 0xc4, 0x0a];
  expect(rowsOf(hunksOf(Uint8Array.from(patch))[0])).toEqual(["-Ä", "+Ä"]);
});

test("an apostrophe within a word is the file's own, however typographic", () => {
  const patch = diff.replace("int b = 2;", "int b; /* CD’s */");
  expect(hunksOf(patch)[0]).toMatchObject({ certainty: 1, repairs: [] });
  expect(rowsOf(hunksOf(patch)[0])?.[2]).toBe("+int b; /* CD’s */");
});

test("a line that GNU patch looks for in the file (Prereq) names no second file", () => {
  const text = diff.replace(/^diff .*\n/, "Index: x.c\nPrereq:  1.4117\n");
  const { messages } = readDocument("x.patch", new TextEncoder().encode(text));
  const files = messages.flatMap(({ body }) => readPatches(body).patches).flatMap((patch) => patch.files);
  expect(files.map((file) => [file.new, file.hunks.length])).toEqual([["x.c", 1]]);
});

test("rows beyond the counts of the last hunk of a file are left out, as by git apply", () => {
  const [hunk] = hunksOf(`${diff}-more\n+most\n`);
  expect(rowsOf(hunk)).toEqual(rows);
});
