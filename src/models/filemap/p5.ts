import { EIOCBQUEUED } from "../../errno";
import { READ, WRITE } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";
import { writtenDirectly } from "./directWrite";

/** What 8459d86a "dio: only call aio_complete() after returning -EIOCBQUEUED" changes in mm/filemap.c (blob 8332c77b). */
export const p5 = functions({
  /** This is the "read()" routine for all filesystems that can use the page cache directly. */
  *generic_file_aio_read(
    k: Kernel,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    pos: number,
  ): Step<number> {
    const l = k.locals({ retval: 0, size: 0 });

    /* coalesce the iovecs and go direct-to-BIO for O_DIRECT */
    if (iov_len === 0) return 0; /* skip atime */
    l.size = yield* k.read(this.env.inode.i_size, "size = i_size_read(inode);");
    if (pos < l.size) {
      l.retval = yield* this.generic_file_direct_IO(k, READ, iocb, iov_base, iov_len, pos);
      if (l.retval > 0) yield* k.write(iocb.ki_pos, pos + l.retval, "*ppos = pos + retval;");
    }
    if (l.retval !== 0) return l.retval;

    return yield* this.do_generic_file_read(k, iocb, iov_len);
  },

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
     * livelocking.  AIO O_DIRECT ops attempt to sync metadata here.
     */
    yield* k.local(
      "if ((written >= 0 || written == -EIOCBQUEUED) && ((file->f_flags & O_SYNC) || IS_SYNC(inode))) {",
    );
    if ((l.written >= 0 || l.written === -EIOCBQUEUED) && this.env.scenario.oSync !== null) {
      l.err = yield* this.generic_osync_inode(k);
      if (l.err < 0) {
        yield* k.local("written = err;");
        l.written = l.err;
      }
    }
    return l.written;
  },
});
