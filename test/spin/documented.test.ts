import { expect, it } from "vitest";
import { commands } from "../../src/cli/commands";
import { dispatch } from "../../src/cli/dispatch";
import { documentedCommands } from "../unit/cli/documentedCommands";

const confirms = documentedCommands.filter(({ words }) => words[0] === "confirm");

it("README and docs show how SPIN confirms", () => expect(confirms.length).toBeGreaterThan(1));

it.each(confirms)("$path: $line confirms every cell", async ({ words }) => {
  let out = "";
  const io = {
    out: async (text: string) => void (out += text),
    err: (text: string) => void (out += text),
    async *input() {
      yield new Uint8Array();
    },
  };
  expect(await dispatch(words, commands, io)).toBe(0);
  expect(out).toContain("2 confirmed, 0 differ, 0 not compared");
});
