import { EIO } from "../../errno";
import { lockTypes, WRITE } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";

/**
 * What the threads only talked about, as code that nobody wrote: each is inferred from the words that its revision
 * quotes, and laid over `prop-base`.
 */

/** Seed 004 line 35: "continue if it can't toss a page but still return something that O_DIRECT ignores". */
export const ignoreBusy = functions({
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
      if (rw === WRITE && (yield* k.test(this.env.inode["i_mapping->nrpages"], cached)))
        yield* this.invalidate_inode_pages2_range(k);
    }
    return l.retval;
  },
});

/** Seed 004 line 37: "a launder_page op that does the right thing": it waits until kjournald lets the buffers go. */
export const launder = functions({
  *invalidate_inode_pages2_range(k: Kernel): Step<number> {
    k.locals({});
    const { invalidateFails, kjournald } = this.env.scenario;
    if (kjournald) yield* k.await(this.env.buffer.b_count, (count) => count === 0, "wait_on_buffer(bh);");
    return invalidateFails ? -EIO : 0;
  },
});

/**
 * Seed 002 line 38: invalidating in fs/direct-io.c "ends up getting the ordering between the journal lock and the page
 * lock backwards". ext3_direct_IO() has started a transaction; whoever writes the page back locks it first.
 */
export const invalidateInside = functions({
  *direct_IO(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
  ): Step<number> {
    const l = k.locals({ ret: 0 });
    const { buffer, scenario } = this.env;
    if (scenario.filesystem === "xfs")
      return yield* this.xfs_vm_direct_IO(k, rw, iocb, iov_base, iov_len, offset);
    yield* k.mutex_lock(buffer["journal->transaction"], "handle = ext3_journal_start(inode, DIO_CREDITS);");
    if (rw === WRITE && (yield* k.test(this.env.inode["i_mapping->nrpages"], "if (mapping->nrpages)"))) {
      yield* k.mutex_lock(buffer["b_page->lock"], "lock_page(page);");
      yield* this.invalidate_inode_pages2_range(k);
      yield* k.mutex_unlock(buffer["b_page->lock"], "unlock_page(page);");
    }
    const lockType = lockTypes[scenario.locking];
    l.ret = yield* this.__blockdev_direct_IO(k, rw, iocb, iov_base, iov_len, offset, lockType);
    yield* k.mutex_unlock(buffer["journal->transaction"], "err = ext3_journal_stop(handle);");
    return l.ret;
  },

  generic_file_direct_IO: ignoreBusy.generic_file_direct_IO,

  /** What stands for kjournald here is any writer of the page: page lock first, then the journal. */
  *journal_commit_transaction(k: Kernel): Step<void> {
    k.locals({});
    const { buffer } = this.env;
    yield* k.mutex_lock(buffer["b_page->lock"], "lock_page(page);");
    yield* k.mutex_lock(buffer["journal->transaction"], "handle = ext3_journal_start(inode, blocks);");
    yield* k.mutex_unlock(buffer["journal->transaction"], "err = ext3_journal_stop(handle);");
    yield* k.mutex_unlock(buffer["b_page->lock"], "unlock_page(page);");
  },
});
