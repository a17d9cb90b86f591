import type { Program } from "../../kernel";
import { programFor } from "../program";
import { scenarios } from "../scenario/catalogue";

/** Scenarios that together take every step of the models at least once; a test says so, for every hunk. */
const probes: readonly string[] = [
  "aio-read-one-block",
  "aio-read-short",
  "sync-read-short",
  "aio-read-fault-second-page",
  "aio-write-bio-error",
  "aio-write-fault-last-page",
  "aio-write-hole-second-block",
  "aio-write-extending",
  "sync-write-bio-error",
  "aio-write-osync-metadata-fails",
  "aio-write-osync-hole",
  "aio-write-invalidate-fails-one-block",
  "sync-write-invalidate-fails",
  "xfs-aio-write-mapping-error",
];

/** The programs that run the probes on a revision. */
export function probesOf(revision: string): readonly Program[] {
  return scenarios.filter(({ id }) => probes.includes(id)).map((scenario) => programFor(revision, scenario));
}
