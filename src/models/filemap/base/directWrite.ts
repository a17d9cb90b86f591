import { EIOCBQUEUED } from "../../../errno";
import { KIOCB_SYNC_KEY, WRITE } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import type { Kiocb } from "../../structs/kiocb";
import { writtenDirectly } from "../directWrite";

/** mm/filemap.c of `base`: the direct part of writing. */
export const directWrite = functions({
  *generic_file_direct_write(
    k: Kernel,
    iocb: Kiocb,
    iov_base: number,
    count: number,
    pos: number,
  ): Step<number> {
    const l = k.locals({ written: 0, err: 0 });

    l.written = yield* this.generic_file_direct_IO(k, WRITE, iocb, iov_base, count, pos);
    yield* writtenDirectly(k, this, iocb, pos, l.written);

    /*
     * Sync the fs metadata but not the minor inode changes and
     * of course not the data as we did direct DMA for the IO.
     * i_mutex is held, which protects generic_osync_inode() from
     * livelocking.
     */
    yield* k.local("if (written >= 0 && ((file->f_flags & O_SYNC) || IS_SYNC(inode))) {");
    if (l.written >= 0 && this.env.scenario.oSync !== null) {
      l.err = yield* this.generic_osync_inode(k);
      if (l.err < 0) {
        yield* k.local("written = err;");
        l.written = l.err;
      }
    }
    const queued = "if (written == count && !is_sync_kiocb(iocb))";
    if (l.written === count && !(yield* k.equals(iocb.ki_key, KIOCB_SYNC_KEY, queued))) {
      yield* k.local("written = -EIOCBQUEUED;");
      l.written = -EIOCBQUEUED;
    }
    return l.written;
  },

  /** Called under i_mutex for writes to S_ISREG files. Returns -EIO if something went wrong during pagecache shootdown. */
  *generic_file_direct_IO(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
  ): Step<number> {
    const l = k.locals({ retval: 0, err: 0 });

    l.retval = yield* this.filemap_write_and_wait(k);
    if (l.retval === 0) {
      l.retval = yield* this.direct_IO(k, rw, iocb, iov_base, iov_len, offset);
      const cached = "if (rw == WRITE && mapping->nrpages) {";
      if (rw === WRITE && (yield* k.test(this.env.inode["i_mapping->nrpages"], cached))) {
        yield* k.local("int err = invalidate_inode_pages2_range(mapping, offset >> PAGE_CACHE_SHIFT, end);");
        l.err = yield* this.invalidate_inode_pages2_range(k);
        yield* k.local("if (err)");
        if (l.err) {
          yield* k.local("retval = err;");
          l.retval = l.err;
        }
      }
    }
    return l.retval;
  },
});
