import type { Handle } from "../machine";
import { atomic, ghost, integer, log, mutex, rwsem, struct } from "../machine";

/** struct buffer_head of a cached page: who holds it. */
export const BufferHead = struct("buffer_head", {
  b_count: atomic(),
  "b_page->lock": mutex(),
  /** The one transaction that runs; who has a handle of it holds it up. */
  "journal->transaction": mutex(),
});
export interface BufferHead extends Handle<typeof BufferHead> {}

/** struct inode and its address_space, as far as direct I/O uses them. */
export const Inode = struct("inode", {
  i_size: integer(),
  i_mutex: mutex(),
  i_alloc_sem: rwsem(),
  "i_mapping->nrpages": integer(),
  /** How many blocks get_block has mapped: the next mapping lies beyond them on disk, and apart. */
  mapped: integer(),
  /** From this block of the file on nothing is allocated. */
  firstHole: integer(),
  /** Offset and bytes of each call of the file system's end_io, two numbers a call. */
  endIo: log(),
  /** What ki_retry gave to the AIO core, or the result of a synchronous call. */
  returned: ghost(integer()),
  /** 1 if `returned` holds something. */
  hasReturned: ghost(integer()),
  eventBeforeSize: ghost(integer()),
  bufferedFallback: ghost(integer()),
  /** 1 once a page that was to be invalidated after the write stayed in the page cache. */
  stalePage: ghost(integer()),
});
export interface Inode extends Handle<typeof Inode> {}
