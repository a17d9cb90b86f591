import type { Environment } from "./environment";
import type { Kernel, Step } from "./machine";
import type { Bio } from "./structs/bio";
import type { Dio } from "./structs/dio";
import type { Ioend } from "./structs/ioend";
import type { Kiocb } from "./structs/kiocb";
import type { Kioctx } from "./structs/kioctx";

/** A request as the methods of files take it: one segment, given by its address and its length. */
type FileMethod = (k: Kernel, iocb: Kiocb, iov_base: number, iov_len: number, pos: number) => Step<number>;

/** fs/direct-io.c. Functions that come or go with a patch are here too; a revision has those that it has. */
interface DirectIO {
  dio_pages_present(k: Kernel, dio: Dio): Step<number>;
  dio_refill_pages(k: Kernel, dio: Dio): Step<number>;
  dio_get_page(k: Kernel, dio: Dio): Step<number>;
  /** `ret` is the number of bytes, and nothing is returned, in `base`. */
  dio_complete(k: Kernel, dio: Dio, offset: number, ret: number): Step<number>;
  /** Up to p2. */
  finished_one_bio(k: Kernel, dio: Dio): Step<void>;
  /** In p3 and p4. */
  dio_complete_aio(k: Kernel, dio: Dio): Step<void>;
  dio_bio_end_aio(k: Kernel, bio: Bio): Step<number>;
  dio_bio_end_io(k: Kernel, bio: Bio): Step<number>;
  dio_bio_alloc(k: Kernel, dio: Dio, nr_vecs: number): Step<number>;
  dio_bio_submit(k: Kernel, dio: Dio): Step<void>;
  dio_cleanup(k: Kernel, dio: Dio): Step<void>;
  /** From p3 to p5. */
  wait_for_more_bios(k: Kernel, dio: Dio): Step<boolean>;
  dio_await_one(k: Kernel, dio: Dio): Step<Bio>;
  dio_bio_complete(k: Kernel, dio: Dio, bio: Bio): Step<number>;
  /** The result is used in `base` only. */
  dio_await_completion(k: Kernel, dio: Dio): Step<number>;
  dio_bio_reap(k: Kernel, dio: Dio): Step<number>;
  get_more_blocks(k: Kernel, dio: Dio): Step<number>;
  dio_new_bio(k: Kernel, dio: Dio): Step<number>;
  dio_bio_add_page(k: Kernel, dio: Dio): Step<number>;
  dio_send_cur_page(k: Kernel, dio: Dio): Step<number>;
  submit_page_section(
    k: Kernel,
    dio: Dio,
    page: number,
    offset: number,
    len: number,
    blocknr: number,
  ): Step<number>;
  dio_zero_block(k: Kernel, dio: Dio, end: number): Step<void>;
  do_direct_IO(k: Kernel, dio: Dio): Step<number>;
  direct_io_worker(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
    blkbits: number,
    dio: Dio,
  ): Step<number>;
  __blockdev_direct_IO(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
    dio_lock_type: number,
  ): Step<number>;
}

/** A function of the family of direct_IO: `offset` is where in the file. */
type DirectMethod = (
  k: Kernel,
  rw: number,
  iocb: Kiocb,
  iov_base: number,
  iov_len: number,
  offset: number,
) => Step<number>;

/** mm/filemap.c, mm/truncate.c, fs/fs-writeback.c and fs/read_write.c. */
interface Filemap {
  generic_file_aio_read: FileMethod;
  do_generic_file_read(k: Kernel, iocb: Kiocb, iov_len: number): Step<number>;
  generic_file_direct_write(
    k: Kernel,
    iocb: Kiocb,
    iov_base: number,
    count: number,
    pos: number,
  ): Step<number>;
  generic_file_buffered_write(
    k: Kernel,
    iocb: Kiocb,
    pos: number,
    count: number,
    written: number,
  ): Step<number>;
  __generic_file_aio_write_nolock(k: Kernel, iocb: Kiocb, iov_base: number, count: number): Step<number>;
  generic_file_aio_write: FileMethod;
  generic_file_direct_IO: DirectMethod;
  filemap_write_and_wait(k: Kernel): Step<number>;
  invalidate_inode_pages2_range(k: Kernel): Step<number>;
  journal_commit_transaction(k: Kernel): Step<void>;
  drop_buffers(k: Kernel): Step<number>;
  generic_osync_inode(k: Kernel): Step<number>;
  sync_page_range(k: Kernel): Step<number>;
  do_sync_rw(k: Kernel, kiocb: Kiocb): Step<number>;
  wait_on_retry_sync_kiocb(k: Kernel, iocb: Kiocb): Step<void>;
}

/** fs/aio.c. */
interface Aio {
  wait_on_sync_kiocb(k: Kernel, iocb: Kiocb): Step<number>;
  __aio_get_req(k: Kernel): Step<Kiocb>;
  really_put_req(k: Kernel, ctx: Kioctx, req: Kiocb): Step<void>;
  __aio_put_req(k: Kernel, ctx: Kioctx, req: Kiocb): Step<number>;
  aio_put_req(k: Kernel, req: Kiocb): Step<number>;
  /** Up to `lock`: from dee11c23 on a request does not hold its context. */
  put_ioctx(k: Kernel, ctx: Kioctx): Step<void>;
  aio_run_iocb(k: Kernel, iocb: Kiocb): Step<number>;
  aio_complete(k: Kernel, iocb: Kiocb, res: number, res2: number): Step<number>;
  /** In `propogate`. */
  aio_ring_insert_entry(k: Kernel, ctx: Kioctx, iocb: Kiocb): Step<void>;
  aio_propogate_error(k: Kernel, iocb: Kiocb, existing_err: number, new_err: number): Step<number>;
  /** In `pgbusy`, where requests are kicked. */
  __queue_kicked_iocb(k: Kernel, iocb: Kiocb): Step<void>;
  __aio_run_iocbs(k: Kernel, iocb: Kiocb): Step<void>;
  /** In the what-ifs of a driver that returns -EIOCBRETRY. */
  ep_aio_rwtail(k: Kernel, iocb: Kiocb, len: number): Step<number>;
  try_queue_kicked_iocb(k: Kernel, iocb: Kiocb): Step<void>;
  aio_read_evt(k: Kernel): Step<number>;
  read_events(k: Kernel): Step<number>;
  aio_advance_iovec(k: Kernel, iocb: Kiocb, ret: number): Step<void>;
  aio_rw_vect_retry(k: Kernel, iocb: Kiocb): Step<number>;
  io_submit_one(k: Kernel): Step<number>;
}

/** fs/xfs/linux-2.6/xfs_aops.c. */
interface Xfs {
  xfs_finish_ioend(k: Kernel, ioend: Ioend): Step<void>;
  xfs_destroy_ioend(k: Kernel, ioend: Ioend): Step<void>;
  xfs_end_bio_unwritten(k: Kernel, ioend: Ioend): Step<void>;
  xfs_alloc_ioend(k: Kernel): Step<Ioend>;
  xfs_end_io_direct(k: Kernel, iocb: Kiocb, offset: number, size: number, bPrivate: number): Step<void>;
  xfs_vm_direct_IO: DirectMethod;
}

/** The block layer, and the file system's map of blocks. */
interface Block {
  bio_alloc(k: Kernel, nr_vecs: number): Step<Bio>;
  bio_add_page(k: Kernel, bio: Bio, page: number, len: number, offset: number): Step<number>;
  submit_bio(k: Kernel, rw: number, bio: Bio): Step<void>;
  blk_run_address_space(k: Kernel): Step<void>;
  /** What the interrupt for the bio of this number does. */
  disk_interrupt(k: Kernel, n: number): Step<void>;
  bio_endio(k: Kernel, bio: Bio, error: number): Step<void>;
  bio_set_pages_dirty(k: Kernel, bio: Bio): Step<void>;
  bio_check_pages_dirty(k: Kernel, bio: Bio): Step<void>;
  bio_put(k: Kernel, bio: Bio): Step<void>;
  get_user_pages(k: Kernel, start: number, len: number): Step<number>;
  get_block(k: Kernel, dio: Dio, iblock: number, create: number): Step<number>;
}

/** Function pointers of the kernel that the scenario sets: which method a file, an address space, a work has. */
interface Methods {
  aio_rw: FileMethod;
  direct_IO: DirectMethod;
  queue_ioend(k: Kernel, ioend: Ioend): Step<void>;
}

/** All functions of the kernel that models have. */
export interface Functions extends DirectIO, Filemap, Aio, Xfs, Block, Methods {}

/** The functions of one revision in one scenario; `this` in each of them. */
export interface Table extends Functions {
  readonly env: Environment;
}

/** Declares functions of a revision, or of what a patch changes; `this` is the finished table. */
export function functions<T extends Partial<Functions>>(part: T & ThisType<Table>): T {
  return part;
}
