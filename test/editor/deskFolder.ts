import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A small queue in C after each commit: the second commit adds a lock, the third one forgets to release it. */
const versions = [
  ["queue.c: a queue", "int head;\n\nint take(void)\n{\n\thead++;\n\treturn head;\n}\n"],
  [
    "queue: lock the head",
    "int head;\nint lock;\n\nint take(void)\n{\n\tlock++;\n\thead++;\n\tlock--;\n\treturn head;\n}\n",
  ],
  [
    "queue: leave early",
    "int head;\nint lock;\n\nint take(void)\n{\n\tlock++;\n\tif (head > 9)\n\t\treturn 0;\n\thead++;\n\tlock--;\n\treturn head;\n}\n",
  ],
] as const;

/** A folder that holds a git repository of three commits. */
export interface Workplace {
  readonly folder: string;
  readonly git: (...args: string[]) => string;
  readonly remove: () => void;
}

/** Makes a repository as a person has one. */
export function makeWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  const identity = ["-c", "user.name=Ann Author", "-c", "user.email=ann@example.org"];
  const git = (...args: string[]) =>
    execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" });
  git("init", "-q", "-b", "main");
  for (const [title, text] of versions) {
    writeFileSync(join(folder, "queue.c"), text);
    git("add", "-A");
    git("commit", "-q", "-m", title);
  }
  return { folder, git, remove: () => rmSync(folder, { recursive: true }) };
}

/** A mail of a thread with a patch and a review of it; lines of the patch are those of the second commit. */
export const reviewedThread = `From mboxrd@z Thu Jan  1 00:00:00 1970
From: Ann Author <ann@example.org>
Date: Mon, 6 Nov 2006 10:00:00 +0000
Message-ID: <patch@example.org>
Subject: [PATCH] queue: lock the head

---
--- a/queue.c
+++ b/queue.c
@@ -1,7 +1,10 @@
 int head;
+int lock;
 
 int take(void)
 {
+\tlock++;
 \thead++;
+\tlock--;
 \treturn head;
 }

From mboxrd@z Thu Jan  1 00:00:00 1970
From: Rob Reviewer <rob@example.org>
Date: Mon, 6 Nov 2006 12:00:00 +0000
Message-ID: <review@example.org>
In-Reply-To: <patch@example.org>
Subject: Re: [PATCH] queue: lock the head

Ann Author wrote:
> +\tlock--;
> \treturn head;

This reads the head after the lock is gone.
`;

/** A list archive on this machine. */
export interface Archive {
  readonly address: string;
  readonly close: () => void;
}

/** Serves {@link reviewedThread} as a public-inbox server would, and an error page for any other message. */
export async function serveArchive(): Promise<Archive> {
  const server: Server = createServer((request, response) => {
    const isKnown = request.url === "/all/patch@example.org/t.mbox.gz";
    response.writeHead(isKnown ? 200 : 404, { "access-control-allow-origin": "*" });
    response.end(isKnown ? gzipSync(reviewedThread) : "<html><body>404 Not Found</body></html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { address: `http://127.0.0.1:${address.port}/all`, close: () => server.close() };
}
