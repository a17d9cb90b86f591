import { WRITE } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";

/** The one hunk of "aio: fix oops because of extra IO control block freeing" that seed 002 keeps (line 60). */
export const pgbusy = functions({
  /** Called under i_mutex for writes to S_ISREG files. */
  *generic_file_direct_IO(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
  ): Step<number> {
    const l = k.locals({ retval: 0 });

    l.retval = yield* this.filemap_write_and_wait(k);
    if (l.retval === 0) {
      l.retval = yield* this.direct_IO(k, rw, iocb, iov_base, iov_len, offset);
      const cached = "if (rw == WRITE && mapping->nrpages) {";
      if (rw === WRITE && (yield* k.test(this.env.inode["i_mapping->nrpages"], cached))) {
        yield* k.local("if (invalidate_inode_pages2_range(mapping, offset >> PAGE_CACHE_SHIFT, end))");
        if ((yield* this.invalidate_inode_pages2_range(k)) !== 0) {
          yield* k.write(iocb.KIF_PGBUSY, 1, "kiocbSetPgBusy(iocb);");
          yield* k.record(iocb.flaggedBusy, 1, "kiocbSetPgBusy(iocb);");
        }
      }
    }
    return l.retval;
  },
});
