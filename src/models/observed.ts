import type { Table } from "./functions";
import type { Kernel, Step } from "./machine";

/** What the product writes down while a model runs, for the outcome; no part of the kernel. */

/** What ki_retry gave to the AIO core, or read() and write() to the caller. */
export function* recordReturned(k: Kernel, table: Table, ret: number): Step<void> {
  const { inode } = table.env;
  yield* k.record(inode.returned, ret, "return ret;");
  yield* k.record(inode.hasReturned, 1, "return ret;");
}

/** An event with this `res` is in the ring: it is remarkable if the file does not yet reach to where it was extended. */
export function* recordEvent(k: Kernel, table: Table, res: number): Step<void> {
  const { inode, ctx, scenario } = table.env;
  yield* k.append(ctx.events, res, "ring->tail = tail;");
  const end = scenario.offset + res;
  if (scenario.op !== "write" || res <= 0 || end <= scenario.fileSize) return;
  if (yield* k.looksLess(inode.i_size, end, "ring->tail = tail;"))
    yield* k.record(inode.eventBeforeSize, 1, "ring->tail = tail;");
}

/** A call of the file system's end_io. */
export function* recordEndIo(k: Kernel, table: Table, offset: number, bytes: number): Step<void> {
  yield* k.append(table.env.inode.endIo, offset, "dio->end_io");
  yield* k.append(table.env.inode.endIo, bytes, "dio->end_io");
}

/** A page of the range stays in the page cache, and may be older than the disk. */
export function* recordStalePage(k: Kernel, table: Table): Step<void> {
  yield* k.record(table.env.inode.stalePage, 1, "ret = -EIO;");
}

/** The request goes on through the page cache. */
export function* recordFallback(k: Kernel, table: Table): Step<void> {
  yield* k.record(table.env.inode.bufferedFallback, 1, "generic_file_buffered_write");
}
