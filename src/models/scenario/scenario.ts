/** Size of a page of memory in every scenario, in bytes (i386 and x86-64). */
export const PAGE_SIZE = 4096;

/** How `__blockdev_direct_IO` is told to lock (include/linux/fs.h, lock_type). */
export type Locking = "DIO_LOCKING" | "DIO_NO_LOCKING" | "DIO_OWN_LOCKING";

/**
 * Whose `direct_IO` stands between the page cache and the direct I/O code. Above it both have the functions of
 * mm/filemap.c; what xfs_read() and xfs_write() do there themselves is not modelled.
 */
export type Filesystem = "generic" | "xfs";

/**
 * The world before the first step: one request, the file it is for, what goes wrong, and who else is there.
 * Sizes and offsets are in bytes. Blocks and pages are counted from the first one of the request.
 */
export interface Scenario {
  readonly id: string;
  /** One line for people; empty if the author gave none. */
  readonly title: string;
  readonly op: "read" | "write";
  /** True: submitted by io_submit. False: read() or write(). */
  readonly async: boolean;
  readonly offset: number;
  /** Length of the one segment of the request; its buffer starts on a page boundary. */
  readonly bytes: number;
  readonly fileSize: number;
  /** Block size of the file system (1 << i_blkbits). */
  readonly blockSize: number;
  readonly locking: Locking;
  /** How many blocks one get_block call maps at most. Two mappings never touch on disk. */
  readonly blocksPerMapping: number;
  /** From this block of the request on the file has a hole; null for none. */
  readonly holeFromBlock: number | null;
  /** get_block fails with this errno (negative) from this block of the request on. */
  readonly getBlockError: { readonly block: number; readonly errno: number } | null;
  /** get_user_pages fails with -EFAULT from this page of the request on. */
  readonly faultAtPage: number | null;
  /** Numbers of the bios that complete not up to date, in order of submission from 0. */
  readonly failingBios: readonly number[];
  /** The mapping has cached pages and invalidate_inode_pages2_range returns -EIO. */
  readonly invalidateFails: boolean;
  /** The file is O_SYNC; generic_osync_inode returns -EIO if `metadataFails`. Null: not O_SYNC. */
  readonly oSync: { readonly metadataFails: boolean } | null;
  readonly filesystem: Filesystem;
  /**
   * The mapped blocks are unwritten: an end_io of the file system converts them, also those of a read, as the scenario says
   * so; the real xfs_get_blocks_direct() shows a read no unwritten blocks, but a hole.
   */
  readonly unwrittenExtent: boolean;
  /** At most so many wake-ups of others hit the submitter while it sleeps. */
  readonly spuriousWakeups: number;
  /** Another task sleeps in io_getevents until an event is in the ring. */
  readonly eventReader: boolean;
  /** Another writer may set the file size to this at any moment, if it is smaller then; null for nobody. */
  readonly otherWriterGrowsTo: number | null;
  /** Bios complete only after blk_run_address_space was called for them. */
  readonly plugged: boolean;
  /** A cached page is in the range, and kjournald may hold its buffers while it commits (ext3, ordered data). */
  readonly kjournald: boolean;
}

/** How many blocks of the file system the request touches. */
export function blocksOf(scenario: Pick<Scenario, "offset" | "bytes" | "blockSize">): number {
  const { offset, bytes, blockSize } = scenario;
  if (bytes === 0) return 0;
  return Math.floor((offset + bytes - 1) / blockSize) - Math.floor(offset / blockSize) + 1;
}

/** How many pages of memory the request fills or is taken from. */
export function pagesOf(scenario: Pick<Scenario, "bytes">): number {
  return Math.ceil(scenario.bytes / PAGE_SIZE);
}
