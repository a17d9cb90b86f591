import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import type { Document } from "../../src/mail/document";
import { readMessagePatches } from "../../src/series/sitePatch";

function read(text: string): Document {
  return readDocument("x.txt", new Uint8Array(Buffer.from(text, "utf8")));
}

test("a page of marc.info: its head, its disguised addresses, and neither bar of links", () => {
  const document = read(`[prev in list] [next in list] [prev in thread] [next in thread]

List:       linux-kernel
Subject:    Re: [PATCH] aio: x
From:       Zach Brown <zach.brown () oracle ! com>
Date:       2007-02-20 14:08:41
Message-ID: 45DB0000.1000 () oracle ! com
[Download RAW message or body]

It works.

- z
-
To unsubscribe from this list: send the line "unsubscribe linux-aio" in
the body to majordomo@kvack.org.

[prev in list] [next in list] [prev in thread] [next in thread]

Configure | About | News | Add a list | Sponsored by KoreLogic
`);
  expect(document.kind).toBe("archive-page");
  expect(document.messages).toHaveLength(1);
  expect(document.messages[0]).toMatchObject({
    subject: "aio: x",
    author: "Zach Brown",
    email: "zach.brown@oracle.com",
    date: "2007-02-20T14:08:41",
    messageId: "<45DB0000.1000@oracle.com>",
    lines: [3, 12],
  });
  expect(
    document.messages[0]?.body
      .map(({ text }) => text)
      .join("\n")
      .trim(),
  ).toBe("It works.\n\n- z");
});

test("a page of lkml.org: names and values apart by a tab", () => {
  const document = read(`[lkml] [2007] [Feb] [20]
Date\tTue, 20 Feb 2007 09:08:41 -0500
From\tZach Brown <>
Subject\t[PATCH] aio: x

--- a/fs/aio.c
+++ b/fs/aio.c
@@ -1 +1 @@
-a
+b
`);
  expect(document.kind).toBe("archive-page");
  expect(document.messages[0]).toMatchObject({
    subject: "aio: x",
    author: "Zach Brown",
    date: "2007-02-20T09:08:41-05:00",
  });
});

test.each(["", "    ", "  * "])("a page of pipermail as a browser copies it, %j before its links", (mark) => {
  const links = `${mark}Previous message: [list] other\n${mark}Messages sorted by: [ date ] [ thread ]\n`;
  const document = read(`[list] [PATCH] aio: x

Zach Brown zach.brown at oracle.com
Tue Feb 20 09:08:41 EST 2007

${links}
On Mon, 19 Feb 2007, A Writer wrote:
> Is it so?

--- a/fs/aio.c
+++ b/fs/aio.c
@@ -1 +1 @@
-a
+b

${links}
More information about the list mailing list
`);
  expect(document.kind).toBe("archive-page");
  const [message, ...ghosts] = document.messages;
  expect(message).toMatchObject({
    subject: "aio: x",
    author: "Zach Brown",
    email: "zach.brown@oracle.com",
    date: "2007-02-20T09:08:41-05:00",
  });
  expect(ghosts.map(({ author }) => author)).toEqual(["A Writer"]);
  const patches = message === undefined ? [] : readMessagePatches(message).patches;
  expect(patches.flatMap(({ patch }) => patch.files).map((file) => [file.new, file.additions])).toEqual([
    ["fs/aio.c", 1],
  ]);
});

test.each(["\t", ""])(
  "a page of public-inbox, its further addresses behind %j, without the thread below",
  (gap) => {
    const document = read(`All of lore.kernel.org
 help / color / mirror / Atom feed
From: A Writer <a@b.org>
To: git@vger.kernel.org
Cc: c@d.org, e@f.org,
${gap}g@h.org
Subject: [PATCH v4 06/17] count
Date: Wed, 18 May 2022 19:11:06 -0400\t[thread overview]
Message-ID: <1@b.org> (raw)
In-Reply-To: <0@b.org>

Here it is.

  parent reply\tother threads:[~2022-05-18 23:12 UTC|newest]

Thread overview: 2+ messages / expand[flat|nested]  mbox.gz  Atom feed  top
2021-11-29 22:25 [PATCH 00/17] all of it A Writer
2021-11-29 22:25 \` [PATCH 01/17] the first A Writer
2021-12-02 14:33   \` Somebody Else
${"* reply in this way\n".repeat(40)}`);
    expect(document.kind).toBe("archive-page");
    expect(document.messages).toHaveLength(1);
    expect(document.messages).toMatchObject([
      {
        subject: "count",
        author: "A Writer",
        date: "2022-05-18T19:11:06-04:00",
        messageId: "<1@b.org>",
        inReplyTo: "<0@b.org>",
        repairs: [{ line: 14, kind: "furniture" }],
      },
    ]);
    const words = document.messages[0]?.body.filter(({ text }) => text !== "") ?? [];
    expect(words.map(({ text }) => text)).toEqual(["Here it is."]);
  },
);

test("a page of hypermail with links around the head", () => {
  const document = read(`Linux-Kernel Archive: Re: [PATCH] aio: x

Re: [PATCH] aio: x

From: Zach Brown
Date: Tue Feb 20 2007 - 09:08:41 EST

Next message: A: "b"
Previous message: C: "d"
Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]

Fine with me.

Next message: A: "b"
Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]
`);
  expect(document.messages[0]).toMatchObject({ subjectRaw: "Re: [PATCH] aio: x", author: "Zach Brown" });
  expect(
    document.messages[0]?.body
      .map(({ text }) => text)
      .join("")
      .trim(),
  ).toBe("Fine with me.");
});

test.each([
  [
    "git show",
    "commit 20258b2b397031649e4a41922fe803d57017df84\nAuthor: A B <a@b>\nDate:   Tue Feb 20 09:08:41 2007 -0500\n\n    dio: x\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
    "20258b2b397031649e4a41922fe803d57017df84",
  ],
  [
    "hg export",
    "# HG changeset patch\n# User A B <a@b>\n# Date 1172000000 0\n# Node ID 8c8c075ae1c38c8c075ae1c38c8c075ae1c38c8c\ndio: x\n\ndiff -r 8c8c075ae1c3 x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
    "8c8c075ae1c38c8c075ae1c38c8c075ae1c38c8c",
  ],
  ["quilt", "From: A B <a@b>\nSubject: dio: x\n\ntext\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", null],
])("a bare patch of %s says who wrote it", (_, text, commit) => {
  const [message] = read(text).messages;
  expect(message).toMatchObject({ subject: "dio: x", author: "A B", email: "a@b", commit });
});

test("a bare diff that is indented or numbered is a patch; a context diff is said to be one", () => {
  const lines = ["--- a/x.c", "+++ b/x.c", "@@ -1,2 +1,2 @@", " a", "-b", "+c"];
  expect(read(lines.map((line) => `    ${line}\n`).join("")).kind).toBe("patch");
  expect(read(lines.map((line, index) => `${index + 1}: ${line}\n`).join("")).kind).toBe("patch");
  const context = "*** x.c.orig\n--- x.c\n***************\n*** 1,2 ****\n  a\n! b\n--- 1,2 ----\n  a\n! c\n";
  expect(read(context).kind).toBe("patch");
});

test("a line of 200,000 blanks, in whatever document, is read like any other", () => {
  // Patterns for the head of a commit page once took the cube of it: minutes, and this file would time out.
  const document = read(
    `From: a@example.org\nSubject: wide\n\n${" ".repeat(200_000)}\n\tfar${"\t".repeat(200_000)}right\n`,
  );
  expect(document.messages).toMatchObject([{ subject: "wide" }]);
});
