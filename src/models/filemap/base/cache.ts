import { EIO } from "../../../errno";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { recordStalePage } from "../../observed";

/** mm/filemap.c, mm/truncate.c and fs/fs-writeback.c, as far as the scenario decides what they return. */
export const cache = functions({
  /** There is nothing dirty in the range, or it is written out without an error. */
  *filemap_write_and_wait(k: Kernel): Step<number> {
    k.locals({});
    yield* k.local("retval = filemap_write_and_wait(mapping);");
    return 0;
  },

  /**
   * Returns -EIO if any pages could not be invalidated. There is one page, clean and not mapped by a process; its way is
   * invalidate_complete_page2(), ext3_releasepage(), journal_try_to_free_buffers(), drop_buffers(). The text is that of
   * 2.6.20; before 10 January 2007 the page's dirty bit was taken, and given back on failure, where do_launder_page() stands.
   */
  *invalidate_inode_pages2_range(k: Kernel): Step<number> {
    k.locals({});
    const { invalidateFails, kjournald } = this.env.scenario;
    const released = "if (ret == 0 && !invalidate_complete_page2(mapping, page))";
    yield* k.local(released);
    if (invalidateFails || (kjournald && (yield* this.drop_buffers(k)) === 0)) {
      yield* k.local("ret = -EIO;");
      yield* recordStalePage(k, this);
      return -EIO;
    }
    return 0;
  },

  /**
   * fs/jbd/commit.c: "get_bh(bh); ... wait_on_buffer(bh); ... put_bh(bh)" for a buffer of ordered data. Whether the journal
   * still knows the buffer does not matter: __journal_try_to_free_buffer() takes it off the journal's lists in any case.
   */
  *journal_commit_transaction(k: Kernel): Step<void> {
    k.locals({});
    yield* k.atomic_inc(this.env.buffer.b_count, "get_bh(bh);");
    yield* k.atomic_dec(this.env.buffer.b_count, "put_bh(bh);");
  },

  /** fs/buffer.c, by way of ext3_releasepage(): fails if anybody holds a buffer of the page. */
  *drop_buffers(k: Kernel): Step<number> {
    k.locals({});
    return (yield* k.atomic_test(this.env.buffer.b_count, "if (buffer_busy(bh))")) ? 0 : 1;
  },

  /** Flush all dirty metadata for a given inode to disk. */
  *generic_osync_inode(k: Kernel): Step<number> {
    k.locals({});
    yield* k.local("err2 = sync_mapping_buffers(mapping);");
    return this.env.scenario.oSync?.metadataFails ? -EIO : 0;
  },

  /** Write and wait upon all the pages in the passed range, and the metadata under i_mutex. */
  *sync_page_range(k: Kernel): Step<number> {
    const l = k.locals({ ret: 0 });
    const { inode } = this.env;
    yield* k.mutex_lock(inode.i_mutex, "mutex_lock(&inode->i_mutex);");
    l.ret = yield* this.generic_osync_inode(k);
    yield* k.mutex_unlock(inode.i_mutex, "mutex_unlock(&inode->i_mutex);");
    return l.ret;
  },
});
