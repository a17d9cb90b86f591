import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { openDigSite } from "../../src/series/digSite";

/** A hunk whose context is mostly a comment, as an archive leaves it that ate the first column; lines counted by hand. */
const reply = `From: Andrew Morton <akpm@osdl.org>
Date: Wed, 21 Feb 2007 09:08:41 -0500
Subject: Re: [PATCH] x

On Tue, Feb 20, 2007 at 11:01:50AM -0500, Zach Brown wrote:

diff --git a/fs/x.c b/fs/x.c
--- a/fs/x.c
+++ b/fs/x.c
@@ -20,9 +20,10 @@ int one(void)

/*
* The caller holds the lock of the inode here, so that nobody

This looks wrong to me, why is the lock held?

* else can come between the two of them while we write it.
*/

- old_call(inode);
+ new_call(inode);
+ second_call(inode);
return 0;
}

Please explain the second call.
`;

test("the sentences of a quoted C comment are no remarks, where marks and blanks were lost", () => {
  const { comments } = openDigSite([readDocument("reply.eml", new TextEncoder().encode(reply))]);
  expect(
    comments.map(({ lines, anchor }) => [lines.map(({ text }) => text).join("\n"), anchor?.line]),
  ).toEqual([
    ["This looks wrong to me, why is the lock held?", 22],
    ["Please explain the second call.", 29],
  ]);
});
