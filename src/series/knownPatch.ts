import type { FileDiff } from "../patch/patch";

/** A patch that the extension has models for. */
export interface KnownPatch {
  /** Its short name in every command. */
  readonly name: string;
  readonly series: string;
  /** Subject without prefixes. */
  readonly subject: string;
  /** Its commit in Linux' git; null for patches that were never merged. */
  readonly commit: string | null;
  /** Path, added and deleted lines of each file. */
  readonly files: readonly (readonly [path: string, additions: number, deletions: number])[];
}

/**
 * The five commits of Zach Brown's "dio: clean up completion phase of direct_io_worker()" (Linux 2.6.20),
 * and two patches of February and March 2007 that the lists discussed and nobody merged.
 */
export const knownPatches: readonly KnownPatch[] = [
  {
    name: "p1",
    series: "direct-io",
    subject: "dio: centralize completion in dio_complete()",
    commit: "6d544bb4d9019c3a0d7ee4af1e4bbbd61a6e16dc",
    files: [["fs/direct-io.c", 42, 52]],
  },
  {
    name: "p2",
    series: "direct-io",
    subject: "dio: call blk_run_address_space() once per op",
    commit: "17a7b1d74b1207f8f1af40b5d184989076d08f8b",
    files: [["fs/direct-io.c", 3, 5]],
  },
  {
    name: "p3",
    series: "direct-io",
    subject: "dio: formalize bio counters as a dio reference count",
    commit: "0273201e693fd62381f6b1e85b15ffc117d8a46e",
    files: [["fs/direct-io.c", 66, 74]],
  },
  {
    name: "p4",
    series: "direct-io",
    subject: "dio: remove duplicate bio wait code",
    commit: "20258b2b397031649e4a41922fe803d57017df84",
    files: [["fs/direct-io.c", 12, 29]],
  },
  {
    name: "p5",
    series: "direct-io",
    subject: "dio: only call aio_complete() after returning -EIOCBQUEUED",
    commit: "8459d86aff04fa53c2ab6a6b9f355b3063cc8014",
    files: [
      ["fs/direct-io.c", 35, 55],
      ["fs/xfs/linux-2.6/xfs_aops.c", 1, 1],
      ["mm/filemap.c", 3, 6],
    ],
  },
  {
    name: "propogate",
    series: "aio-errors",
    subject: "aio: propogate post-EIOCBQUEUED errors to completion event",
    commit: null,
    files: [
      ["fs/aio.c", 59, 50],
      ["include/linux/aio.h", 30, 0],
      ["mm/filemap.c", 2, 2],
    ],
  },
  {
    name: "pgbusy",
    series: "aio-errors",
    subject: "aio: fix oops because of extra IO control block freeing.",
    commit: null,
    files: [["mm/filemap.c", 3, 4]],
  },
];

/**
 * The known patch that this is: the same commit, or the same subject with the same counts in the same
 * files. A trimmed quote of a known patch is not that patch. Null for all others.
 */
export function recognise(
  commit: string | null,
  subject: string,
  files: readonly FileDiff[],
): KnownPatch | null {
  const found = knownPatches.find((known) => {
    const sameCommit = commit !== null && commit.length >= 8 && known.commit?.startsWith(commit) === true;
    return sameCommit || known.subject === subject;
  });
  if (found === undefined || found.files.length !== files.length) return null;
  const isSame = found.files.every(([path, additions, deletions], i) => {
    const file = files[i];
    return file?.new === path && file.additions === additions && file.deletions === deletions;
  });
  return isSame ? found : null;
}
