import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands";
import { readClassFile } from "../../src/lessons/classFile";
import { checkLesson } from "../../src/lessons/check";
import { readLesson } from "../../src/lessons/lesson";
import { revisions, switchableHunks } from "../../src/models";
import { library } from "./lessons/library";

const folder = "media/docs/";
const pages = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(folder + name, "utf8") }));
const manifest = readFileSync("package.json", "utf8");

function page(name: string): string {
  return pages.find((one) => one.name === name)?.text ?? "";
}

/** The name that GitHub gives to a heading: lower case, blanks as dashes, no other marks. */
function anchorOf(heading: string): string {
  const plain = heading.replace(/[`*_]/g, "").toLowerCase();
  return plain.replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-");
}

function anchorsIn(text: string): readonly string[] {
  const outside = text.replace(/^(````?`?)\w*\n.*?^\1$/gms, "");
  return [...outside.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

const written = [
  ...pages.map(({ name, text }) => ({ path: folder + name, text })),
  ...["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].map((path) => ({
    path,
    text: readFileSync(path, "utf8"),
  })),
];

describe.each(written)("$path", ({ path, text }) => {
  it("links to files, headings and pictures that are there", () => {
    const links = [...text.replace(/`[^`\n]+`/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(
      ([, target = ""]) => target,
    );
    for (const target of links.filter((one) => !/^[a-z-]+:/.test(one))) {
      const [file = "", anchor] = target.split("#");
      const place = file === "" ? path : normalize(join(dirname(path), file));
      expect(existsSync(place), target).toBe(true);
      if (anchor !== undefined) expect(anchorsIn(readFileSync(place, "utf8")), target).toContain(anchor);
    }
  });

  it("names settings and commands that there are", () => {
    for (const [name] of text.matchAll(/patchArchaeology\.\w[\w.]*\w/g))
      expect(manifest).toContain(`"${name}"`);
    const known = commands.map(({ name }) => name);
    for (const [, name = ""] of text.matchAll(/node dist\/cli\.js ([a-z]+)/g)) expect(known).toContain(name);
    const titles = Object.values(JSON.parse(readFileSync("package.nls.json", "utf8")) as object);
    for (const [, title = ""] of text.matchAll(/[_*]Patch Archaeology: ([^_*]+)[_*]/g))
      expect(titles).toContain(title);
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
    const [drawing = ""] = pieces.filter((piece) => piece.includes("show:"));
    const openings = pieces.filter((piece) => /^(document|hunk|scenario):/.test(piece) && piece !== drawing);
    const [quote = ""] = pieces.filter((piece) => piece.startsWith(">"));
    const [choices = ""] = pieces.filter((piece) => piece.startsWith("choices:"));
    const links = [...text.matchAll(/`(\[[^`]+\]\([^`]+\))`/g)].map(([, link = ""]) => link);
    const picture = /`(!\[[^`]+\]\((pictures[^`]+)\))`/.exec(text);
    const less = / without (p5\S+)`/.exec(text)?.[1] ?? "";
    expect(switchableHunks).toContain(less);
    const found = [quote, choices, drawing, picture?.[1] ?? ""].map((piece) => piece.length > 0);
    expect([openings.length, links.length, ...found]).toEqual([3, 6, true, true, true, true]);
    const hints = "hints:\n  - a\n  - b\n  - c\n";
    const challenge = `challenge: x\ntitle: X\nscenario: aio-read-fault-second-page\n${choices}${hints}`;
    const steps = [
      ...openings.map((fields) => `## A\n\nText.\n\n\`\`\`open\n${fields}\`\`\`\n`),
      `## B\n\n${links.join("\n")}\n${picture?.[1] ?? ""}\n\n${quote}\n`,
      `## D\n\nText.\n\n\`\`\`diagram\n${drawing}\`\`\`\n`,
      `## C\n\n\`\`\`challenge\n${challenge}\`\`\`\n`,
    ];
    const { lesson, problems } = readLesson("x.md", `---\ntitle: T\nsummary: S\n---\n\n${steps.join("\n")}`);
    expect(problems).toEqual([]);
    expect(checkLesson(lesson, { ...library, pictures: [picture?.[2] ?? ""] })).toEqual([]);
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
