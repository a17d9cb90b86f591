import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { behaviourLines, keysOf, marksOf } from "./behaviour";
import { tracesIn } from "./files";
import { traceOf } from "./trace";

/**
 * What each changed function does, line by line, for a kernel developer to read beside the patch. Every behaviour
 * line of every patch is passed in one of the traces. That the lines come in the C's order is checked against the
 * patches by test/laws/stepOrder.test.ts; what else is right about them is argued in the head of each file.
 */
const folder = new URL("./", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));

describe.each(files)("%s", (name) => {
  const revision = name.replace(".txt", "");
  const text = readFileSync(new URL(name, folder), "utf8");
  const marks = marksOf(revision);
  const traces = tracesIn(text).map((traced) => traceOf(revision, traced, marks));

  it("argues from the code, and is what the models do", () => {
    const head = text.split("\n").filter((line) => line.startsWith("# "));
    expect(head.length).toBeGreaterThan(2);
    expect(text).toBe([`${head.join("\n")}\n`, ...traces.map((trace) => trace.text)].join("\n"));
  });

  it("passes every behaviour line of its patch, and of the patch after it", () => {
    const passed = new Set(traces.flatMap((trace) => [...trace.passed]));
    const left = behaviourLines
      .filter((line) => line.revision === revision && !keysOf(line).some((key) => passed.has(key)))
      .map(({ function: fn, cText }) => `${fn}: ${cText}`);
    expect(left).toEqual([]);
  });
});

it("has a file for every revision that runs a changed line", () => {
  const revisions = new Set(behaviourLines.map(({ revision }) => `${revision}.txt`));
  expect(files.toSorted()).toEqual([...revisions].sort());
});
