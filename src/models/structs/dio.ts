import type { Handle, Task } from "../machine";
import { atomic, integer, own, pointer, spinlock, struct } from "../machine";
import type { Bio } from "./bio";
import type { Inode } from "./inode";
import type { Kiocb } from "./kiocb";

/**
 * struct dio of fs/direct-io.c, the fields of all revisions: `bio_count` and `bios_in_flight` up to p2, `refcount` from
 * p3 on. The state of submission is the submitter's own: nobody frees the dio while it holds its reference.
 * Memory is 0 here until it is written. kmalloc() gives anything, and what dio_zero_block() reads of `map_bh` before the
 * first get_block() was indeed undefined until 848c4dd5 (August 2007) zeroed the whole struct.
 */
export const Dio = struct("dio", {
  /* BIO submission state */
  bio: own(pointer<Bio>("bio")),
  inode: pointer<Inode>("inode"),
  rw: integer(),
  i_size: integer(),
  lock_type: integer(),
  blkbits: own(integer()),
  blkfactor: own(integer()),
  start_zero_done: own(integer()),
  pages_in_io: own(integer()),
  size: integer(),
  block_in_file: own(integer()),
  blocks_available: own(integer()),
  final_block_in_request: own(integer()),
  first_block_in_page: own(integer()),
  boundary: own(integer()),
  reap_counter: own(integer()),
  end_io: integer(),
  final_block_in_bio: own(integer()),
  next_block_for_io: own(integer()),
  "map_bh.BH_Mapped": own(integer()),
  "map_bh.BH_New": own(integer()),
  "map_bh.b_size": own(integer()),
  "map_bh.b_blocknr": own(integer()),
  "map_bh.b_private": integer(),

  cur_page: own(integer()),
  cur_page_offset: own(integer()),
  cur_page_len: own(integer()),
  cur_page_block: own(integer()),

  curr_page: own(integer()),
  total_pages: own(integer()),
  curr_user_address: own(integer()),

  "pages[0]": own(integer()),
  head: own(integer()),
  tail: own(integer()),
  page_errors: integer(),

  /* BIO completion state */
  bio_lock: spinlock(),
  bio_count: integer(),
  bios_in_flight: integer(),
  refcount: atomic(),
  bio_list: pointer<Bio>("bio"),
  waiter: pointer<Task>("task"),

  /* AIO related stuff */
  iocb: pointer<Kiocb>("kiocb"),
  is_async: integer(),
  io_error: integer(),
  result: integer(),
});
export interface Dio extends Handle<typeof Dio> {}
