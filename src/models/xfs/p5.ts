import { EIOCBQUEUED } from "../../errno";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";
import { destroyPrivate, startDirectIO } from "./directIO";

/** What 8459d86a changes in fs/xfs/linux-2.6/xfs_aops.c (blob b56eb754). */
export const p5 = functions({
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
    const clean = "if (unlikely(ret != -EIOCBQUEUED && iocb->private))";
    if (l.ret !== -EIOCBQUEUED && (yield* k.test(iocb.private, clean))) yield* destroyPrivate(k, this, iocb);
    return l.ret;
  },
});
