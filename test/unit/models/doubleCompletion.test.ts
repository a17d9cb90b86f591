import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore } from "../../../src/explore";
import { isProblem, programFor, readScenario } from "../../../src/models";

const scenarios = JSON.parse(readFileSync(new URL("../../data/scenarios.json", import.meta.url), "utf8")) as {
  id: string;
}[];

function verdict(revision: string, id: string) {
  const scenario = readScenario(scenarios.find((candidate) => candidate.id === id));
  if (isProblem(scenario)) throw new Error(scenario.problem);
  return explore(programFor(revision, scenario));
}

function kinds(revision: string, id: string): string[] {
  const { exhaustive, outcomes } = verdict(revision, id);
  expect(exhaustive).toBe(true);
  return [...new Set(outcomes.flatMap(({ violations }) => violations.map(({ kind }) => kind)))].sort();
}

describe("a read whose third page faults (seed 001 line 775: aio_complete() is called for a second time)", () => {
  // direct_io_worker() returns -EFAULT, which aio_run_iocb() completes; finished_one_bio() sees a read with a result
  // and completes it again (base to p4). From p5 on the worker waits for the bios and -EFAULT is the only completion.
  it.each(["base", "p1", "p2", "p3", "p4"])("is completed twice in %s", (revision) => {
    expect(kinds(revision, "aio-read-fault-third-page")).toContain("double-completion");
  });

  // dio_bio_end_aio() looks at dio->waiter before it drops its reference and without the lock: a submitter that sees
  // the reference still there, sets the waiter and sleeps in between is never woken. 5eb6c7a2 takes the lock for both.
  it("is never completed in p5 if the last bio looks for a waiter too early", () => {
    expect(kinds("p5", "aio-read-fault-third-page")).toEqual(["hang"]);
  });

  it("is completed once in lock, with the fault", () => {
    const { outcomes } = verdict("lock", "aio-read-fault-third-page");
    expect(outcomes.map(({ violations }) => violations)).toEqual([[]]);
    expect(outcomes.map((outcome) => outcome["events"])).toEqual([["-EFAULT"]]);
  });
});

describe("a write after which the cached pages cannot be invalidated (seed 002 line 34)", () => {
  it.each(["base", "p1", "p2", "p3", "p4", "p5", "lock"])("is completed twice in %s", (revision) => {
    expect(kinds(revision, "aio-write-invalidate-fails")).toContain("double-completion");
  });
});
