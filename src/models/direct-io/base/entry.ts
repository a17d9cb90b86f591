import { EINVAL } from "../../../errno";
import {
  DIO_LOCKING,
  DIO_NO_LOCKING,
  DIO_OWN_LOCKING,
  KIOCB_SYNC_KEY,
  READ,
  WRITE,
  WRITE_SYNC,
} from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { Dio } from "../../structs/dio";
import type { Kiocb } from "../../structs/kiocb";

/** fs/direct-io.c, in all revisions: what file systems call. */
export const entry = functions({
  /** This is a library function for use by filesystem drivers. */
  *__blockdev_direct_IO(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
    dio_lock_type: number,
  ): Step<number> {
    const l = k.locals({
      rw,
      blkbits: 0,
      retval: -EINVAL,
      dio: Dio.NULL,
      sync: 0,
      is_async: 1,
      release_i_mutex: 0,
      acquire_i_mutex: 0,
    });
    const { scenario, inode, sectorBits } = this.env;
    const end = offset + iov_len;

    if (rw & WRITE) l.rw = WRITE_SYNC;

    /* Blocks cannot straddle pages; what is not a whole block has to be a whole sector of the disk. */
    l.blkbits = Math.log2(scenario.blockSize);
    if ([offset, iov_base, iov_len].some((n) => n % 2 ** l.blkbits !== 0)) l.blkbits = sectorBits;
    if ([offset, iov_base, iov_len].some((n) => n % 2 ** l.blkbits !== 0)) return l.retval;

    l.dio = yield* k.kmalloc(Dio, "dio = kmalloc(sizeof(*dio), GFP_KERNEL);");

    yield* k.write(l.dio.lock_type, dio_lock_type, "dio->lock_type = dio_lock_type;");
    if (dio_lock_type !== DIO_NO_LOCKING) {
      /* watch out for a 0 len io from a tricksy fs */
      if (l.rw === READ && end > offset) {
        if (dio_lock_type !== DIO_OWN_LOCKING) {
          yield* k.mutex_lock(inode.i_mutex, "mutex_lock(&inode->i_mutex);");
          l.release_i_mutex = 1;
        }

        l.retval = yield* this.filemap_write_and_wait(k);
        if (l.retval) {
          yield* k.kfree(l.dio, "kfree(dio);");
          if (l.release_i_mutex) yield* k.mutex_unlock(inode.i_mutex, "mutex_unlock(&inode->i_mutex);");
          return l.retval;
        }

        if (dio_lock_type === DIO_OWN_LOCKING) {
          yield* k.mutex_unlock(inode.i_mutex, "mutex_unlock(&inode->i_mutex);");
          l.acquire_i_mutex = 1;
        }
      }

      if (dio_lock_type === DIO_LOCKING)
        /* lockdep: not the owner will release it */
        yield* k.down_read_non_owner(inode.i_alloc_sem, "down_read_non_owner(&inode->i_alloc_sem);");
    }

    /*
     * For file extending writes updating i_size before data
     * writeouts complete can expose uninitialized blocks. So
     * even for AIO, we need to wait for i/o to complete before
     * returning in this case.
     */
    const async = "dio->is_async = !is_sync_kiocb(iocb) && !((rw & WRITE) && (end > i_size_read(inode)));";
    if (yield* k.equals(iocb.ki_key, KIOCB_SYNC_KEY, async)) l.is_async = 0;
    else if (l.rw & WRITE && end > (yield* k.read(inode.i_size, async))) l.is_async = 0;
    yield* k.write(l.dio.is_async, l.is_async, async);

    l.retval = yield* this.direct_io_worker(k, l.rw, iocb, iov_base, iov_len, offset, l.blkbits, l.dio);

    if (l.rw === READ && dio_lock_type === DIO_LOCKING) l.release_i_mutex = 0;

    if (l.release_i_mutex) yield* k.mutex_unlock(inode.i_mutex, "mutex_unlock(&inode->i_mutex);");
    else if (l.acquire_i_mutex) yield* k.mutex_lock(inode.i_mutex, "mutex_lock(&inode->i_mutex);");
    return l.retval;
  },
});
