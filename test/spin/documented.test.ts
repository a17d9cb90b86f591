import { expect, it } from "vitest";
import { commands } from "../../src/cli/commands";
import { dispatch } from "../../src/cli/dispatch";
import { documentedCommands } from "../unit/cli/documentedCommands";
import { writtenBy } from "../unit/cli/written";

const confirms = documentedCommands.filter(({ words }) => words[0] === "confirm");
/** Several documents show the same one. */
const different = new Map(confirms.map((one) => [one.line, one]));

it("README and docs show how SPIN confirms", () => expect(confirms.length).toBeGreaterThan(1));

it.each([...different.values()])("$path: $line confirms every cell", async ({ words }) => {
  const { status, out, err } = await writtenBy((io) => dispatch(words, commands, io));
  expect(status).toBe(0);
  expect(out + err).toContain("2 confirmed, 0 differ, 0 not compared");
});
