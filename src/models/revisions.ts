import { complete as aioComplete } from "./aio/base/complete";
import { events } from "./aio/base/events";
import { put } from "./aio/base/put";
import { submit } from "./aio/base/submit";
import { sync } from "./aio/base/sync";
import { pgbusy as aioPgbusy } from "./aio/pgbusy";
import { propBase } from "./aio/propBase";
import { propogate as aioPropogate } from "./aio/propogate";
import { bio } from "./block/bio";
import { getBlock } from "./block/getBlock";
import { userPages } from "./block/userPages";
import { bios } from "./direct-io/base/bios";
import { completion } from "./direct-io/base/completion";
import { entry } from "./direct-io/base/entry";
import { mapping } from "./direct-io/base/mapping";
import { pages } from "./direct-io/base/pages";
import { sections } from "./direct-io/base/sections";
import { waiting } from "./direct-io/base/waiting";
import { walk } from "./direct-io/base/walk";
import { worker } from "./direct-io/base/worker";
import { lock } from "./direct-io/lock";
import { p1 } from "./direct-io/p1";
import { p2 } from "./direct-io/p2";
import { p3 } from "./direct-io/p3";
import { p4 } from "./direct-io/p4";
import { p5 } from "./direct-io/p5";
import { cache } from "./filemap/base/cache";
import { directWrite } from "./filemap/base/directWrite";
import { read } from "./filemap/base/read";
import { write } from "./filemap/base/write";
import { p5 as filemapP5 } from "./filemap/p5";
import { pgbusy as filemapPgbusy } from "./filemap/pgbusy";
import { propogate as filemapPropogate } from "./filemap/propogate";
import { ignoreBusy, invalidateInside, launder } from "./filemap/whatIfs";
import { testAfterDrop, waiterFirst } from "./direct-io/whatIfs";
import { retry, retryingDriver } from "./aio/whatIfs";
import type { Functions } from "./functions";
import { methods } from "./methods";
import { base as xfs } from "./xfs/base";
import { p5 as xfsP5 } from "./xfs/p5";

/** The functions that a patch adds or changes, and those that it takes out. */
export interface Layer {
  readonly changed: Partial<Functions>;
  readonly removed: readonly (keyof Functions)[];
}

/** The code after a patch. */
export interface Revision {
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  /** The revision that the patch was made for; null for `base`. */
  readonly parent: string | null;
  /** Short name of the patch; null for code that no patch of the documents makes. */
  readonly patch: string | null;
  readonly layer: Layer;
  /** True if the code is not in any document or tree, but inferred from what people said. */
  readonly inferred: boolean;
}

const whole: Partial<Functions> = {
  ...pages,
  ...completion,
  ...waiting,
  ...bios,
  ...mapping,
  ...sections,
  ...walk,
  ...worker,
  ...entry,
  ...bio,
  ...getBlock,
  ...userPages,
  ...read,
  ...directWrite,
  ...write,
  ...cache,
  ...xfs,
  ...submit,
  ...put,
  ...aioComplete,
  ...events,
  ...sync,
  ...methods,
};

function revision(
  id: string,
  title: string,
  parent: string | null,
  patch: string | null,
  changed: Partial<Functions>,
  removed: readonly (keyof Functions)[] = [],
): Revision {
  return { id, title, parent, patch, layer: { changed, removed }, inferred: false };
}

function whatIf(id: string, title: string, changed: Partial<Functions>, parent = "prop-base"): Revision {
  return { ...revision(id, title, parent, null, changed), inferred: true };
}

/** Every revision, parents before children; what nobody wrote, but people talked about, at the end. */
export const revisions: readonly Revision[] = [
  revision(
    "base",
    "before the series (parent of 6d544bb4, between 2.6.19 and 2.6.20-rc1)",
    null,
    null,
    whole,
  ),
  revision("p1", "dio: centralize completion in dio_complete() (6d544bb4)", "base", "p1", p1),
  revision("p2", "dio: call blk_run_address_space() once per op (17a7b1d7)", "p1", "p2", p2),
  revision("p3", "dio: formalize bio counters as a dio reference count (02732012)", "p2", "p3", p3, [
    "finished_one_bio",
  ]),
  revision("p4", "dio: remove duplicate bio wait code (20258b2b)", "p3", "p4", p4),
  revision(
    "p5",
    "dio: only call aio_complete() after returning -EIOCBQUEUED (8459d86a)",
    "p4",
    "p5",
    { ...p5, ...filemapP5, ...xfsP5 },
    ["dio_complete_aio"],
  ),
  revision("lock", "dio: lock refcount operations (5eb6c7a2), as 2.6.20 ships it", "p5", null, lock, [
    "wait_for_more_bios",
  ]),
  revision(
    "prop-base",
    "the tree of 16 February 2007 that the patches of documents 002 and 003 fit",
    "lock",
    null,
    propBase,
    ["put_ioctx"],
  ),
  revision(
    "propogate",
    "aio: propogate post-EIOCBQUEUED errors to completion event",
    "prop-base",
    "propogate",
    {
      ...aioPropogate,
      ...filemapPropogate,
    },
  ),
  {
    ...revision("pgbusy", "aio: fix oops because of extra IO control block freeing", "prop-base", "pgbusy", {
      ...filemapPgbusy,
      ...aioPgbusy,
    }),
    inferred: true,
  },
  whatIf(
    "whatif-ignore-busy",
    "invalidation goes on past a busy page, and its error is ignored (seed 004 line 35)",
    ignoreBusy,
  ),
  whatIf("whatif-launder", "ext3 waits for kjournald with a launder_page (seed 004 line 36)", launder),
  whatIf(
    "whatif-invalidate-inside",
    "pages are invalidated inside direct I/O (seed 002 line 38)",
    invalidateInside,
  ),
  whatIf(
    "whatif-retry",
    "a driver returns -EIOCBRETRY, as USB's gadgetfs does, and fs/aio.c retries (seed 002 line 46)",
    retry,
  ),
  whatIf(
    "whatif-retry-dropped",
    "the same driver after PgBusy, which takes -EIOCBRETRY out of aio_run_iocb() (seed 002 line 43)",
    retryingDriver,
    "pgbusy",
  ),
  whatIf(
    "whatif-test-after-drop",
    "patch 5, but the bio looks for a waiter after it dropped its reference (nobody's proposal: a lesson's question)",
    testAfterDrop,
    "p5",
  ),
  whatIf(
    "whatif-waiter-first",
    "patch 5, but the submitter names itself before it looks at the count (nobody's proposal: a lesson's question)",
    waiterFirst,
    "p5",
  ),
];

/** The functions of a revision: those of its parent with its own laid over them. */
export function tableOf(id: string): Partial<Functions> {
  const found = revisions.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`there is no revision ${id}`);
  const table = { ...(found.parent === null ? {} : tableOf(found.parent)), ...found.layer.changed };
  for (const name of found.layer.removed) Reflect.deleteProperty(table, name);
  return table;
}
