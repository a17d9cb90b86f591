import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { courseFiles } from "../../../src/host/lessons/course";
import { readLesson } from "../../../src/lessons/lesson";
import { lessonFiles, shippedLessons } from "./shipped";

const front = "---\ntitle: T\nsummary: S\n---\n\n";

function problemsOf(text: string): readonly string[] {
  return readLesson("one.md", text).problems.map(({ line, message }) => `${line}: ${message}`);
}

describe("the course", () => {
  it("is listed whole, in order", () => {
    expect(courseFiles).toEqual(lessonFiles);
  });

  it.each(shippedLessons)("$lesson.file reads without a problem", ({ problems }) => {
    expect(problems).toEqual([]);
  });
});

describe("a bad lesson", () => {
  it("without front matter gets a sentence", () => {
    expect(problemsOf("## A\n\nText.\n")).toEqual([
      "1: A lesson begins with a line of three dashes, its fields, and another such line.",
    ]);
    // Nor is it said of each line that it stands before the first step.
    expect(problemsOf("title: T\nsummary: S\n\n## A\n\nText.\n")).toHaveLength(1);
  });

  it("without steps, or with a step that says nothing", () => {
    expect(problemsOf(front)).toEqual(['6: A lesson needs at least one step, which begins with "## ".']);
    expect(problemsOf(`${front}## A\n`)).toEqual(['6: The step "A" has no text.']);
  });

  it("names the line of a field that is unknown, missing or no plain text", () => {
    const block = "```open\nhunk: p1/fs/direct-io.c#1\nsite: before\nline: *ppos = pos\n```\n";
    expect(problemsOf(`${front}## A\n\nText.\n\n${block}`)).toEqual([
      "13: Put the value in single quotes, since YAML would read *ppos = pos as something else.",
      '12: The block to open knows no field "site"; the nearest is "side".',
    ]);
    expect(problemsOf(`${front}## A\n\nText.\n\n\`\`\`open\ndocument: 001\n\`\`\`\n`)).toEqual([
      '10: The block to open needs the field "quote".',
    ]);
  });

  it("with a challenge that has two hints, an ending that is none and no title", () => {
    const block =
      "```challenge\nchallenge: x\nscenario: s\nrevision: r\nreach: explosion\nhints:\n  - a\n  - b\n```\n";
    expect(problemsOf(`${front}## A\n\nText.\n\n${block}`)).toEqual([
      '10: The challenge needs the field "title".',
      expect.stringMatching(/^14: "explosion" is no ending; there are clean, /),
      "15: A challenge has three hints, each saying more; here are 2.",
    ]);
  });

  it("with one slip of the hand is told of that, not of what follows from it", () => {
    const step = (block: string) => problemsOf(`${front}## A\n\nText.\n\n${block}\n`);
    const moment = "scenario: aio-read\nreveision: base\nby: bio0\nat: failure";
    expect(step(`\`\`\`open\n${moment}\n\`\`\``)).toEqual([
      '12: The block to open knows no field "reveision"; the nearest is "revision".',
    ]);
    expect(problemsOf("---\ntitel: T\nsummary: S\n---\n\n## A\n\nText.\n")).toEqual([
      '2: The front matter knows no field "titel"; the nearest is "title".',
    ]);
    expect(step("```open\nscenario: aio-read\nrevision: base\noutcome: hangg\n```")).toEqual([
      '13: "hangg" is no ending; the nearest is "hang".',
    ]);
    // Without a goal there is no word of its spelling, nor of the hints that were not yet written.
    expect(step("```challenge\nchallenge: x\ntitle: X\nscenario: s\nrevision: r\nhint: a\n```")).toEqual([
      '15: The challenge knows no field "hint"; the nearest is "hints".',
      '10: The challenge needs the field "reach".',
    ]);
  });

  it("with a field that nothing here looks at is told all that there are, or that it means nothing", () => {
    const step = (fields: string) => problemsOf(`${front}## A\n\nText.\n\n\`\`\`open\n${fields}\n\`\`\`\n`);
    expect(step("hunk: p1/fs/direct-io.c#1\ncolour: red")).toEqual([
      '12: The block to open knows no field "colour"; there are document, quote, hunk, side, line, scenario, revision, without, outcome, schedule, at, by.',
    ]);
    expect(step("hunk: p1/fs/direct-io.c#1\nby: bio0")).toEqual([
      '12: "by" means nothing beside the other fields of this block to open.',
    ]);
    expect(step("scenario: aio-read\nrevision: base\nby: bio0")).toEqual([
      '13: "by" says whose step "at" is, and "start" is nobody\'s.',
    ]);
  });

  it("with the same hint twice", () => {
    const challenge = "challenge: x\ntitle: X\nscenario: s\nrevision: r\nreach: hang";
    const hints = "hints:\n  - Look at the count.\n  - Stop bio0.\n  - look at the  count";
    expect(problemsOf(`${front}## A\n\n\`\`\`challenge\n${challenge}\n${hints}\n\`\`\`\n`)).toEqual([
      "14: Hint 3 says the same as hint 1; each has to say more.",
    ]);
  });

  it("with a slip in the name of a block is told, lest the class reads the instructor's notes", () => {
    expect(problemsOf(`${front}## A\n\nText.\n\n\`\`\`note\nThe answer.\n\`\`\`\n`)).toEqual([
      '10: There is no block "note"; the nearest is "notes".',
    ]);
    expect(problemsOf(`${front}## A\n\nText.\n\n\`\`\`c\nreturn 0;\n\`\`\`\n`)).toEqual([]);
  });

  it("with a fence that is not closed is told where it begins", () => {
    const noEnd = "This fenced block has no end, a line of three backticks; it is taken to end";
    expect(problemsOf(`${front}## A\n\nText.\n\n\`\`\`c\nreturn 0;\n`)).toEqual([
      `10: ${noEnd} with the file.`,
    ]);
    // The rest of the lesson is not swallowed, least of all shown: the notes stay the instructor's.
    const text = `${front}## A\n\nText.\n\n\`\`\`notes\nSecret.\n\n## B\n\nMore.\n\n\`\`\`notes\nToo.\n\`\`\`\n`;
    const { lesson, problems } = readLesson("one.md", text);
    expect(problems).toEqual([{ line: 10, message: `${noEnd} before line 13.` }]);
    expect(lesson.steps.map(({ blocks, notes }) => [blocks.length, notes.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});

describe("the view's files", () => {
  it("are packaged", () => {
    const { files } = JSON.parse(readFileSync("package.json", "utf8")) as {
      readonly files: readonly string[];
    };
    expect(files).toEqual(expect.arrayContaining(["dist/lesson.js", "dist/lesson.css", "media/lessons"]));
  });
});
