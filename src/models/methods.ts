import { DIO_OWN_LOCKING, lockTypes, READ } from "./flags";
import { functions } from "./functions";
import type { Kernel, Step } from "./machine";
import type { Ioend } from "./structs/ioend";
import type { Kiocb } from "./structs/kiocb";

/** Function pointers: which functions a file of the scenario has. */
export const methods = functions({
  /** `file->f_op->aio_read` or `aio_write` */
  *aio_rw(k: Kernel, iocb: Kiocb, iov_base: number, iov_len: number, pos: number): Step<number> {
    k.locals({});
    if (this.env.scenario.op === "write")
      return yield* this.generic_file_aio_write(k, iocb, iov_base, iov_len, pos);
    return yield* this.generic_file_aio_read(k, iocb, iov_base, iov_len, pos);
  },

  /** `mapping->a_ops->direct_IO` */
  *direct_IO(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
  ): Step<number> {
    const l = k.locals({ ret: 0 });
    const { scenario, inode } = this.env;
    if (scenario.filesystem === "xfs")
      return yield* this.xfs_vm_direct_IO(k, rw, iocb, iov_base, iov_len, offset);
    const lockType = lockTypes[scenario.locking];
    /* "For reads we are called under i_mutex and return with i_mutex held" (__blockdev_direct_IO) */
    const held = lockType === DIO_OWN_LOCKING && rw === READ;
    if (held) yield* k.mutex_lock(inode.i_mutex, "mutex_lock(&inode->i_mutex);");
    l.ret = yield* this.__blockdev_direct_IO(k, rw, iocb, iov_base, iov_len, offset, lockType);
    if (held) yield* k.mutex_unlock(inode.i_mutex, "mutex_unlock(&inode->i_mutex);");
    return l.ret;
  },

  /** `queue_work(xfsdatad_workqueue, &ioend->io_work);` */
  *queue_ioend(k: Kernel, ioend: Ioend): Step<void> {
    k.locals({});
    const n = this.env.ioends.indexOf(ioend);
    yield* k.raise(`xfsdatad${String(n)}`, "queue_work(xfsdatad_workqueue, &ioend->io_work);");
  },
});
