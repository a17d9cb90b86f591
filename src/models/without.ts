import { countingWorker } from "./direct-io/countingWorker";
import type { Functions } from "./functions";
import { groups } from "./map/groups";
import { revisions, tableOf } from "./revisions";
import type { Problem } from "./scenario/fields";

/** What is left out together, and which functions go back to what they were before the patch. */
interface Unit {
  readonly patch: string;
  readonly hunks: readonly string[];
  readonly functions: readonly (keyof Functions)[];
  /** Hunks that call or fill what this unit brings, and so go with it. */
  readonly with?: readonly string[];
  /** For hunks that share a function with others: the function without just this hunk. */
  readonly instead?: Partial<Functions>;
}

const dio = (patch: string, n: number): string => `${patch}/fs/direct-io.c#${String(n)}`;
const groupWith = (hunk: string): readonly string[] =>
  groups.find(({ hunks }) => hunks.includes(hunk))?.hunks ?? [hunk];

const helper = "propogate/include/linux/aio.h#5";
const clobbers = ["propogate/mm/filemap.c#1", "propogate/mm/filemap.c#2"];

const units: readonly Unit[] = [
  {
    patch: "p1",
    hunks: groupWith(dio("p1", 1)),
    functions: ["dio_complete", "finished_one_bio", "dio_await_completion", "direct_io_worker"],
  },
  { patch: "p2", hunks: [dio("p2", 1)], functions: ["dio_await_one"] },
  { patch: "p2", hunks: [dio("p2", 2)], functions: ["dio_await_completion"] },
  {
    patch: "p2",
    hunks: [dio("p2", 3)],
    functions: ["direct_io_worker"],
    instead: { direct_io_worker: countingWorker({ unplugOnce: false, unplugAfter: false }) },
  },
  {
    patch: "p2",
    hunks: [dio("p2", 4)],
    functions: ["direct_io_worker"],
    instead: { direct_io_worker: countingWorker({ unplugOnce: true, unplugAfter: true }) },
  },
  {
    patch: "p3",
    hunks: groupWith(dio("p3", 1)),
    functions: [
      "finished_one_bio",
      "dio_complete_aio",
      "dio_bio_end_aio",
      "dio_bio_end_io",
      "dio_bio_submit",
      "wait_for_more_bios",
      "dio_await_one",
      "dio_bio_complete",
      "dio_await_completion",
      "direct_io_worker",
    ],
  },
  {
    patch: "p4",
    hunks: groupWith(dio("p4", 1)),
    functions: ["dio_complete_aio", "dio_bio_end_aio", "direct_io_worker"],
  },
  { patch: "p5", hunks: [dio("p5", 1)], functions: ["dio_complete"] },
  {
    patch: "p5",
    hunks: groupWith(dio("p5", 2)),
    functions: ["dio_complete_aio", "dio_bio_end_aio", "direct_io_worker"],
  },
  { patch: "p5", hunks: ["p5/fs/xfs/linux-2.6/xfs_aops.c#1"], functions: ["xfs_vm_direct_IO"] },
  { patch: "p5", hunks: ["p5/mm/filemap.c#1"], functions: ["generic_file_aio_read"] },
  { patch: "p5", hunks: ["p5/mm/filemap.c#2"], functions: ["generic_file_direct_write"] },
  {
    patch: "propogate",
    hunks: groupWith("propogate/fs/aio.c#1"),
    functions: ["aio_ring_insert_entry", "__aio_get_req", "__aio_put_req", "aio_complete"],
    with: [helper],
  },
  { patch: "propogate", hunks: [helper], functions: ["aio_propogate_error"], with: clobbers },
  { patch: "propogate", hunks: ["propogate/mm/filemap.c#1"], functions: ["generic_file_direct_write"] },
  { patch: "propogate", hunks: ["propogate/mm/filemap.c#2"], functions: ["generic_file_direct_IO"] },
  { patch: "pgbusy", hunks: ["pgbusy/mm/filemap.c#1"], functions: ["generic_file_direct_IO"] },
];

/** Ids of all hunks that can be left out. */
export const switchableHunks: readonly string[] = units.flatMap(({ hunks }) => hunks);

/** A revision less some hunks. */
export interface Without {
  readonly functions: Partial<Functions>;
  /** Every hunk that is left out: those that were asked for and those that go with them. */
  readonly leftOut: readonly string[];
}

/** The patches from `base` to a revision, oldest first, by revision. */
function chainTo(revision: string): readonly string[] {
  const parent = revisions.find(({ id }) => id === revision)?.parent ?? null;
  return parent === null ? [revision] : [...chainTo(parent), revision];
}

/** The revision after `unit` that touches one of its functions again, if there is one. */
function changedAgain(unit: Unit, later: readonly string[]): { revision: string; name: string } | null {
  for (const id of later) {
    const layer = revisions.find((revision) => revision.id === id)?.layer;
    const name = unit.functions.find((fn) => layer?.changed[fn] !== undefined || layer?.removed.includes(fn));
    if (name !== undefined) return { revision: id, name };
  }
  return null;
}

function unitsOf(hunks: readonly string[]): readonly Unit[] {
  const found = units.filter((unit) => unit.hunks.some((hunk) => hunks.includes(hunk)));
  const more = found.flatMap((unit) => unit.with ?? []).filter((hunk) => !hunks.includes(hunk));
  return more.length === 0 ? found : unitsOf([...hunks, ...more]);
}

/**
 * The functions of a revision without some hunks of its patch, or of an earlier one whose functions no later patch
 * changed again. What makes no sense without them is left out too. A problem is one sentence.
 */
export function without(revision: string, hunks: readonly string[]): Without | Problem {
  const unknown = hunks.find((hunk) => !switchableHunks.includes(hunk));
  if (unknown !== undefined) return { problem: `there is no hunk "${unknown}" that can be left out` };
  const chain = chainTo(revision);
  const functions: Partial<Functions> = tableOf(revision);
  const out = unitsOf(hunks);
  for (const unit of out) {
    const at = chain.indexOf(unit.patch);
    if (at < 0) return { problem: `the hunk ${unit.hunks[0] ?? ""} is not in ${revision}` };
    const again = changedAgain(unit, chain.slice(at + 1));
    if (again !== null)
      return {
        problem: `${unit.hunks[0] ?? ""} cannot be left out of ${revision}: ${again.revision} changed ${again.name}() again`,
      };
    const before: Partial<Functions> = { ...tableOf(chain[at - 1] ?? "base"), ...unit.instead };
    for (const name of unit.functions) {
      if (before[name] === undefined) Reflect.deleteProperty(functions, name);
      else Object.assign(functions, { [name]: before[name] });
    }
  }
  return { functions, leftOut: [...new Set(out.flatMap((unit) => unit.hunks))] };
}
