import { expect, test } from "vitest";
import { readDocument } from "../../src/mail/document";
import { readMessagePatches } from "../../src/series/sitePatch";

test.each([
  ["../../etc/passwd", "leads out of the tree"],
  ["a\u202eb.c", "hide or turn text"],
  ["fs/aio.c", null],
])("the path %j is read as it is and, where it is odd, spoken of", (path, words) => {
  const text = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;
  const [message] = readDocument("x.patch", new Uint8Array(Buffer.from(text, "utf8"))).messages;
  if (message === undefined) throw new Error("no message");
  const { patches, problems } = readMessagePatches(message);
  expect(patches[0]?.patch.files[0]?.new).toBe(path);
  expect(problems.map((problem) => problem.message).join()).toContain(words ?? "");
  expect(problems).toHaveLength(words === null ? 0 : 1);
});
