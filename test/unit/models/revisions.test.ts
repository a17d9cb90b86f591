import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore } from "../../../src/explore";
import {
  isProblem,
  programFor,
  readScenario,
  revisions,
  scenarios,
  switchableHunks,
  without,
} from "../../../src/models";
import { tableOf } from "../../../src/models/revisions";

const given = JSON.parse(readFileSync(new URL("../../data/scenarios.json", import.meta.url), "utf8")) as {
  id: string;
}[];

describe("revisions", () => {
  it.each(revisions.filter(({ parent }) => parent !== null))(
    "$id shares what its patch does not name",
    (revision) => {
      const before = tableOf(revision.parent ?? "");
      const after = tableOf(revision.id);
      const named = [...Object.keys(revision.layer.changed), ...revision.layer.removed];
      const differing = Object.keys({ ...before, ...after }).filter(
        (name) => Reflect.get(before, name) !== Reflect.get(after, name),
      );
      expect(differing.filter((name) => !named.includes(name))).toEqual([]);
    },
  );
});

describe("scenarios", () => {
  it("holds every scenario that was given, field by field, and thirty more", () => {
    for (const json of given) expect(scenarios).toContainEqual(readScenario(json));
    expect(scenarios.length).toBeGreaterThanOrEqual(given.length + 30);
  });

  const plain = { id: "x", op: "read", async: true, offset: 0, bytes: 4096, fileSize: 4096 };
  it.each([
    [{ ...plain, colour: 1 }, "colour"],
    [{ ...plain, bytes: -1 }, "bytes"],
    [{ ...plain, op: "erase" }, "op"],
    [{ ...plain, async: "yes" }, "async"],
    [{ ...plain, blockSize: 3000 }, "blockSize"],
    [{ ...plain, holeFromBlock: 1 }, "holeFromBlock"],
    [{ ...plain, faultAtPage: 1 }, "faultAtPage"],
    [{ ...plain, getBlockError: { block: 0, errno: "EIO" } }, "getBlockError.errno"],
    [{ ...plain, getBlockError: { block: 7, errno: "-EIO" } }, "getBlockError.block"],
    [{ ...plain, fileSize: undefined }, "fileSize"],
  ])("refuses %j with one sentence that names the field", (json, field) => {
    const read = readScenario(json);
    expect(isProblem(read) && read.problem).toContain(`"${field}"`);
  });

  // The kernel gives -EINVAL for an offset that is no sector (fs/direct-io.c, __blockdev_direct_IO).
  it("runs what the kernel itself refuses", () => {
    const scenario = readScenario({ ...plain, offset: 100 });
    if (isProblem(scenario)) throw new Error(scenario.problem);
    const { outcomes } = explore(programFor("lock", scenario));
    expect(outcomes.map((outcome) => outcome["returned"])).toEqual(["-EINVAL"]);
  });
});

describe("leaving hunks out", () => {
  it("gives the revision before, when the whole patch is left out", () => {
    const less = without("p3", ["p3/fs/direct-io.c#4"]);
    if (isProblem(less)) throw new Error(less.problem);
    expect(less.functions).toEqual(tableOf("p2"));
    expect(less.leftOut).toHaveLength(13);
  });

  it("says which patch changed the function again", () => {
    expect(without("p5", ["p2/fs/direct-io.c#1"])).toEqual({
      problem: "p2/fs/direct-io.c#1 cannot be left out of p5: p3 changed dio_await_one() again",
    });
  });

  // Nothing tells the disk to start if p2 only takes its unplugging out (seed 001 lines 295-300).
  it("hangs a plugged queue without the hunk that unplugs it", () => {
    const scenario = scenarios.find(({ id }) => id === "sync-write-plugged");
    if (scenario === undefined) throw new Error("no scenario");
    const kinds = (options: { without?: string[] }): string[] =>
      explore(programFor("p2", scenario, options)).outcomes.flatMap(({ violations }) =>
        violations.map(({ kind }) => kind),
      );
    expect(kinds({})).toEqual([]);
    expect(kinds({ without: ["p2/fs/direct-io.c#3"] })).toContain("hang");
  });

  it("knows every hunk that carries behaviour", () => {
    expect(switchableHunks).toContain("p5/mm/filemap.c#2");
    expect(new Set(switchableHunks).size).toBe(switchableHunks.length);
  });
});

describe("what people only talked about", () => {
  const kinds = (revision: string): Set<string> => {
    const scenario = scenarios.find(({ id }) => id === "aio-write-kjournald");
    if (scenario === undefined) throw new Error("no scenario");
    const { outcomes } = explore(programFor(revision, scenario));
    return new Set(outcomes.flatMap(({ violations }) => violations.map(({ kind }) => kind)));
  };

  // With no error there is nothing to take the place of -EIOCBQUEUED (seed 004 lines 35 to 37).
  it.each(["whatif-ignore-busy", "whatif-launder"])("%s completes a request once", (revision) => {
    expect(kinds(revision)).not.toContain("double-completion");
    expect(kinds(revision)).not.toContain("hang");
  });

  /** Every event of a read of a driver that returns -EIOCBRETRY, and every kind of violation. */
  const retried = (revision: string): { events: unknown[]; seen: string[] } => {
    const scenario = scenarios.find(({ id }) => id === "aio-read-one-block");
    if (scenario === undefined) throw new Error("no scenario");
    const { outcomes, exhaustive } = explore(programFor(revision, scenario));
    expect(exhaustive).toBe(true);
    const seen = outcomes.flatMap(({ violations }) =>
      violations.map(({ kind, object, context }) => `${kind} ${object} ${context}`),
    );
    return { events: outcomes.map((outcome) => outcome["events"]), seen: [...new Set(seen)].sort() };
  };

  // The kick comes before or after aio_run_iocb() makes the run list valid; either way the method runs again, once.
  it("whatif-retry reads the bytes once, without a fault", () => {
    const { events, seen } = retried("whatif-retry");
    expect(seen).toEqual([]);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) expect(event).toEqual([4096]);
  });

  // -EIOCBRETRY is completed like a result, at once; both references are gone before the driver kicks, so it kicks a
  // freed request, or one that aio_complete() has yet to complete (seed 002 line 46).
  it("whatif-retry-dropped tells user space -EIOCBRETRY, and the driver kicks a freed request", () => {
    const { events, seen } = retried("whatif-retry-dropped");
    expect(seen).toContain("use-after-free kiocb bio");
    expect(events).toContainEqual(["-EIOCBRETRY"]);
  });

  // Journal lock then page lock, against page lock then journal lock (seed 002 line 38).
  it("whatif-invalidate-inside can deadlock", () => {
    expect(
      [...kinds("whatif-invalidate-inside")].some((kind) => kind === "deadlock" || kind === "hang"),
    ).toBe(true);
  });
});
