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
      '1: The front matter needs the field "title".',
      '1: The front matter needs the field "summary".',
    ]);
  });

  it("without steps, or with a step that says nothing", () => {
    expect(problemsOf(front)).toEqual(['6: A lesson needs at least one step, which begins with "## ".']);
    expect(problemsOf(`${front}## A\n`)).toEqual(['6: The step "A" has no text.']);
  });

  it("names the line of a field that is unknown, missing or no plain text", () => {
    const block = "```open\nhunk: p1/fs/direct-io.c#1\nsite: before\nline: *ppos = pos\n```\n";
    expect(problemsOf(`${front}## A\n\nText.\n\n${block}`)).toEqual([
      "13: Put the value in single quotes, since YAML would read *ppos = pos as something else.",
      '12: The block to open knows no field "site"; there are hunk, side, line.',
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

  it("with a slip in the name of a block is told, lest the class reads the instructor's notes", () => {
    expect(problemsOf(`${front}## A\n\nText.\n\n\`\`\`note\nThe answer.\n\`\`\`\n`)).toEqual([
      '10: There is no block "note"; the nearest is "notes".',
    ]);
    expect(problemsOf(`${front}## A\n\nText.\n\n\`\`\`c\nreturn 0;\n\`\`\`\n`)).toEqual([]);
  });

  it("with a fence that is not closed is told where it begins", () => {
    expect(problemsOf(`${front}## A\n\nText.\n\n\`\`\`open\n`)[0]).toBe("10: This fenced block has no end.");
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
