import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { readMessagePatches } from "../../src/series/sitePatch";

/*
 * Pages saved as their source, in the forms that hypermail and Mailman 2 write.
 */

const diff = `Keeps count, see <a href="http://x.org">x.org</a>.

--- a/x.c
+++ b/x.c
@@ -1,3 +1,3 @@
 #include &lt;a.h&gt;
-\tif (p-&gt;n &amp;&amp; !q)
+\tif (p-&gt;n)
 \t\treturn;
`;

const hypermail = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">
<html><head><title>Linux-Kernel Archive: [PATCH 1/2] count</title></head>
<body>
<!-- received="Mon Feb 19 14:52:27 2007" -->
<!-- sent="Mon, 19 Feb 2007 11:52:27 -0800" -->
<!-- name="A Writer" -->
<!-- email="a@b.org" -->
<!-- subject="[PATCH 1/2] count" -->
<!-- id="1@b.org" -->
<!-- inreplyto="0@b.org" -->
<ul><li><b>Next message:</b> <a href="2.html">somebody</a></li></ul>
<!-- body="start" -->
<pre>
${diff}</pre>
<!-- body="end" -->
<hr></body></html>
`;

const pipermail = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">
<HTML><HEAD><TITLE> [PATCH 1/2] count
   </TITLE></HEAD>
 <BODY BGCOLOR="#ffffff">
   <H1>[PATCH 1/2] count</H1>
    <B>A Writer</B>
    <A HREF="mailto:list%40b.org?Subject=Re:%20x&In-Reply-To=%3C1%40b.org%3E" TITLE="[PATCH 1/2] count">a at b.org
       </A><BR>
    <I>Mon Feb 19 11:52:27 PST 2007</I>
<!--beginarticle-->
<PRE>${diff}</PRE>
<!--endarticle-->
</BODY></HTML>
`;

test.each([
  ["hypermail", hypermail, "<1@b.org>", "<0@b.org>", 18],
  ["pipermail", pipermail, "<1@b.org>", null, 15],
])("%s: who, when, what about, and the diff with its lines", (_, page, messageId, inReplyTo, line) => {
  const { kind, messages } = readDocument("x.html", new TextEncoder().encode(page));
  expect(kind).toBe("archive-page");
  const [message] = messages;
  expect(message).toMatchObject({
    subject: "count",
    author: "A Writer",
    email: "a@b.org",
    date: "2007-02-19T11:52:27-08:00",
    messageId,
    inReplyTo,
  });
  const files =
    message === undefined ? [] : readMessagePatches(message).patches.flatMap(({ patch }) => patch.files);
  const [hunk] = files.flatMap((file) => file.hunks);
  expect(hunk?.rows.map((row) => row.mark + row.text)).toEqual([
    " #include <a.h>",
    "-\tif (p->n && !q)",
    "+\tif (p->n)",
    " \t\treturn;",
  ]);
  expect(hunk?.line).toBe(line);
  expect(page.split("\n")[line - 1]).toBe("@@ -1,3 +1,3 @@");
});

test("a page without marks is read as its text; a patch to a page is no page", () => {
  const page = `<html><body><pre>${diff}</pre></body></html>\n`;
  expect(readDocument("x.html", new TextEncoder().encode(page))).toMatchObject({ kind: "patch" });
  const patch = "--- a/x.html\n+++ b/x.html\n@@ -1 +1 @@\n-<html>&amp;\n+<html>&lt;\n";
  const [message] = readDocument("x.diff", new TextEncoder().encode(patch)).messages;
  const rows =
    message === undefined
      ? []
      : readMessagePatches(message).patches.flatMap((each) =>
          each.patch.files.flatMap((file) => file.hunks[0]?.rows ?? []),
        );
  expect(rows.map(({ text }) => text)).toEqual(["<html>&amp;", "<html>&lt;"]);
});
