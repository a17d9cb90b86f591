import { expect, test } from "vitest";
import type { Command } from "../../src/cli/command";
import { UsageError } from "../../src/cli/command";
import { dispatch } from "../../src/cli/dispatch";
import { readOptions } from "../../src/cli/options";
import { writtenBy } from "./cli/written";

const greet: Command = {
  name: "greet",
  summary: "Says a greeting.",
  usage: ["greet [--loud] NAME"],
  async run(args, io) {
    const { flags, words } = readOptions(args, { loud: "flag", tongue: "value" });
    if (words.length !== 1) throw new UsageError("greet needs one name.");
    await io.out(flags.has("loud") ? `HELLO ${words[0]}` : `hello ${words[0]}`);
    return 0;
  },
};

const run = (...argv: string[]) => writtenBy((io) => dispatch(argv, [greet], io));

test("a command runs with the words after its name", async () => {
  expect(await run("greet", "--loud", "Ada")).toEqual({ status: 0, out: "HELLO Ada", err: "" });
});

test("a slip of the hand gets the nearest command's name and status 2", async () => {
  const { status, out, err } = await run("gret", "Ada");
  expect(status).toBe(2);
  expect(out).toBe("");
  expect(err).toContain('"greet"');
});

test("bad usage is one sentence and status 2", async () => {
  expect(await run("greet")).toEqual({
    status: 2,
    out: "",
    err: "patch-archaeology greet: greet needs one name.\n",
  });
  expect((await run("greet", "--lowd")).err).toContain("did you mean --loud?");
  expect((await run("greet", "--tongue")).err).toContain("--tongue needs a value");
  expect((await run("greet", "--__proto__", "x")).status).toBe(2);
  expect((await run()).status).toBe(2);
});

test("help is asked for, so it goes to standard output", async () => {
  expect((await run("--help")).out).toContain("Says a greeting.");
  expect((await run("greet", "--help")).out).toContain("usage: patch-archaeology greet [--loud] NAME");
});
