import { DIO_NO_LOCKING, DIO_OWN_LOCKING, WRITE } from "../flags";
import type { Table } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";

/** Parts of xfs_vm_direct_IO() that p5 does not touch; they run in that function's frame. */

/** An ioend is attached to the request and the direct I/O code is called. */
export function* startDirectIO(
  k: Kernel,
  table: Table,
  l: { ret: number },
  rw: number,
  iocb: Kiocb,
  iov_base: number,
  iov_len: number,
  offset: number,
): Step<void> {
  const ioend = yield* table.xfs_alloc_ioend(k);
  yield* k.write(iocb.private, ioend, "iocb->private = xfs_alloc_ioend(inode, IOMAP_UNWRITTEN);");

  /* blockdev_direct_IO_own_locking() for writes, blockdev_direct_IO_no_locking() for reads: XFS has no other choice */
  const lockType = rw === WRITE ? DIO_OWN_LOCKING : DIO_NO_LOCKING;
  l.ret = yield* table.__blockdev_direct_IO(k, rw, iocb, iov_base, iov_len, offset, lockType);
}

/** `xfs_destroy_ioend(iocb->private);` */
export function* destroyPrivate(k: Kernel, table: Table, iocb: Kiocb): Step<void> {
  yield* table.xfs_destroy_ioend(k, yield* k.read(iocb.private, "xfs_destroy_ioend(iocb->private);"));
}
