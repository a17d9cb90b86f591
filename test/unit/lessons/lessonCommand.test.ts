import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { lesson } from "../../../src/cli/lesson";
import { writtenBy } from "../cli/written";

const folder = mkdtempSync(join(tmpdir(), "lessons-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The smallest GIF: one pixel. */
const dot = "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

const file = (name: string) => join(folder, name);
writeFileSync(
  file("ring.md"),
  "---\ntitle: The ring\nsummary: A ring.\n---\n\n## One\n\n![A ring](pictures/ring.gif) holds [slots](glossary:slot).\n",
);
writeFileSync(file("glossary.md"), "# Words\n\n## slot\n\nA place in the ring; see [head](glossary:head).\n");
mkdirSync(file("pictures"));
writeFileSync(file("pictures/ring.gif"), Buffer.from(dot, "base64"));

const run = (...args: readonly string[]) => writtenBy((io) => lesson.run(args, io));

it("checks a folder: its lessons with their pictures and words, and its glossary", async () => {
  const { out, status } = await run("check", folder);
  expect(out).toBe(`${file("glossary.md")}:5: The glossary has no entry "head".\n`);
  expect(status).toBe(2);
  expect(await run("check", file("ring.md"))).toEqual({
    out: "1 file: every link, picture, place, quote, claim and challenge holds.\n",
    err: "",
    status: 0,
  });
});

it("exports a lesson with its pictures in the page", async () => {
  const { out } = await run("export", file("ring.md"), "--html");
  expect(out).toContain(`<img src="data:image/gif;base64,${dot}" alt="A ring">`);
});

it("says what is not there in one sentence", async () => {
  await expect(run("check", file("none"))).rejects.toThrow(
    /^Cannot read .*none: a lesson, that is a file in \.md/,
  );
  await expect(run("check", file("ring.md"), "--documents", file("none"))).rejects.toThrow(
    /^Cannot read .*none, which --documents names: there is no such folder/,
  );
});

it("takes a warning for no error, and tells a challenge whose name the course has", async () => {
  const challenge = (id: string) =>
    `---\ntitle: T\nsummary: S\n---\n\n## A\n\n\`\`\`challenge\nchallenge: ${id}\ntitle: X\nscenario: aio-read-one-block\nrevision: base\nreach: event 4096\nhints:\n  - a\n  - b\n  - c\n\`\`\`\n`;
  mkdirSync(file("more"));
  writeFileSync(file("more/mine.md"), challenge("mine"));
  expect(await run("check", file("more"))).toEqual({
    out: `${file("more/mine.md")}:8: warning: Every execution wins this challenge; if that is meant, say "wins: any-order".\n1 file: every link, picture, place, quote, claim and challenge holds.\n`,
    err: "",
    status: 0,
  });
  writeFileSync(file("more/mine.md"), challenge("one-event"));
  const { out, status } = await run("check", file("more"));
  expect(out).toContain('8: The challenge "one-event" is there already (01-direct, line ');
  expect(status).toBe(2);
});

it("says which folder holds no lesson", async () => {
  await expect(run("check", file("pictures"))).rejects.toThrow(/pictures holds no lesson/);
});
