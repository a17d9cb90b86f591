import { EIO } from "../../errno";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";

/** mm/filemap.c, mm/truncate.c and fs/fs-writeback.c, as far as the scenario decides what they return. */
export const cache = functions({
  /** There is nothing dirty in the range, or it is written out without an error. */
  *filemap_write_and_wait(k: Kernel): Step<number> {
    k.locals({});
    yield* k.local("retval = filemap_write_and_wait(mapping);");
    return 0;
  },

  /** Returns -EIO if any pages could not be invalidated. */
  *invalidate_inode_pages2_range(k: Kernel): Step<number> {
    k.locals({});
    const { invalidateFails } = this.env.scenario;
    yield* k.local(invalidateFails ? "ret = -EIO;" : "ret = do_launder_page(mapping, page);");
    return invalidateFails ? -EIO : 0;
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
