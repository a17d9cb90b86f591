import type { Kernel, Step } from "../machine";
import type { Dio } from "../structs/dio";

/** `dio->block_in_file >= dio->final_block_in_request`, in the frame of do_direct_IO(). */
export function* atEnd(k: Kernel, l: { block: number }, dio: Dio, text: string): Step<boolean> {
  l.block = yield* k.read(dio.block_in_file, text);
  return l.block >= (yield* k.read(dio.final_block_in_request, text));
}

/** What do_direct_IO() does with a new mapping: how many blocks there are, and where on disk they begin. */
export function* nextMapping(
  k: Kernel,
  l: { block: number; blkbits: number; blkfactor: number },
  dio: Dio,
): Step<void> {
  const available = "dio->blocks_available = map_bh->b_size >> dio->blkbits;";
  const blocks = (bytes: number): number => Math.floor(bytes / 2 ** l.blkbits);
  yield* k.write(dio.blocks_available, blocks(yield* k.read(dio["map_bh.b_size"], available)), available);
  const next = "dio->next_block_for_io = map_bh->b_blocknr << dio->blkfactor;";
  l.blkfactor = yield* k.read(dio.blkfactor, next);
  l.block = yield* k.read(dio["map_bh.b_blocknr"], next);
  yield* k.write(dio.next_block_for_io, l.block * 2 ** l.blkfactor, next);

  if (l.blkfactor === 0) return;

  /*
   * If we are at the start of IO and that IO starts partway into a fs-block, dio_remainder will be non-zero.
   * If the IO is a read then we can simply advance the IO cursor to the first block which is to be read. But if
   * the IO is a write and the block was newly allocated we cannot do that; the start of the fs block must be
   * zeroed out on-disk
   */
  const remainder = "dio_remainder = (dio->block_in_file & blkmask);";
  l.block = (yield* k.read(dio.block_in_file, remainder)) % 2 ** l.blkfactor;
  if (!(yield* k.test(dio["map_bh.BH_New"], "if (!buffer_new(map_bh))")))
    yield* k.add(dio.next_block_for_io, l.block, "dio->next_block_for_io += dio_remainder;");
  yield* k.add(dio.blocks_available, -l.block, "dio->blocks_available -= dio_remainder;");
}
