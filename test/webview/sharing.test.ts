import { expect, test } from "vitest";
import { Execution } from "../../webview/model/execution";
import { mermaid } from "../../webview/sharing/mermaid";
import { plainText } from "../../webview/sharing/plainText";
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
