import { expect, it } from "vitest";
import { revisions, scenarios, switchableHunks } from "../../../src/models";
import { hunkEffects, hunkSets } from "../../../src/models/hunkEffects";
import { cellOf } from "../../../src/models/matrix";

it("has every hunk that can be left out in some set of its own patch", () => {
  const patches = revisions.flatMap(({ patch }) => patch ?? []);
  const own = switchableHunks.filter((hunk) => patches.some((patch) => hunk.startsWith(`${patch}/`)));
  expect(new Set(hunkSets.flatMap(({ hunks }) => hunks))).toEqual(new Set(own));
});

function effectOf(hunk: string, id: string): readonly string[] {
  const set = hunkSets.find(({ hunks }) => hunks[0] === hunk);
  const scenario = scenarios.find((one) => one.id === id);
  if (!set || !scenario) throw new Error(`there is no ${hunk} or no ${id}`);
  const { revision, hunks } = set;
  const cells = [cellOf(revision, scenario), cellOf(revision, scenario, hunks)];
  return hunkEffects(cells).flatMap(({ broken, mended, otherwise }) => [
    ...broken.map(({ kind, object, context }) => `breaks ${kind} ${object} ${context}`),
    ...mended.map(({ kind, object, context }) => `is gone ${kind} ${object} ${context}`),
    ...(otherwise ? ["other results"] : []),
  ]);
}

// p2 takes the unplug out of dio_await_one(); without the one after submission nobody starts the queue.
it("hangs a plugged synchronous write without the unplug of p2", () => {
  expect(effectOf("p2/fs/direct-io.c#3", "sync-write-plugged")).toEqual(["breaks hang task submitter"]);
});

// io_schedule() comes back by itself after a wake-up, with or without an unplug before it: the queue runs already.
it("changes nothing without the first hunk of p2", () => {
  expect(effectOf("p2/fs/direct-io.c#1", "sync-write-plugged-spurious-wakeup")).toEqual([]);
});

// Seed 001 line 798: xfs_vm_direct_IO() of p4 destroys the ioend for every ret <= 0, and -EIOCBQUEUED is one.
it("destroys the ioend of a request in flight without the XFS hunk of p5", () => {
  expect(effectOf("p5/fs/xfs/linux-2.6/xfs_aops.c#1", "xfs-aio-read")).toContain(
    "breaks use-after-free ioend bio",
  );
});

// Before that hunk a positive count becomes -EIOCBQUEUED, a promise that nobody keeps for a write that the worker of p5 has
// finished itself; and metadata are only synced for counts, so nothing that is in flight is clobbered.
it("loses the event of every write without the second filemap hunk of p5, and the clobbering by O_SYNC", () => {
  expect(effectOf("p5/mm/filemap.c#2", "aio-write-one-block")).toContain("breaks leak kiocb submitter");
  expect(effectOf("p5/mm/filemap.c#2", "aio-write-osync-metadata-fails")).toContain(
    "is gone double-completion kiocb bio",
  );
});

// dio_complete() of p5 takes -EIOCBQUEUED for 0; the worker never says -EIOCBQUEUED for a synchronous request.
it("changes nothing for a synchronous read without the first hunk of p5", () => {
  expect(effectOf("p5/fs/direct-io.c#1", "sync-read-fault-second-page")).toEqual([]);
});
