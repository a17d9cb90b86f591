import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explore } from "../../src/explore";
import { programFor, scenarios } from "../../src/models";

/**
 * What the README's table says, in the words of the explorer. Each row but the last was also seen when the C of that
 * revision was compiled and run under many schedules; the last follows from seed 003: aio_put_req() can be what puts
 * the event into the ring, and only aio_complete() wakes the readers.
 */
const found: Readonly<Record<string, readonly string[]>> = {
  "base aio-read-fault-third-page": ["double-completion kiocb bio", "use-after-free kiocb bio"],
  "p3 aio-write-hole-second-block": ["use-after-free dio bio"],
  "p4 aio-write-hole-second-block": ["hang task submitter"],
  "p5 aio-read-fault-third-page": ["hang task submitter"],
  "lock aio-read": ["use-after-free dio submitter"],
  "base xfs-aio-write-unwritten": [],
  "propogate aio-write-event-reader": ["hang task reader"],
};

const rows = [...readFileSync("README.md", "utf8").matchAll(/^\| `([\w-]+)` \| `([\w-]+)` \|/gm)].map(
  ([, revision = "", scenario = ""]) => ({ revision, scenario }),
);

function outcomesOf(revision: string, id: string) {
  const scenario = scenarios.find((one) => one.id === id);
  if (!scenario) throw new Error(`the README names a scenario that does not exist: ${id}`);
  const verdict = explore(programFor(revision, scenario));
  expect(verdict.exhaustive).toBe(true);
  return verdict.outcomes;
}

test("the README's findings are the table that is checked here", () => {
  expect(rows.map(({ revision, scenario }) => `${revision} ${scenario}`)).toEqual(Object.keys(found));
});

test.each(rows)("$revision $scenario shows what the README says", ({ revision, scenario }) => {
  const seen = outcomesOf(revision, scenario).flatMap(({ violations }) =>
    violations.map(({ kind, object, context }) => `${kind} ${object} ${context}`),
  );
  expect(seen).toEqual(expect.arrayContaining([...(found[`${revision} ${scenario}`] ?? ["?"])]));
});

test("before p5 XFS can be told the block behind the one that was written, from p5 on it cannot", () => {
  const told = (revision: string) =>
    outcomesOf(revision, "xfs-aio-write-unwritten")
      .map((outcome) => JSON.stringify(outcome["endIo"]))
      .sort();
  expect(told("base")).toEqual(['[{"offset":0,"bytes":4096}]', '[{"offset":4096,"bytes":4096}]']);
  expect(new Set(told("p5"))).toEqual(new Set(['[{"offset":0,"bytes":4096}]']));
});
