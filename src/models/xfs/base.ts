import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { recordEndIo } from "../observed";
import { Ioend } from "../structs/ioend";
import type { Kiocb } from "../structs/kiocb";
import { destroyPrivate, startDirectIO } from "./directIO";

/** fs/xfs/linux-2.6/xfs_aops.c of `base` (blob 8e6b56fc): the end of direct I/O. */
export const base = functions({
  /** Schedule IO completion handling on a xfsdatad if this was the final hold on this ioend. */
  *xfs_finish_ioend(k: Kernel, ioend: Ioend): Step<void> {
    k.locals({});
    if (yield* k.atomic_dec_and_test(ioend.io_remaining, "if (atomic_dec_and_test(&ioend->io_remaining))"))
      yield* this.queue_ioend(k, ioend);
  },

  /** We're now finished for good with this ioend structure. Do not use the ioend after this. */
  *xfs_destroy_ioend(k: Kernel, ioend: Ioend): Step<void> {
    k.locals({});
    yield* k.test(ioend.io_error, "if (unlikely(ioend->io_error))");
    yield* k.kfree(ioend, "mempool_free(ioend, xfs_ioend_pool);");
  },

  /** IO write completion for unwritten extents. */
  *xfs_end_bio_unwritten(k: Kernel, ioend: Ioend): Step<void> {
    k.locals({});
    yield* k.read(ioend.io_offset, "xfs_off_t offset = ioend->io_offset;");
    yield* k.read(ioend.io_size, "size_t size = ioend->io_size;");
    yield* this.xfs_destroy_ioend(k, ioend);
  },

  /** Allocate and initialise an IO completion structure. */
  *xfs_alloc_ioend(k: Kernel): Step<Ioend> {
    const l = k.locals({ ioend: Ioend.NULL });
    l.ioend = yield* k.kmalloc(Ioend, "ioend = mempool_alloc(xfs_ioend_pool, GFP_NOFS);");
    yield* k.atomic_set(l.ioend.io_remaining, 1, "atomic_set(&ioend->io_remaining, 1);");
    yield* k.write(l.ioend.io_error, 0, "ioend->io_error = 0;");
    return l.ioend;
  },

  *xfs_end_io_direct(k: Kernel, iocb: Kiocb, offset: number, size: number, bPrivate: number): Step<void> {
    const l = k.locals({ ioend: Ioend.NULL });
    yield* recordEndIo(k, this, offset, size);
    l.ioend = yield* k.read(iocb.private, "xfs_ioend_t *ioend = iocb->private;");

    if (bPrivate && size > 0) {
      yield* k.write(l.ioend.io_offset, offset, "ioend->io_offset = offset;");
      yield* k.write(l.ioend.io_size, size, "ioend->io_size = size;");
      yield* this.xfs_finish_ioend(k, l.ioend);
    } else {
      yield* this.xfs_destroy_ioend(k, l.ioend);
    }

    /*
     * blockdev_direct_IO can return an error even after the I/O
     * completion handler was called.  Thus we need to protect
     * against double-freeing.
     */
    yield* k.write(iocb.private, Ioend.NULL, "iocb->private = NULL;");
  },

  *xfs_vm_direct_IO(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
  ): Step<number> {
    const l = k.locals({ ret: 0 });
    yield* startDirectIO(k, this, l, rw, iocb, iov_base, iov_len, offset);
    const clean = "if (unlikely(ret <= 0 && iocb->private))";
    if (l.ret <= 0 && (yield* k.test(iocb.private, clean))) yield* destroyPrivate(k, this, iocb);
    return l.ret;
  },
});
