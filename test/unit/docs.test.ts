import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands";
import { readClassFile } from "../../src/lessons/classFile";
import { checkLesson } from "../../src/lessons/check";
import { readLesson } from "../../src/lessons/lesson";
import { revisions } from "../../src/models";
import { library } from "./lessons/library";

const folder = "media/docs/";
const pages = readdirSync(folder).map((name) => ({ name, text: readFileSync(folder + name, "utf8") }));
const manifest = readFileSync("package.json", "utf8");

function page(name: string): string {
  return pages.find((one) => one.name === name)?.text ?? "";
}

describe.each(pages)("$name", ({ text }) => {
  it("links to pages that are there", () => {
    const links = [...text.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, target = ""]) => target);
    for (const target of links) expect(existsSync(folder + target), target).toBe(true);
  });

  it("names settings, commands and revisions that there are", () => {
    for (const [name] of text.matchAll(/patchArchaeology\.\w+/g)) expect(manifest).toContain(`"${name}"`);
    const known = commands.map(({ name }) => name);
    for (const [, name = ""] of text.matchAll(/node dist\/cli\.js (\w+)/g)) expect(known).toContain(name);
  });
});

it("the start page leads to all others", () => {
  for (const { name } of pages.filter((one) => one.name !== "start.md"))
    expect(page("start.md")).toContain(`](${name})`);
});

it("the command line's page has each command", () => {
  for (const { name } of commands.filter((one) => one.name !== "bench"))
    expect(page("command-line.md"), name).toContain(`\`${name}`);
});

describe("what the page on lessons shows", () => {
  const text = page("write-a-lesson.md");

  it("is a lesson that works the first time", () => {
    const [, whole = ""] = /^````markdown\n(.*?)^````$/ms.exec(text) ?? [];
    const { lesson, problems } = readLesson("my-lesson.md", whole);
    expect(problems).toEqual([]);
    expect(lesson.steps.map(({ title }) => title)).toEqual(["The first step", "Your turn"]);
    expect(checkLesson(lesson, library)).toEqual([]);
  });

  it("is right piece by piece: what steps open, links, quotes and challenges", () => {
    const small = text.replace(/^````.*?^````$/ms, "");
    const pieces = [...small.matchAll(/^```\n(.*?)^```$/gms)].map(([, piece = ""]) => piece);
    const openings = pieces.filter((piece) => /^(document|hunk|scenario):/.test(piece));
    const [quote = ""] = pieces.filter((piece) => piece.startsWith(">"));
    const [choices = ""] = pieces.filter((piece) => piece.startsWith("choices:"));
    const links = [...text.matchAll(/`(\[[^`]+\]\([^`]+\))`/g)].map(([, link = ""]) => link);
    expect([openings.length, quote.length > 0, choices.length > 0, links.length]).toEqual([3, true, true, 5]);
    const hints = "hints:\n  - a\n  - b\n  - c\n";
    const challenge = `challenge: x\ntitle: X\nscenario: aio-read-fault-second-page\n${choices}${hints}`;
    const steps = [
      ...openings.map((fields) => `## A\n\nText.\n\n\`\`\`open\n${fields}\`\`\`\n`),
      `## B\n\n${links.join("\n")}\n\n${quote}\n`,
      `## C\n\n\`\`\`challenge\n${challenge}\`\`\`\n`,
    ];
    const { lesson, problems } = readLesson("x.md", `---\ntitle: T\nsummary: S\n---\n\n${steps.join("\n")}`);
    expect(problems).toEqual([]);
    expect(checkLesson(lesson, library)).toEqual([]);
  });

  it("lists the revisions", () => {
    for (const { id } of revisions.filter((one) => !one.id.startsWith("whatif")))
      if (!/^p[2-4]$/.test(id)) expect(text).toContain(id);
  });
});

it("the class file of the page on teaching is one", () => {
  const [, example = ""] = /^```json\n(.*?)^```$/ms.exec(page("teach.md")) ?? [];
  expect(readClassFile(example).lessons).toEqual(["01-direct", "02-between"]);
});
