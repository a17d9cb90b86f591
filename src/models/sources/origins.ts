import { complete as aioComplete } from "../aio/base/complete";
import { events } from "../aio/base/events";
import { put } from "../aio/base/put";
import { submit } from "../aio/base/submit";
import { sync } from "../aio/base/sync";
import { pgbusy as aioPgbusy } from "../aio/pgbusy";
import { propBase } from "../aio/propBase";
import { propogate as aioPropogate } from "../aio/propogate";
import { bio } from "../block/bio";
import { getBlock } from "../block/getBlock";
import { userPages } from "../block/userPages";
import { bios } from "../direct-io/base/bios";
import { completion } from "../direct-io/base/completion";
import { entry } from "../direct-io/base/entry";
import { mapping } from "../direct-io/base/mapping";
import { pages } from "../direct-io/base/pages";
import { sections } from "../direct-io/base/sections";
import { waiting } from "../direct-io/base/waiting";
import { walk } from "../direct-io/base/walk";
import { worker } from "../direct-io/base/worker";
import { lock } from "../direct-io/lock";
import { p1 } from "../direct-io/p1";
import { p2 } from "../direct-io/p2";
import { p3 } from "../direct-io/p3";
import { p4 } from "../direct-io/p4";
import { p5 } from "../direct-io/p5";
import { testAfterDrop, waiterFirst } from "../direct-io/whatIfs";
import { cache } from "../filemap/base/cache";
import { directWrite } from "../filemap/base/directWrite";
import { read } from "../filemap/base/read";
import { write } from "../filemap/base/write";
import { p5 as filemapP5 } from "../filemap/p5";
import { pgbusy as filemapPgbusy } from "../filemap/pgbusy";
import { propogate as filemapPropogate } from "../filemap/propogate";
import { ignoreBusy, invalidateInside, launder } from "../filemap/whatIfs";
import type { Functions } from "../functions";
import { methods } from "../methods";
import { isProblem } from "../scenario/fields";
import { without } from "../without";
import { base as xfs } from "../xfs/base";
import { p5 as xfsP5 } from "../xfs/p5";

/** The functions that each file of the models declares, by the file's path in `src/models`. */
const declared: Readonly<Record<string, readonly Partial<Functions>[]>> = {
  "aio/base/complete.ts": [aioComplete],
  "aio/base/events.ts": [events],
  "aio/base/put.ts": [put],
  "aio/base/submit.ts": [submit],
  "aio/base/sync.ts": [sync],
  "aio/pgbusy.ts": [aioPgbusy],
  "aio/propBase.ts": [propBase],
  "aio/propogate.ts": [aioPropogate],
  "block/bio.ts": [bio],
  "block/getBlock.ts": [getBlock],
  "block/userPages.ts": [userPages],
  "direct-io/base/bios.ts": [bios],
  "direct-io/base/completion.ts": [completion],
  "direct-io/base/entry.ts": [entry],
  "direct-io/base/mapping.ts": [mapping],
  "direct-io/base/pages.ts": [pages],
  "direct-io/base/sections.ts": [sections],
  "direct-io/base/waiting.ts": [waiting],
  "direct-io/base/walk.ts": [walk],
  "direct-io/base/worker.ts": [worker],
  "direct-io/lock.ts": [lock],
  "direct-io/p1.ts": [p1],
  "direct-io/p2.ts": [p2],
  "direct-io/p3.ts": [p3],
  "direct-io/p4.ts": [p4],
  "direct-io/p5.ts": [p5],
  "direct-io/whatIfs.ts": [testAfterDrop, waiterFirst],
  "filemap/base/cache.ts": [cache],
  "filemap/base/directWrite.ts": [directWrite],
  "filemap/base/read.ts": [read],
  "filemap/base/write.ts": [write],
  "filemap/p5.ts": [filemapP5],
  "filemap/pgbusy.ts": [filemapPgbusy],
  "filemap/propogate.ts": [filemapPropogate],
  "filemap/whatIfs.ts": [ignoreBusy, invalidateInside, launder],
  "methods.ts": [methods],
  "xfs/base.ts": [xfs],
  "xfs/p5.ts": [xfsP5],
};

/** Which file declares each function that a program can run, by the function's name. */
export type Origins = Readonly<Record<string, string>>;

/** Where the versions of direct_io_worker() are made that no revision has, for hunks that are left out. */
const madeForLeavingOut = "direct-io/countingWorker.ts";

/** Contexts whose steps are no function of the kernel. */
const besideTheRequest = ["writer", "waker"];

/** The files of a revision's functions, less the hunks that are left out. @throws Error with one sentence if they cannot be */
export function originsOf(revision: string, leftOut: readonly string[]): Origins {
  const found = without(revision, leftOut);
  if (isProblem(found)) throw new Error(found.problem);
  const files = Object.entries(declared);
  const origins = Object.entries(found.functions).map(([name, code]): readonly [string, string] => {
    const own = files.find(([, parts]) => parts.some((part) => Reflect.get(part, name) === code));
    return [name, own?.[0] ?? madeForLeavingOut];
  });
  const all = [...origins, ...besideTheRequest.map((name) => [name, "contexts.ts"] as const)];
  return Object.fromEntries(all.map(([name, file]) => [name, `src/models/${file}`]));
}
