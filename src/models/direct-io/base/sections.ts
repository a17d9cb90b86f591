import { ZERO_PAGE } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import type { Dio } from "../../structs/dio";

/** fs/direct-io.c, in all revisions: sections of pages on their way into bios. `cur_page` 0 stands for NULL. */
export const sections = functions({
  /** Put cur_page under IO. */
  *dio_send_cur_page(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ ret: 0, block: 0 });

    if (yield* k.test(dio.bio, "if (dio->bio) {")) {
      /*
       * See whether this new request is contiguous with the old
       */
      const contiguous = "if (dio->final_block_in_bio != dio->cur_page_block)";
      l.block = yield* k.read(dio.cur_page_block, contiguous);
      if (!(yield* k.equals(dio.final_block_in_bio, l.block, contiguous))) yield* this.dio_bio_submit(k, dio);
      /*
       * Submit now if the underlying fs is about to perform a
       * metadata read
       */
      if (yield* k.test(dio.boundary, "if (dio->boundary)")) yield* this.dio_bio_submit(k, dio);
    }

    if (!(yield* k.test(dio.bio, "if (dio->bio == NULL) {"))) {
      l.ret = yield* this.dio_new_bio(k, dio);
      if (l.ret) return l.ret;
    }

    if ((yield* this.dio_bio_add_page(k, dio)) !== 0) {
      yield* this.dio_bio_submit(k, dio);
      l.ret = yield* this.dio_new_bio(k, dio);
      if (l.ret === 0) {
        l.ret = yield* this.dio_bio_add_page(k, dio);
        yield* k.BUG_ON(l.ret !== 0, "BUG_ON(ret != 0);");
      }
    }
    return l.ret;
  },

  /** An autonomous function to put a chunk of a page under deferred IO. */
  *submit_page_section(
    k: Kernel,
    dio: Dio,
    page: number,
    offset: number,
    len: number,
    blocknr: number,
  ): Step<number> {
    const l = k.locals({ ret: 0, present: 0, start: 0 });

    /*
     * Can we just grow the current page's presence in the dio?
     */
    const grow = "if ((dio->cur_page == page) && (dio->cur_page_offset + dio->cur_page_len == offset) &&";
    if (yield* k.equals(dio.cur_page, page, grow)) {
      l.present = yield* k.read(dio.cur_page_len, grow);
      l.start = yield* k.read(dio.cur_page_offset, grow);
      if (l.start + l.present === offset) {
        const adjacent = "(dio->cur_page_block + (dio->cur_page_len >> dio->blkbits) == blocknr)) {";
        l.start = yield* k.read(dio.blkbits, adjacent);
        if (yield* k.equals(dio.cur_page_block, blocknr - (l.present >> l.start), adjacent)) {
          yield* k.write(dio.cur_page_len, l.present + len, "dio->cur_page_len += len;");

          /*
           * If dio->boundary then we want to schedule the IO now to
           * avoid metadata seeks.
           */
          if (yield* k.test(dio.boundary, "if (dio->boundary) {")) {
            l.ret = yield* this.dio_send_cur_page(k, dio);
            yield* k.write(dio.cur_page, 0, "dio->cur_page = NULL;");
          }
          return l.ret;
        }
      }
    }

    /*
     * If there's a deferred page already there then send it.
     */
    if (yield* k.test(dio.cur_page, "if (dio->cur_page) {")) {
      l.ret = yield* this.dio_send_cur_page(k, dio);
      yield* k.write(dio.cur_page, 0, "dio->cur_page = NULL;");
      if (l.ret) return l.ret;
    }

    yield* k.write(dio.cur_page, page, "dio->cur_page = page;");
    yield* k.write(dio.cur_page_offset, offset, "dio->cur_page_offset = offset;");
    yield* k.write(dio.cur_page_len, len, "dio->cur_page_len = len;");
    yield* k.write(dio.cur_page_block, blocknr, "dio->cur_page_block = blocknr;");
    return l.ret;
  },

  /**
   * If we are not writing the entire block and get_block() allocated the block for us, we need to fill-in the
   * unused portion of the block with zeros. `end' is zero if we're doing the start of the IO, 1 at the end of the IO.
   */
  *dio_zero_block(k: Kernel, dio: Dio, end: number): Step<void> {
    const l = k.locals({ blkfactor: 0, this_chunk_blocks: 0, this_chunk_bytes: 0, next: 0 });

    yield* k.write(dio.start_zero_done, 1, "dio->start_zero_done = 1;");
    const needed = "if (!dio->blkfactor || !buffer_new(&dio->map_bh))";
    l.blkfactor = yield* k.read(dio.blkfactor, needed);
    if (!l.blkfactor || !(yield* k.test(dio["map_bh.BH_New"], needed))) return;

    const within = "this_chunk_blocks = dio->block_in_file & (dio_blocks_per_fs_block - 1);";
    l.this_chunk_blocks = (yield* k.read(dio.block_in_file, within)) % 2 ** l.blkfactor;

    if (!l.this_chunk_blocks) return;

    /*
     * We need to zero out part of an fs block.  It is either at the
     * beginning or the end of the fs block.
     */
    if (end) l.this_chunk_blocks = 2 ** l.blkfactor - l.this_chunk_blocks;

    const bytes = "this_chunk_bytes = this_chunk_blocks << dio->blkbits;";
    l.this_chunk_bytes = yield* k.read(dio.blkbits, bytes);
    l.this_chunk_bytes = l.this_chunk_blocks << l.this_chunk_bytes;

    const section = "if (submit_page_section(dio, page, 0, this_chunk_bytes, dio->next_block_for_io))";
    l.next = yield* k.read(dio.next_block_for_io, section);
    if (yield* this.submit_page_section(k, dio, ZERO_PAGE, 0, l.this_chunk_bytes, l.next)) return;

    yield* k.add(dio.next_block_for_io, l.this_chunk_blocks, "dio->next_block_for_io += this_chunk_blocks;");
  },
});
