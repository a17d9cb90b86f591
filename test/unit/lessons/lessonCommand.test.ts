import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { lesson } from "../../../src/cli/lesson";

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

async function run(...args: readonly string[]) {
  let out = "";
  const io = {
    out: async (text: string) => void (out += text),
    err: () => undefined,
    async *input() {
      yield new Uint8Array();
    },
  };
  const status = await lesson.run(args, io);
  return { out, status };
}

it("checks a folder: its lessons with their pictures and words, and its glossary", async () => {
  const { out, status } = await run("check", folder);
  expect(out).toBe(`${file("glossary.md")}:5: The glossary has no entry "head".\n`);
  expect(status).toBe(2);
  expect(await run("check", file("ring.md"))).toEqual({
    out: "1 file: every link, picture, place, quote, claim and challenge holds.\n",
    status: 0,
  });
});

it("exports a lesson with its pictures in the page", async () => {
  const { out } = await run("export", file("ring.md"), "--html");
  expect(out).toContain(`<img src="data:image/gif;base64,${dot}" alt="A ring">`);
});

it("says which folder holds no lesson", async () => {
  await expect(run("check", file("pictures"))).rejects.toThrow(/pictures holds no lesson/);
});
