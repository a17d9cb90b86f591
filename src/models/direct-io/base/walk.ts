import { ENOTBLK } from "../../../errno";
import { WRITE } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { PAGE_SIZE } from "../../scenario/scenario";
import type { Dio } from "../../structs/dio";
import { atEnd, nextMapping } from "../walk";

/** fs/direct-io.c, in all revisions. */
export const walk = functions({
  /**
   * Walk the user pages, and the file, mapping blocks to disk and generating a sequence of
   * (page,offset,len,block) mappings. These mappings are injected into submit_page_section().
   */
  *do_direct_IO(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({
      ret: 0,
      page: 0,
      blkbits: 0,
      block_in_page: 0,
      block: 0,
      blkfactor: 0,
      this_chunk_blocks: 0,
    });
    l.blkbits = yield* k.read(dio.blkbits, "const unsigned blkbits = dio->blkbits;");
    const blocks_per_page = (): number => PAGE_SIZE >> l.blkbits;

    /* The I/O can start at any block offset within the first page */
    l.block_in_page = yield* k.read(dio.first_block_in_page, "block_in_page = dio->first_block_in_page;");

    while (!(yield* atEnd(k, l, dio, "while (dio->block_in_file < dio->final_block_in_request) {"))) {
      l.page = yield* this.dio_get_page(k, dio);
      if (l.page < 0) return l.page;

      while (l.block_in_page < blocks_per_page()) {
        if (yield* k.equals(dio.blocks_available, 0, "if (dio->blocks_available == 0) {")) {
          /*
           * Need to go and map some more disk
           */
          l.ret = yield* this.get_more_blocks(k, dio);
          if (l.ret) return l.ret;
          if (yield* k.test(dio["map_bh.BH_Mapped"], "if (!buffer_mapped(map_bh))"))
            yield* nextMapping(k, l, dio);
        }
        /* Handle holes */
        if (!(yield* k.test(dio["map_bh.BH_Mapped"], "if (!buffer_mapped(map_bh)) {"))) {
          /* AKPM: eargh, -ENOTBLK is a hack */
          if ((yield* k.read(dio.rw, "if (dio->rw & WRITE) {")) & WRITE) return -ENOTBLK;

          /*
           * Be sure to account for a partial block as the
           * last block in the file
           */
          l.block = yield* k.read(
            this.env.inode.i_size,
            "i_size_aligned = ALIGN(i_size_read(dio->inode), 1 << blkbits);",
          );
          const end = Math.ceil(l.block / 2 ** l.blkbits);
          /* We hit eof */
          if (
            (yield* k.read(dio.block_in_file, "if (dio->block_in_file >= i_size_aligned >> blkbits) {")) >=
            end
          )
            return l.ret;
          yield* k.add(dio.block_in_file, 1, "dio->block_in_file++;");
          l.block_in_page++;
        } else {
          /*
           * If we're performing IO which has an alignment which
           * is finer than the underlying fs, go check to see if
           * we must zero out the start of this block.
           */
          const start = "if (unlikely(dio->blkfactor && !dio->start_zero_done))";
          if ((yield* k.test(dio.blkfactor, start)) && !(yield* k.test(dio.start_zero_done, start)))
            yield* this.dio_zero_block(k, dio, 0);

          /*
           * Work out, in this_chunk_blocks, how much disk we
           * can add to this page
           */
          l.this_chunk_blocks = yield* k.read(
            dio.blocks_available,
            "this_chunk_blocks = dio->blocks_available;",
          );
          l.this_chunk_blocks = Math.min(l.this_chunk_blocks, blocks_per_page() - l.block_in_page);
          const rest = "u = dio->final_block_in_request - dio->block_in_file;";
          l.block = yield* k.read(dio.block_in_file, rest);
          l.this_chunk_blocks = Math.min(
            l.this_chunk_blocks,
            (yield* k.read(dio.final_block_in_request, rest)) - l.block,
          );
          yield* k.BUG_ON(l.this_chunk_blocks === 0, "BUG_ON(this_chunk_bytes == 0);");

          yield* k.write(dio.boundary, 0, "dio->boundary = buffer_boundary(map_bh);");
          l.block = yield* k.read(dio.next_block_for_io, "this_chunk_bytes, dio->next_block_for_io);");
          l.ret = yield* this.submit_page_section(
            k,
            dio,
            l.page,
            l.block_in_page << l.blkbits,
            l.this_chunk_blocks << l.blkbits,
            l.block,
          );
          if (l.ret) return l.ret;
          yield* k.add(
            dio.next_block_for_io,
            l.this_chunk_blocks,
            "dio->next_block_for_io += this_chunk_blocks;",
          );

          yield* k.add(dio.block_in_file, l.this_chunk_blocks, "dio->block_in_file += this_chunk_blocks;");
          l.block_in_page += l.this_chunk_blocks;
          yield* k.add(
            dio.blocks_available,
            -l.this_chunk_blocks,
            "dio->blocks_available -= this_chunk_blocks;",
          );
        }
        if (yield* atEnd(k, l, dio, "if (dio->block_in_file == dio->final_block_in_request)")) break;
      }

      /* Drop the ref which was taken in get_user_pages() */
      l.block_in_page = 0;
    }
    return l.ret;
  },
});
