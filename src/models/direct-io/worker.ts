import { ENOTBLK } from "../../errno";
import { DIO_LOCKING, KIOCB_SYNC_KEY, READ, WRITE } from "../flags";
import type { Table } from "../functions";
import type { Kernel, Step } from "../machine";
import { PAGE_SIZE } from "../scenario/scenario";
import type { Dio } from "../structs/dio";
import type { Kiocb } from "../structs/kiocb";

/**
 * The parts of direct_io_worker() that no patch of the series touches, in C's order. They run in the frame of that
 * function; what stands between them differs from revision to revision and stands in the files of the patches.
 */

/** The parameters of direct_io_worker(); there is one segment, given by its address and its length. */
export interface Request {
  readonly rw: number;
  readonly iocb: Kiocb;
  readonly iov_base: number;
  readonly iov_len: number;
  readonly offset: number;
  readonly blkbits: number;
  readonly dio: Dio;
}

/** The locals of direct_io_worker(). */
export interface WorkerLocals {
  ret: number;
  ret2: number;
  result: number;
}

/** From `dio->bio = NULL;` to `dio->i_size = i_size_read(inode);`. */
export function* initialise(k: Kernel, table: Table, request: Request): Step<void> {
  const { dio, rw, iocb, offset, blkbits } = request;
  const { scenario, inode } = table.env;
  yield* k.write(dio.inode, inode, "dio->inode = inode;");
  yield* k.write(dio.rw, rw, "dio->rw = rw;");
  yield* k.write(dio.blkbits, blkbits, "dio->blkbits = blkbits;");
  const factor = Math.log2(scenario.blockSize) - blkbits;
  yield* k.write(dio.blkfactor, factor, "dio->blkfactor = inode->i_blkbits - blkbits;");
  yield* k.write(dio.start_zero_done, 0, "dio->start_zero_done = 0;");
  yield* k.write(dio.size, 0, "dio->size = 0;");
  yield* k.write(
    dio.block_in_file,
    Math.floor(offset / 2 ** blkbits),
    "dio->block_in_file = offset >> blkbits;",
  );
  yield* k.write(dio.blocks_available, 0, "dio->blocks_available = 0;");
  yield* k.write(dio.cur_page, 0, "dio->cur_page = NULL;");

  yield* k.write(dio.boundary, 0, "dio->boundary = 0;");
  yield* k.write(dio.reap_counter, 0, "dio->reap_counter = 0;");
  yield* k.write(dio.end_io, scenario.filesystem === "xfs" ? 1 : 0, "dio->end_io = end_io;");
  yield* k.write(dio["map_bh.b_private"], 0, "dio->map_bh.b_private = NULL;");
  yield* k.write(dio.final_block_in_bio, -1, "dio->final_block_in_bio = -1;");
  yield* k.write(dio.next_block_for_io, -1, "dio->next_block_for_io = -1;");

  yield* k.write(dio.page_errors, 0, "dio->page_errors = 0;");
  yield* k.write(dio.io_error, 0, "dio->io_error = 0;");
  yield* k.write(dio.result, 0, "dio->result = 0;");
  yield* k.write(dio.iocb, iocb, "dio->iocb = iocb;");
  const size = "dio->i_size = i_size_read(inode);";
  yield* k.write(dio.i_size, yield* k.read(inode.i_size, size), size);
}

/** From the count of pages to `if (dio->bio) dio_bio_submit(dio);`. */
export function* submission(k: Kernel, table: Table, l: WorkerLocals, request: Request): Step<void> {
  const { dio, rw, iov_base, iov_len, blkbits } = request;
  /*
   * In case of non-aligned buffers, we may need 2 more
   * pages since we need to zero out first and last block.
   */
  const unaligned = yield* k.test(dio.blkfactor, "if (unlikely(dio->blkfactor))");
  yield* k.write(
    dio.pages_in_io,
    unaligned ? 2 : 0,
    unaligned ? "dio->pages_in_io = 2;" : "dio->pages_in_io = 0;",
  );
  const pages =
    Math.floor((iov_base + iov_len + PAGE_SIZE - 1) / PAGE_SIZE) - Math.floor(iov_base / PAGE_SIZE);
  yield* k.add(
    dio.pages_in_io,
    pages,
    "dio->pages_in_io += ((user_addr+iov[seg].iov_len +PAGE_SIZE-1)/PAGE_SIZE - user_addr/PAGE_SIZE);",
  );

  yield* k.add(dio.size, iov_len, "dio->size += bytes = iov[seg].iov_len;");

  /* Index into the first page of the first block */
  const within = iov_base % PAGE_SIZE;
  yield* k.write(
    dio.first_block_in_page,
    within >> blkbits,
    "dio->first_block_in_page = (user_addr & ~PAGE_MASK) >> blkbits;",
  );
  const final = "dio->final_block_in_request = dio->block_in_file + (bytes >> blkbits);";
  yield* k.write(
    dio.final_block_in_request,
    (yield* k.read(dio.block_in_file, final)) + (iov_len >> blkbits),
    final,
  );
  /* Page fetching state */
  yield* k.write(dio.head, 0, "dio->head = 0;");
  yield* k.write(dio.tail, 0, "dio->tail = 0;");
  yield* k.write(dio.curr_page, 0, "dio->curr_page = 0;");
  const rest = within ? iov_len - (PAGE_SIZE - within) : iov_len;
  yield* k.write(
    dio.total_pages,
    (within ? 1 : 0) + Math.floor((rest + PAGE_SIZE - 1) / PAGE_SIZE),
    "dio->total_pages += (bytes + PAGE_SIZE - 1) / PAGE_SIZE;",
  );
  yield* k.write(dio.curr_user_address, iov_base, "dio->curr_user_address = user_addr;");

  l.ret = yield* table.do_direct_IO(k, dio);

  const result =
    "dio->result += iov[seg].iov_len - ((dio->final_block_in_request - dio->block_in_file) << blkbits);";
  l.result = yield* k.read(dio.final_block_in_request, result);
  l.result -= yield* k.read(dio.block_in_file, result);
  yield* k.add(dio.result, iov_len - l.result * 2 ** blkbits, result);

  if (l.ret) yield* table.dio_cleanup(k, dio);

  if (l.ret === -ENOTBLK && rw & WRITE) {
    /*
     * The remaining part of the request will be
     * be handled by buffered I/O when we return
     */
    l.ret = 0;
  }
  /*
   * There may be some unwritten disk at the end of a part-written
   * fs-block-sized block.  Go zero that now.
   */
  yield* table.dio_zero_block(k, dio, 1);

  if (yield* k.test(dio.cur_page, "if (dio->cur_page) {")) {
    l.ret2 = yield* table.dio_send_cur_page(k, dio);
    if (l.ret === 0) l.ret = l.ret2;
    yield* k.write(dio.cur_page, 0, "dio->cur_page = NULL;");
  }
  if (yield* k.test(dio.bio, "if (dio->bio)")) yield* table.dio_bio_submit(k, dio);
}

/** `dio_cleanup(dio);` after the last bio was sent, and i_mutex of a read is let go. */
export function* release(k: Kernel, table: Table, { dio, rw }: Request): Step<void> {
  /*
   * It is possible that, we return short IO due to end of file.
   * In that case, we need to release all the pages we got hold on.
   */
  yield* table.dio_cleanup(k, dio);

  /*
   * All block lookups have been performed. For READ requests
   * we can let i_mutex go now that its achieved its purpose
   * of protecting us from looking up uninitialized blocks.
   */
  const locked = "if ((rw == READ) && (dio->lock_type == DIO_LOCKING))";
  if (rw === READ && (yield* k.equals(dio.lock_type, DIO_LOCKING, locked)))
    yield* k.mutex_unlock(table.env.inode.i_mutex, "mutex_unlock(&dio->inode->i_mutex);");
}

/** `if (dio->result < dio->size && (rw & WRITE))`: a write that went out only in part. */
export function* fellShort(k: Kernel, { dio, rw }: Request): Step<boolean> {
  const text = "if (dio->result < dio->size && (rw & WRITE)) {";
  return (yield* k.less(dio.result, yield* k.read(dio.size, text), text)) && (rw & WRITE) !== 0;
}

/** `if (!is_sync_kiocb(iocb) && (rw & WRITE) && ret >= 0 && dio->result == dio->size)`: an extending AIO is done. */
export function* extendingAioDone(k: Kernel, { dio, iocb, rw }: Request, ret: number): Step<boolean> {
  const text = "if (!is_sync_kiocb(iocb) && (rw & WRITE) && ret >= 0 && dio->result == dio->size)";
  if (yield* k.equals(iocb.ki_key, KIOCB_SYNC_KEY, text)) return false;
  if ((rw & WRITE) === 0 || ret < 0) return false;
  return yield* k.equals(dio.result, yield* k.read(dio.size, text), text);
}

/**
 * `if (dio->is_async && ret == 0 && dio->result && ((rw & READ) || (dio->result == dio->size)))`: the only time p5
 * leaves bios in flight. READ is 0, so `rw & READ` never holds, and a read that fell short waits too.
 */
export function* leavesInFlight(k: Kernel, { dio, rw }: Request, ret: number): Step<boolean> {
  const text = "if (dio->is_async && ret == 0 && dio->result &&";
  if (!(yield* k.test(dio.is_async, text)) || ret !== 0 || !(yield* k.test(dio.result, text))) return false;
  const whole = "((rw & READ) || (dio->result == dio->size)))";
  return (rw & READ) !== 0 || (yield* k.equals(dio.result, yield* k.read(dio.size, whole), whole));
}
