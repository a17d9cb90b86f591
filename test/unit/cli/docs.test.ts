import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commands } from "../../../src/cli/commands";
import { dispatch } from "../../../src/cli/dispatch";
import { documentedCommands } from "./documentedCommands";
import { writtenBy } from "./written";

const folder = mkdtempSync(join(tmpdir(), "documented-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the words in capitals, and the names of files that the reader makes, stand for. */
const stands: Readonly<Record<string, string>> = {
  COMMAND: "explore",
  FOLDER: folder,
  lessons: join(folder, "lessons"),
  "patch-archaeology.expect.json": join(folder, "expect.json"),
  "races.sarif": join(folder, "races.sarif"),
  "races.xml": join(folder, "races.xml"),
};
mkdirSync(join(folder, "lessons"));
const [, lesson = ""] =
  /^````markdown\n(.*?)^````$/ms.exec(readFileSync("media/docs/write-a-lesson.md", "utf8")) ?? [];
writeFileSync(join(folder, "lessons", "my-lesson.md"), lesson);
writeFileSync(
  join(folder, "expect.json"),
  JSON.stringify({ format: "patch-archaeology/expectations", version: 1, cells: {} }),
);

const run = (words: readonly string[]) =>
  writtenBy((io) =>
    dispatch(
      words.map((word) => stands[word] ?? word),
      commands,
      io,
    ),
  );

// SPIN's part is in the tier that needs SPIN; the matrix starts threads of the built program, which the editor's tier has.
const here = documentedCommands.filter(({ words }) => words[0] !== "confirm" && words[0] !== "matrix");

describe("what README and docs say to type", () => {
  it("is found in all of them", () => {
    const of = (name: string) => here.filter(({ path }) => path.endsWith(name)).length;
    expect(
      ["README.md", "command-line.md", "teach.md", "write-a-lesson.md"].map((name) => of(name) > 0),
    ).toEqual([true, true, true, true]);
  });

  it.each(here)("$path: $line", async ({ words }) => {
    const { out, err, status } = await run(words);
    expect({ err: err.replace(/^.*: it belongs to no challenge.*\n/gm, ""), status }).toMatchObject({
      status: 0,
    });
    if (words.includes("--json")) for (const one of out.trim().split("\n")) JSON.parse(one);
    if (words[0] === "explore" && words.includes("--scenario"))
      expect(out).toMatch(/use-after-free|returned/);
  });
});
