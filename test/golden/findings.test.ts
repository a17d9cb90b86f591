import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findings } from "../../src/models";
import { storyOf } from "./story";

/**
 * The main findings, to be read without a screen. Each file argues from the code, in its head, why this execution is
 * right; what is below the head must come out again word by word.
 */
const folder = new URL("./", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));

describe.each(files)("%s", (name) => {
  const [id = "", revision = ""] = name.split(".");
  const text = readFileSync(new URL(name, folder), "utf8");
  const head = text.split("\n").filter((line) => line.startsWith("# "));

  it("argues from the code, and is what the models do", () => {
    expect(head.length).toBeGreaterThan(3);
    expect(text.slice(head.join("\n").length + 2)).toBe(storyOf(id, revision));
  });

  it("names no number that a change elsewhere would shift", () => {
    expect(text).not.toMatch(/\b[sbrwkjax]\d+ [sbrwkjax]\d+\b|0x[0-9a-f]{6,}|^\s*\d+ {2}/m);
  });
});

it("has a file for every finding but those that look alike", () => {
  const told = new Set(files.map((name) => name.split(".")[0]));
  // p4's second look at the waiter is shown by p5's; kjournald's -EIO is no race but a wrong answer.
  const alike = ["waiter-read-after-put", "propogate-transient-error"];
  expect(findings.map(({ id }) => id).filter((id) => !told.has(id)).sort()).toEqual(alike.sort());
});
