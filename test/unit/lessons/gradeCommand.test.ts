import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { grade } from "../../../src/cli/grade";
import { writeAnswer } from "../../../src/lessons/answer";
import { writtenBy } from "../cli/written";

const folder = mkdtempSync(join(tmpdir(), "class-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sheet = (...args: readonly string[]) => writtenBy((io) => grade.run([folder, ...args], io));

const ground = { scenario: "aio-read-fault-second-page", revision: "base", without: [] };

/** Both are in seed 001's story: the bio is let in after the core's aio_complete(), or only when all is over. */
const twice = "s244 b0.32 s5 b0.2";
const late = "s249 b0.17";

it("says who has won what, with par, and does not stop at a file that is none", async () => {
  mkdirSync(join(folder, "berta"));
  writeFileSync(
    join(folder, "a.json"),
    writeAnswer("Anna", "twice", { attempt: { ...ground, schedule: twice } }),
  );
  writeFileSync(
    join(folder, "berta", "try.json"),
    JSON.stringify({
      format: "patch-archaeology/trace",
      version: 1,
      ...ground,
      scenario: { id: ground.scenario },
      schedule: late,
    }),
  );
  writeFileSync(join(folder, "cleo.json"), writeAnswer("Cleo", "place-the-check", { choice: 3 }));
  writeFileSync(join(folder, "dora.json"), writeAnswer("Dora", "place-the-check", { choice: 1 }));
  writeFileSync(join(folder, "broken.json"), "{");
  writeFileSync(join(folder, "other.json"), '{"name":"something else"}');
  const { out, err, status } = await sheet("--json");
  const { answers } = JSON.parse(out) as { readonly answers: readonly Record<string, unknown>[] };
  expect(answers.map(({ who, challenge, won }) => [who, challenge, won])).toEqual([
    ["Anna", "twice", true],
    ["Cleo", "place-the-check", true],
    ["Dora", "place-the-check", false],
    ["berta", "twice", false],
  ]);
  // The submitter is left once while it could go on; the bio is left where it waits for ctx_lock, which is no preemption.
  expect(answers[0]).toMatchObject({ preemptions: 1, par: 1 });
  expect(err).toContain("broken.json: It is no JSON.");
  expect(status).toBe(0);
});

it("is a table for people", async () => {
  const { out } = await sheet();
  expect(out.split("\n")[0]).toMatch(/^Anna +twice +won {2}1 against par 1 {2}Won: double-completion/);
});
