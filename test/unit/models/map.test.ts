import { describe, expect, it } from "vitest";
import { hunks } from "./corpusMap";

describe("the map from hunk lines to steps", () => {
  // 35 hunks of the five patches, 12 of "propogate", 1 of PgBusy (counted with grep -c '^@@' in the documents).
  it("has all 48 hunks", () => {
    expect(hunks).toHaveLength(48);
  });

  it.each(hunks)("finds a step or a reason for every changed line of $id", (hunk) => {
    expect(hunk.missingLines).toEqual([]);
    expect(hunk.mappedLines + hunk.inertLines.length).toBe(hunk.changedLines);
  });

  // Hunks that change only declarations, comments or macros: read from the seeds, by hand.
  it("says which hunks carry no behaviour", () => {
    expect(hunks.filter(({ effect }) => effect === "none").map(({ id }) => id)).toEqual([
      "p1/fs/direct-io.c#2",
      "p1/fs/direct-io.c#4",
      "p3/fs/direct-io.c#1",
      "p4/fs/direct-io.c#1",
      "p4/fs/direct-io.c#3",
      "propogate/fs/aio.c#4",
      "propogate/include/linux/aio.h#1",
      "propogate/include/linux/aio.h#2",
      "propogate/include/linux/aio.h#3",
      "propogate/include/linux/aio.h#4",
    ]);
  });
});
