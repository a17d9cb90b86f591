import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore, type FoundOutcome } from "../../../src/explore";
import { claims, programFor, scenarios } from "../../../src/models";
import { cell, scenarioNamed } from "./cells";

function outcomesOf(revision: string, id: string, continueAfterOops = false): readonly FoundOutcome[] {
  const { outcomes, exhaustive } = continueAfterOops
    ? explore(programFor(revision, scenarioNamed(id)), { continueAfterOops })
    : cell(revision, id);
  expect(exhaustive).toBe(true);
  return outcomes;
}

/** Every violation of a cell, as `kind object context`. */
function seen(revision: string, id: string, continueAfterOops = false): readonly string[] {
  const all = outcomesOf(revision, id, continueAfterOops).flatMap(({ violations }) => violations);
  return [...new Set(all.map(({ kind, object, context }) => `${kind} ${object} ${context}`))].sort();
}

/** A field of every outcome that no violation ended early, each value once. */
function ends(revision: string, id: string, field: "events" | "endIo" | "returned"): readonly unknown[] {
  const clean = outcomesOf(revision, id).filter(({ violations }) => violations.length === 0);
  const values = new Set(clean.map((outcome) => JSON.stringify(outcome[field])));
  return [...values].sort().map((value): unknown => JSON.parse(value));
}

describe("claims", () => {
  it.each(claims)(
    "$document line $line, for $scenario, stands there",
    ({ scenario, document, line, words }) => {
      const text = readFileSync(new URL(`../../../media/corpus/${document}`, import.meta.url), "utf8");
      expect(text.split("\n")[line - 1]).toContain(words);
      expect(scenarios.map(({ id }) => id)).toContain(scenario);
    },
  );
});

const series = ["base", "p1", "p2", "p3", "p4", "p5"];

/** Verdicts of the claims that no finding and no other test shows, with the argument from the code. */
describe("the verdict", () => {
  // "failed to call aio_complete() at all (hang)": only dio_await_one() of p4 and p5 can sleep for ever.
  it("on requests that are never completed: none in base, but in p4 and p5", () => {
    const hangs = series.filter((revision) =>
      seen(revision, "aio-write-hole-second-block").includes("hang task submitter"),
    );
    expect(hangs).toEqual(["p4", "p5"]);
  });

  // A read with bytes is completed by the callback whatever the worker returned, up to p4.
  it("on EFAULT: consistent for writes from p1 on, for reads from p5 on", () => {
    expect(ends("p1", "aio-write-fault-last-page", "events")).toEqual([["-EFAULT"]]);
    const twice = series.filter((revision) =>
      seen(revision, "aio-read-fault-second-page").some((violation) => violation.startsWith("double")),
    );
    expect(twice).toEqual(["base", "p1", "p2", "p3", "p4"]);
    expect(ends("p5", "aio-read-fault-second-page", "events")).toEqual([["-EFAULT"]]);
  });

  // finished_one_bio() of base puts io_error in `transferred` before it calls dio_complete(); p1 does not.
  it("on end_io: the error in base, the bytes from p1 on", () => {
    const bytes = (revision: string): unknown[] =>
      ends(revision, "xfs-aio-write-bio-error", "endIo").flatMap((calls) =>
        (calls as { bytes: number }[]).map((call) => call.bytes),
      );
    expect([...new Set(bytes("base"))]).toEqual([-5]);
    expect([...new Set(bytes("p1"))]).toEqual([4096]);
  });

  // io_error is set by dio_bio_complete() in both; only who looks at it changes.
  it("on synchronous writes: p1 keeps the error, p3 the end", () => {
    for (const revision of series) {
      expect(ends(revision, "sync-write-bio-error", "returned")).toEqual(["-EIO"]);
      expect(ends(revision, "sync-write", "returned")).toEqual([8192]);
      expect(seen(revision, "sync-write")).toEqual([]);
    }
  });

  // From p5 on the worker waits unless all was sent without an error.
  it("on waiting: one event for what ended early", () => {
    expect(ends("p5", "aio-read-mapping-error", "events")).toEqual([["-EIO"]]);
    expect(ends("p5", "aio-write-hole-second-block", "events")).toEqual([[8192]]);
  });

  it("on O_SYNC: tried in p5 as in base, and clobbering as in base", () => {
    for (const revision of ["base", "p5"])
      expect(
        seen(revision, "aio-write-osync-metadata-fails").filter((name) => name.startsWith("double")),
      ).not.toEqual([]);
  });

  // ki_users is 0 and the kiocb freed when the second completion puts it: the count goes to -1 in freed memory.
  it("on ki_users < 0: the search shows the freed kiocb first, and the BUG if it goes on", () => {
    for (const revision of ["base", "lock", "prop-base"]) {
      expect(seen(revision, "aio-write-invalidate-fails-one-block")).toContain("use-after-free kiocb bio");
      expect(seen(revision, "aio-write-invalidate-fails-one-block", true)).toContain("bug kiocb bio");
    }
  });

  // The pending error wins over what the bio says, for aio_ring_insert_entry() runs at the last put.
  it("on propogate: each event that is told is the pending error", () => {
    expect(ends("propogate", "aio-write-invalidate-fails", "events")).toEqual([["-EIO"]]);
    expect(ends("propogate", "aio-write-kjournald", "events")).toEqual([["-EIO"], [4096]]);
  });

  // generic_file_direct_IO() keeps retval, and nobody asks a kiocb on the stack for its flag.
  it("on PgBusy and write(): the bytes are returned, and the failure is told to nobody", () => {
    expect(ends("pgbusy", "sync-write-invalidate-fails", "returned")).toEqual([4096]);
    expect(ends("prop-base", "sync-write-invalidate-fails", "returned")).toEqual(["-EIO"]);
  });

  // invalidate_inode_pages2_range() fails if kjournald holds the buffers just then, and the page stays.
  it("on pages older than the disk: a note, where invalidation failed and nowhere else", () => {
    const noted = (revision: string, id: string): Set<boolean> =>
      new Set(outcomesOf(revision, id).map(({ notes }) => (notes?.length ?? 0) > 0));
    expect([...noted("propogate", "sync-write-invalidate-fails")]).toEqual([true]);
    expect([...noted("propogate", "sync-write")]).toEqual([false]);
    // A synchronous write tells the failure, so its two ends are two outcomes, one with the note.
    const stayed = outcomesOf("lock", "sync-write-kjournald").map(({ returned, notes }) => [
      returned,
      (notes?.length ?? 0) > 0,
    ]);
    expect(stayed).toEqual(
      expect.arrayContaining([
        ["-EIO", true],
        [4096, false],
      ]),
    );
  });
});
