import { EIOCBQUEUED } from "../../../errno";
import { KIOCB_SYNC_KEY, READ } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import type { Kiocb } from "../../structs/kiocb";

/** mm/filemap.c of `base` (blob 606432f7): reading. */
export const read = functions({
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
      const queued = "if (retval > 0 && !is_sync_kiocb(iocb))";
      if (l.retval > 0 && !(yield* k.equals(iocb.ki_key, KIOCB_SYNC_KEY, queued))) {
        yield* k.local("retval = -EIOCBQUEUED;");
        l.retval = -EIOCBQUEUED;
      }
      if (l.retval > 0) yield* k.write(iocb.ki_pos, pos + l.retval, "*ppos = pos + retval;");
    }
    if (l.retval !== 0) return l.retval;

    return yield* this.do_generic_file_read(k, iocb, iov_len);
  },

  /** Copies from the page cache what lies before the end of the file; `faultAtPage` is of get_user_pages() alone. */
  *do_generic_file_read(k: Kernel, iocb: Kiocb, iov_len: number): Step<number> {
    const l = k.locals({ pos: 0, written: 0 });
    l.pos = yield* k.read(iocb.ki_pos, "index = *ppos >> PAGE_CACHE_SHIFT;");
    l.written = (yield* k.read(this.env.inode.i_size, "isize = i_size_read(inode);")) - l.pos;
    l.written = Math.max(0, Math.min(iov_len, l.written));
    yield* k.write(iocb.ki_pos, l.pos + l.written, "*ppos = ((loff_t) index << PAGE_CACHE_SHIFT) + offset;");
    return l.written;
  },
});
