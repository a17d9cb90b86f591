import { describe, expect, test } from "vitest";
import { Execution } from "../../webview/model/execution";
import { mermaid } from "../../webview/sharing/mermaid";
import { noFilter } from "../../webview/model/rows";
import { picture } from "../../webview/sharing/picture";
import { plainText } from "../../webview/sharing/plainText";
import { toldOf } from "../../webview/sharing/told";
import { race } from "./fixture";

const execution = new Execution(race);

test("text for a mail keeps to 78 columns, has no tabs and says what makes it again", () => {
  const lines = plainText(execution).split("\n");
  expect(lines.filter((line) => line.length > 78 || line.includes("\t"))).toEqual([]);
  const text = lines.join("\n");
  for (const part of [
    "*** use-after-free: kiocb",
    "--- from here on every order fails",
    "schedule s6 b0 3 s5 b1 2",
    "scenario two-bios, revision base",
    "fixture 1",
  ])
    expect(text).toContain(part);
});

test("the Mermaid diagram has a participant a context and a message a step", () => {
  const lines = mermaid(execution).split("\n");
  expect(lines[0]).toBe("sequenceDiagram");
  expect(lines.filter((line) => line.includes("participant"))).toHaveLength(3);
  expect(lines.filter((line) => /[^-]->>/.test(line))).toHaveLength(16);
  expect(lines).toContain("  Note over c2: use-after-free#58; kiocb");
});

describe("with a filter only the steps that it shows are told, and how many are not", () => {
  // Steps 13 and 16 of the fixture run aio_complete().
  const told = toldOf(execution, { ...noFilter, function: "aio_complete" });

  test("as text", () => {
    const lines = plainText(execution, told).split("\n");
    expect(lines.filter((line) => /^ +\d+ /.test(line)).map((line) => Number.parseInt(line, 10))).toEqual([
      13, 16,
    ]);
    expect(lines.filter((line) => line.includes("... ")).map((line) => line.trim())).toEqual([
      "... 12 steps of submitter and bio0",
      "... 2 steps of submitter and bio1",
    ]);
  });

  test("as a diagram and as a picture", () => {
    expect(mermaid(execution, told).match(/[^-]->>/g)).toHaveLength(2);
    const palette = { ground: "#fff", text: "#000", faint: "#777", violation: "#f00", inks: ["#00f"] };
    const svg = picture(execution, palette, 900, told);
    expect(svg).toContain("⋮ 2 steps of submitter and bio1");
    expect(svg.match(/aio_complete|spin_lock_irqsave/g)?.length).toBeGreaterThan(0);
    expect(Number(/height="(\d+)"/.exec(svg)?.[1])).toBeLessThan(
      Number(/height="(\d+)"/.exec(picture(execution, palette, 900))?.[1]),
    );
  });
});
