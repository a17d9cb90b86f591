import { DIO_LOCKING, DIO_NO_LOCKING, WRITE } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import type { Dio } from "../../structs/dio";

/** fs/direct-io.c, in all revisions: the file system is asked where blocks are. */
export const mapping = functions({
  /** Call into the fs to map some more disk blocks. */
  *get_more_blocks(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ ret: 0, block: 0, final: 0, blkfactor: 0, size: 0, create: 0 });

    /*
     * If there was a memory error and we've overwritten all the
     * mapped blocks then we can now return that memory error
     */
    l.ret = yield* k.read(dio.page_errors, "ret = dio->page_errors;");
    if (l.ret === 0) {
      const past = "BUG_ON(dio->block_in_file >= dio->final_block_in_request);";
      l.block = yield* k.read(dio.block_in_file, past);
      l.final = yield* k.read(dio.final_block_in_request, past);
      yield* k.BUG_ON(l.block >= l.final, past);
      l.blkfactor = yield* k.read(dio.blkfactor, "fs_startblk = dio->block_in_file >> dio->blkfactor;");
      const fs_startblk = Math.floor(l.block / 2 ** l.blkfactor);
      const fs_count = Math.ceil((l.final - l.block) / 2 ** l.blkfactor);

      yield* k.write(dio["map_bh.BH_Mapped"], 0, "map_bh->b_state = 0;");
      yield* k.write(dio["map_bh.BH_New"], 0, "map_bh->b_state = 0;");
      const bytes = fs_count * this.env.scenario.blockSize;
      yield* k.write(dio["map_bh.b_size"], bytes, "map_bh->b_size = fs_count << dio->inode->i_blkbits;");

      l.create = (yield* k.read(dio.rw, "create = dio->rw & WRITE;")) & WRITE;
      if (yield* k.equals(dio.lock_type, DIO_LOCKING, "if (dio->lock_type == DIO_LOCKING) {")) {
        const inside = "if (dio->block_in_file < (i_size_read(dio->inode) >> dio->blkbits))";
        l.size = yield* k.read(this.env.inode.i_size, inside);
        if (l.block < Math.floor(l.size / 2 ** (yield* k.read(dio.blkbits, inside)))) l.create = 0;
      } else if (
        yield* k.equals(dio.lock_type, DIO_NO_LOCKING, "} else if (dio->lock_type == DIO_NO_LOCKING) {")
      ) {
        l.create = 0;
      }

      /*
       * For writes inside i_size we forbid block creations: only
       * overwrites are permitted.  We fall back to buffered writes
       * at a higher level for inside-i_size block-instantiating
       * writes.
       */
      l.ret = yield* this.get_block(k, dio, fs_startblk, l.create);
    }
    return l.ret;
  },
});
