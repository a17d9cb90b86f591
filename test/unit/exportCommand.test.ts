import { expect, test } from "vitest";
import { dispatch } from "../../src/cli/dispatch";
import { exportModel } from "../../src/cli/export";
import { runTla } from "../laws/tla";
import { writtenBy } from "./cli/written";

const run = (...words: string[]) => writtenBy((io) => dispatch(["export", ...words], [exportModel], io));

const cell = ["--revision", "p5", "--scenario", "aio-write-extending"];

test("Promela and TLA+ of one scenario have the same number of states", async () => {
  const promela = await run("--format", "promela", ...cell);
  expect({ status: promela.status, err: promela.err }).toEqual({ status: 0, err: "" });
  const claimed = Number(/: (\d+) states/.exec(promela.out)?.[1]);
  const tla = await run("--format", "tla", "--module", "Extending", ...cell);
  expect(tla.out.split("\n")[0]).toBe("---- MODULE Extending ----");
  expect(runTla(tla.out).states).toBe(claimed);
});

test.each([
  [["--format", "xml", ...cell], '--format is "promela" (for SPIN) or "tla" (for TLC).'],
  [["--format", "tla", "--module", "a b", ...cell], '"a b" is no name for a TLA+ module.'],
  [["--format", "tla", "--irq", "no-cpu", ...cell], '--irq is "any-cpu" or "same-cpu", not "no-cpu".'],
])("is refused with one sentence: %j", async (words, sentence) => {
  const { status, out, err } = await run(...words);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(sentence);
});
