import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explore } from "../../src/explore";
import { isProblem, programFor, readScenario, revisions, type Scenario } from "../../src/models";
import { runs } from "./thorough";

/**
 * Whatever is read as a scenario runs on every revision: no pool of the models' memory is too small for it, and no
 * context is called that is not there. Sizes lie around the ends of blocks, pages, request and file.
 */
const size = (): fc.Arbitrary<number> =>
  fc
    .tuple(fc.nat(5), fc.constantFrom(0, 0, 0, 1, 100, 512, 1024, 3584, 4095))
    .map(([pages, rest]) => pages * 4096 + rest);

const errno = fc.constantFrom("-EIO", "-ENOSPC", "-ENOTBLK", "-EINTR", "-EIOCBQUEUED", "-EIOCBRETRY");

const fields = fc.record(
  {
    id: fc.constant("any"),
    op: fc.constantFrom("read", "write"),
    async: fc.boolean(),
    offset: size(),
    bytes: size(),
    fileSize: size(),
    blockSize: fc.constantFrom(4096, 2048, 1024, 512),
    locking: fc.constantFrom("DIO_LOCKING", "DIO_NO_LOCKING", "DIO_OWN_LOCKING"),
    blocksPerMapping: fc.integer({ min: 1, max: 5 }),
    holeFromBlock: fc.nat(9),
    getBlockError: fc.record({ block: fc.nat(9), errno }),
    faultAtPage: fc.nat(4),
    failingBios: fc.uniqueArray(fc.nat(4)),
    invalidateFails: fc.boolean(),
    oSync: fc.record({ metadataFails: fc.boolean() }),
    filesystem: fc.constantFrom("generic", "xfs"),
    unwrittenExtent: fc.boolean(),
    spuriousWakeups: fc.nat(3),
    eventReader: fc.boolean(),
    otherWriterGrowsTo: size(),
    plugged: fc.boolean(),
    kjournald: fc.boolean(),
  },
  { requiredKeys: ["id", "op", "async", "offset", "bytes", "fileSize"] },
);

/** A block or a page beyond the request is refused, so such a draw is none. */
const anyScenario = fields
  .map((json) => readScenario(json))
  .filter((scenario): scenario is Scenario => !isProblem(scenario));

const scenario = (json: object): Scenario => {
  const read = readScenario({ id: "corner", async: true, offset: 0, fileSize: 8192, ...json });
  if (isProblem(read)) throw new Error(read.problem);
  return read;
};

/** The corners in which models once broke down. */
const corners: readonly (readonly [name: string, revisions: readonly string[], json: object])[] = [
  [
    "a busy page makes the workqueue write again, with an ioend of its own",
    ["pgbusy"],
    { op: "write", bytes: 4096, filesystem: "xfs", invalidateFails: true },
  ],
  [
    "a driver that retries is asked for nothing",
    ["whatif-retry", "whatif-retry-dropped"],
    { op: "read", bytes: 0 },
  ],
  [
    "a read begins anew with every wake-up",
    ["base", "p5"],
    {
      ...{ op: "read", async: false, bytes: 8192, spuriousWakeups: 2 },
      getBlockError: { block: 1, errno: "-EIOCBRETRY" },
    },
  ],
];

describe("whatever is read as a scenario runs", () => {
  it("on every revision, in any order", () => {
    fc.assert(
      fc.property(anyScenario, fc.integer(), (drawn, seed) => {
        for (const { id } of revisions)
          explore(programFor(id, drawn), { search: "random", seed, limits: { executions: 1 } });
      }),
      { numRuns: runs(10, 25) },
    );
  });

  it.each(corners)("where %s", (_, ids, json) => {
    for (const id of ids) {
      const verdict = explore(programFor(id, scenario(json)));
      expect([id, verdict.exhaustive]).toEqual([id, true]);
    }
  });
});

// fs/read_write.c: do_sync_read() waits in wait_on_retry_sync_kiocb() for a kick, and direct I/O kicks nobody.
it.each(["read", "write"])("a synchronous %s sleeps for ever once get_block says -EIOCBRETRY", (op) => {
  const retried = scenario({
    ...{ op, async: false, bytes: 4096, spuriousWakeups: 1 },
    getBlockError: { block: 0, errno: "-EIOCBRETRY" },
  });
  for (const revision of ["base", "p1", "p3", "p5", "lock"]) {
    const { outcomes } = explore(programFor(revision, retried));
    expect(outcomes.map(({ violations }) => violations.map(({ kind, context }) => [kind, context]))).toEqual([
      [["hang", "submitter"]],
    ]);
  }
});
