import { describe, expect, it } from "vitest";
import { explore, outcomeKey } from "../../src/explore";
import { programFor, revisions, scenarios, type Scenario } from "../../src/models";
import { blocksOf } from "../../src/models/scenario/scenario";

/** What makes no difference to scenarios of some kind, with the argument from the code. */
interface Irrelevance {
  readonly name: string;
  readonly holdsFor: (scenario: Scenario) => boolean;
  readonly changed: (scenario: Scenario) => Scenario;
}

const isRead = ({ op }: Scenario): boolean => op === "read";

/** Whether the file ends so far behind the request that nothing of it is short. */
const isInside = ({ offset, bytes, fileSize, otherWriterGrowsTo }: Scenario): boolean =>
  offset + bytes < fileSize && otherWriterGrowsTo === null;

const irrelevances: readonly Irrelevance[] = [
  {
    name: "what it is called",
    holdsFor: () => true,
    changed: (scenario) => ({ ...scenario, id: "another", title: "Another title" }),
  },
  {
    // get_more_blocks() asks for what is left of the request, so more than that is never mapped.
    name: "how much more than the whole request one mapping could cover",
    holdsFor: (scenario) => scenario.blocksPerMapping >= blocksOf(scenario),
    changed: (scenario) => ({ ...scenario, blocksPerMapping: scenario.blocksPerMapping + 7 }),
  },
  {
    // dio_bio_end_aio() and dio_bio_end_io() look at the bio they got; a bio that is never made is never looked at.
    name: "the failure of a bio that the request never makes",
    holdsFor: () => true,
    changed: (scenario) => ({ ...scenario, failingBios: [...scenario.failingBios, 99] }),
  },
  {
    // generic_osync_inode() is called by the writing functions of mm/filemap.c alone.
    name: "O_SYNC, for a read",
    holdsFor: isRead,
    changed: (scenario) => ({ ...scenario, oSync: { metadataFails: true } }),
  },
  {
    // Only short reads look at i_size (dio_complete(), before it finished_one_bio()), and this one is not short.
    name: "how far behind the request the file ends, for a read",
    holdsFor: (scenario) => isRead(scenario) && isInside(scenario),
    changed: (scenario) => ({ ...scenario, fileSize: scenario.fileSize + 16 * scenario.blockSize }),
  },
];

/** Cells that are searched in no time, so that the law is asked of many. */
const ids = [
  "aio-read",
  "aio-read-one-block",
  "aio-read-fault-second-page",
  "aio-read-bio-error",
  "aio-write",
  "aio-write-extending",
  "aio-write-hole-second-block",
];

const outcomes = (revision: string, scenario: Scenario): readonly string[] => {
  const verdict = explore(programFor(revision, scenario));
  expect(verdict.exhaustive).toBe(true);
  return verdict.outcomes.map(outcomeKey).sort();
};

describe.each(irrelevances)("$name makes no difference", ({ holdsFor, changed }) => {
  const chosen = scenarios.filter((scenario) => ids.includes(scenario.id) && holdsFor(scenario));

  it("is asked of some scenario", () => {
    expect(chosen).not.toEqual([]);
  });

  it.each(["base", "p3", "p4", "p5", "lock"])("%s ends in the same ways", (revision) => {
    expect(revisions.map(({ id }) => id)).toContain(revision);
    for (const scenario of chosen)
      expect(outcomes(revision, changed(scenario))).toEqual(outcomes(revision, scenario));
  });
});

it("what does make a difference is seen", () => {
  const scenario = scenarios.find(({ id }) => id === "aio-read");
  if (scenario === undefined) throw new Error("no scenario");
  expect(outcomes("p5", { ...scenario, failingBios: [0] })).not.toEqual(outcomes("p5", scenario));
});
