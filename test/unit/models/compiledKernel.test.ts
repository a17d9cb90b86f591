import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore, type FoundOutcome } from "../../../src/explore";
import { isProblem, programFor, readScenario } from "../../../src/models";

/**
 * How the kernel's own C ends in scenarios at the corners of what a scenario can say: faults, errors and holes at each
 * index, the end of the file inside a block, XFS, O_SYNC, failed invalidation, other writers, spurious wake-ups.
 *
 * None of these ends comes from the models. fs/direct-io.c and mm/filemap.c of each revision (proven by their blob ids),
 * fs/aio.c of 2.6.20 (less dee11c23 up to `lock`) and the direct I/O of its xfs_aops.c (less p5's line up to p4) were
 * compiled with gcc, with stubs for what lies below and above them. Another program, in C, ran all interleavings at
 * the compiler's memory accesses (-fsanitize=thread calls a function at each), over snapshots of memory and stacks;
 * an access to freed memory, a BUG(), a second aio_complete(), memory left over or a sleep without end is an end's
 * violation. Cells that it could not finish are not in the file, nor some that would only repeat others; leaks are told of
 * the submitter, as here.
 */
interface Cell {
  readonly revisions: readonly string[];
  readonly ends: readonly string[];
}
const compiled = JSON.parse(
  readFileSync(new URL("../../data/compiled-kernel.json", import.meta.url), "utf8"),
) as readonly { readonly scenario: { readonly id: string }; readonly cells: readonly Cell[] }[];

const oopses = ["use-after-free", "double-free", "bug", "null-dereference"];

/** One line an end: what went wrong, and after an oops nothing else; objects that the C does not name are left out. */
function endOf(outcome: FoundOutcome): string {
  const { violations } = outcome;
  const nameless = ["hang", "bug", "null-dereference"];
  const wrong = violations.map(({ kind, object, context }) =>
    nameless.includes(kind) ? `${kind} by ${context}` : `${kind} of ${object} by ${context}`,
  );
  const sorted = [...new Set(wrong)].sort().join(", ");
  if (violations.some(({ kind }) => oopses.includes(kind))) return sorted;
  const { returned, events, remarks, endIo } = outcome as unknown as {
    readonly returned: string | number | null;
    readonly events: readonly (string | number)[];
    readonly remarks: readonly string[];
    readonly endIo: readonly { readonly offset: number; readonly bytes: number }[];
  };
  return [
    ...(sorted === "" ? [] : [sorted]),
    `returned ${String(returned)}`,
    `events ${events.join(" ") || "none"}`,
    ...[...remarks].sort(),
    ...endIo.map(({ offset, bytes }) => `end_io(${String(offset)}, ${String(bytes)})`),
  ].join("; ");
}

describe("the models end as the compiled kernel does", () => {
  it("is asked of many cells", () => {
    const cells = compiled.flatMap(({ cells }) => cells.flatMap(({ revisions }) => revisions));
    expect(cells.length).toBeGreaterThan(500);
  });

  it.each(compiled)("$scenario.id", ({ scenario: json, cells }) => {
    const scenario = readScenario(json);
    if (isProblem(scenario)) throw new Error(scenario.problem);
    for (const { revisions, ends } of cells)
      for (const revision of revisions) {
        const { exhaustive, outcomes } = explore(programFor(revision, scenario));
        expect([revision, exhaustive]).toEqual([revision, true]);
        expect([revision, ...new Set(outcomes.map(endOf))].sort()).toEqual([revision, ...ends].sort());
      }
  });
});
