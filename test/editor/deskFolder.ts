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

/** A thread of a patch and a review of it with two remarks; lines of the patch are those of the second commit. */
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
> +int lock;

A plain int locks nothing out.

> +\tlock--;
> \treturn head;

This reads the head after the lock is gone.
`;

/** A patch of two files, the first with two hunks, and a review that speaks of a line that it deletes: the old line 12. */
export const twoFiles = `From mboxrd@z Thu Jan  1 00:00:00 1970
From: Ann Author <ann@example.org>
Date: Mon, 6 Nov 2006 10:00:00 +0000
Message-ID: <stack@example.org>
Subject: [PATCH] stack: shorter

---
--- a/stack.c
+++ b/stack.c
@@ -1,3 +1,3 @@ int push(void)
 {
-\ttop = top + 1;
+\ttop++;
 }
@@ -11,3 +11,3 @@ int pop(void)
 {
-\ttop = top - 1;
+\ttop--;
 }
--- a/stack.h
+++ b/stack.h
@@ -5 +5,2 @@
 int push(void);
+int pop(void);

From mboxrd@z Thu Jan  1 00:00:00 1970
From: Rob Reviewer <rob@example.org>
Date: Mon, 6 Nov 2006 12:00:00 +0000
Message-ID: <stack-review@example.org>
In-Reply-To: <stack@example.org>
Subject: Re: [PATCH] stack: shorter

Ann Author wrote:
> -\ttop = top - 1;

Two readers could do this at once.
`;

/** A patch whose second hunk ends in the middle: its header counts one more row than there is. */
export const cutPatch = `--- a/one.c
+++ b/one.c
@@ -1,2 +1,2 @@ int first(void)
 {
-\treturn 0;
+\treturn 1;
@@ -10,4 +10,4 @@ int second(void)
 {
-\tint a = 0;
+\tint a = 1;
 \treturn a;
`;

/** A mailbox of patches, one in ten mails, each followed by nine answers that speak of three of its lines. */
export function longThread(mails: number): string {
  return Array.from({ length: mails }, (_, index) => {
    const part = Math.floor(index / 10);
    const isPatch = index % 10 === 0;
    const hunk = [
      `@@ -1,3 +1,4 @@ int f${part}(void)`,
      ` int a${part};`,
      `+int b${part};`,
      " int c;",
      " int d;",
    ];
    const body = isPatch
      ? ["---", `--- a/f${part}.c`, `+++ b/f${part}.c`, ...hunk]
      : [
          "Ann Author wrote:",
          ...hunk.slice(0, 2 + (index % 3)).map((row) => `> ${row}`),
          "",
          `Why is this (${index})?`,
        ];
    return [
      "From mboxrd@z Thu Jan  1 00:00:00 1970",
      `From: Person ${index % 7} <person${index % 7}@example.org>`,
      "Date: Mon, 6 Nov 2006 10:00:00 +0000",
      `Message-ID: <${index}@example.org>`,
      ...(isPatch ? [] : [`In-Reply-To: <${part * 10}@example.org>`]),
      `Subject: ${isPatch ? "" : "Re: "}[PATCH] part ${part} of the work`,
      "",
      ...body,
      "",
    ].join("\n");
  }).join("\n");
}

/** A patch by itself, as a mailbox that may grow. */
export function patchMail(name: string): string {
  return `From mboxrd@z Thu Jan  1 00:00:00 1970
From: Nora New <nora@example.org>
Date: Tue, 7 Nov 2006 10:00:00 +0000
Message-ID: <${name}@example.org>
Subject: [PATCH] ${name}: one more

---
--- a/${name}.c
+++ b/${name}.c
@@ -1 +1,2 @@
 int ${name};
+int more;

`;
}

/** A list archive on this machine. */
export interface Archive {
  /** Of the server's inbox. */
  readonly address: string;
  /** Addresses that were asked for, as the requests named them. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/**
 * Serves {@link reviewedThread} as a public-inbox server would, a page of HTML for `page@example.org`, nothing for
 * `slow@example.org`, which waits for ever, and an error page for any other message.
 */
export async function serveArchive(): Promise<Archive> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    // A proxy is asked with the whole address.
    const path = (request.url ?? "").replace(/^http:\/\/[^/]+/, "");
    asked.push(request.url ?? "");
    if (path === "/all/slow@example.org/t.mbox.gz") return;
    const isKnown = path === "/all/patch@example.org/t.mbox.gz";
    const isPage = path === "/all/page@example.org/t.mbox.gz";
    response.writeHead(isKnown || isPage ? 200 : 404, { "access-control-allow-origin": "*" });
    response.end(
      isKnown ? gzipSync(reviewedThread) : "<html><body>Making sure you are not a bot</body></html>",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A proxy may also be asked for a way through to another host.
  server.on("connect", ({ url }, socket) => {
    asked.push(url ?? "");
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    server.emit("connection", socket);
  });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { address: `http://127.0.0.1:${address.port}/all`, asked, close };
}
