import { EIOCBQUEUED } from "../../errno";
import { WRITE } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";
import { writtenDirectly } from "./directWrite";

/** What "aio: propogate post-EIOCBQUEUED errors to completion event" (seed 003) changes in mm/filemap.c. */
export const propogate = functions({
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

    yield* k.local(
      "if ((written >= 0 || written == -EIOCBQUEUED) && ((file->f_flags & O_SYNC) || IS_SYNC(inode))) {",
    );
    if ((l.written >= 0 || l.written === -EIOCBQUEUED) && this.env.scenario.oSync !== null) {
      l.err = yield* this.generic_osync_inode(k);
      if (l.err < 0) {
        yield* k.local("written = aio_propogate_error(iocb, written, err);");
        l.written = yield* this.aio_propogate_error(k, iocb, l.written, l.err);
      }
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
        l.err = yield* this.invalidate_inode_pages2_range(k);
        if (l.err) {
          yield* k.local("retval = aio_propogate_error(iocb, retval, err);");
          l.retval = yield* this.aio_propogate_error(k, iocb, l.retval, l.err);
        }
      }
    }
    return l.retval;
  },
});
