import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { recordFallback } from "../../observed";
import type { Kiocb } from "../../structs/kiocb";

/** mm/filemap.c, in all revisions: writing. Copies from user space never fault: `faultAtPage` is of get_user_pages(). */
export const write = functions({
  *generic_file_buffered_write(
    k: Kernel,
    iocb: Kiocb,
    pos: number,
    count: number,
    written: number,
  ): Step<number> {
    const l = k.locals({ written, status: 0 });
    yield* recordFallback(k, this);
    l.written += count;
    const end = pos + count;
    const grown = "if (pos > inode->i_size) {";
    if (count > 0 && (yield* k.less(this.env.inode.i_size, end, grown)))
      yield* k.write(this.env.inode.i_size, end, "i_size_write(inode, pos);");
    yield* k.write(iocb.ki_pos, end, "*ppos = pos;");

    /*
     * For now, when the user asks for O_SYNC, we'll actually give O_DSYNC
     */
    if (this.env.scenario.oSync !== null) l.status = yield* this.generic_osync_inode(k);
    /*
     * If we get here for O_DIRECT writes then we must have fallen through
     * to buffered writes (block instantiation inside i_size).  So we sync
     * the file data here, to try to honour O_DIRECT expectations.
     */
    if (l.written) l.status = yield* this.filemap_write_and_wait(k);
    return l.written ? l.written : l.status;
  },

  *__generic_file_aio_write_nolock(k: Kernel, iocb: Kiocb, iov_base: number, count: number): Step<number> {
    const l = k.locals({ pos: 0, written: 0, written_buffered: 0 });
    l.pos = yield* k.read(iocb.ki_pos, "pos = *ppos;");
    if (count === 0) return 0;

    /* coalesce the iovecs and go direct-to-BIO for O_DIRECT */
    l.written = yield* this.generic_file_direct_write(k, iocb, iov_base, count, l.pos);
    if (l.written < 0 || l.written === count) return l.written;
    /*
     * direct-io write to a hole: fall through to buffered I/O
     * for completing the rest of the request.
     */
    l.written_buffered = yield* this.generic_file_buffered_write(
      k,
      iocb,
      l.pos + l.written,
      count - l.written,
      l.written,
    );
    /*
     * If generic_file_buffered_write() retuned a synchronous error
     * then we want to return the number of bytes which were
     * direct-written, or the error code if that was zero.  Note
     * that this differs from normal direct-io semantics, which
     * will return -EFOO even if some bytes were written.
     */
    if (l.written_buffered < 0) return l.written ? l.written : l.written_buffered;

    /*
     * We need to ensure that the page cache pages are written to
     * disk and invalidated to preserve the expected O_DIRECT
     * semantics.
     */
    yield* k.local("err = do_sync_file_range(file, pos, endbyte,");
    l.written = l.written_buffered;
    yield* k.local("invalidate_mapping_pages(mapping,");
    return l.written;
  },

  *generic_file_aio_write(
    k: Kernel,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    pos: number,
  ): Step<number> {
    const l = k.locals({ ret: 0, err: 0 });
    const { inode, scenario } = this.env;

    const moved = "BUG_ON(iocb->ki_pos != pos);";
    yield* k.BUG_ON(!(yield* k.equals(iocb.ki_pos, pos, moved)), moved);

    yield* k.mutex_lock(inode.i_mutex, "mutex_lock(&inode->i_mutex);");
    l.ret = yield* this.__generic_file_aio_write_nolock(k, iocb, iov_base, iov_len);
    yield* k.mutex_unlock(inode.i_mutex, "mutex_unlock(&inode->i_mutex);");

    if (l.ret > 0 && scenario.oSync !== null) {
      l.err = yield* this.sync_page_range(k);
      if (l.err < 0) l.ret = l.err;
    }
    return l.ret;
  },
});
