import { EIO } from "../../errno";
import { DIO_BIO_END_AIO } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Bio } from "../structs/bio";

/** fs/bio.c and block/ll_rw_blk.c, as far as direct I/O meets them. */
export const bio = functions({
  /** A bio with room for `nr_vecs` pages and one reference. */
  *bio_alloc(k: Kernel, nr_vecs: number): Step<Bio> {
    const l = k.locals({ bio: Bio.NULL });
    l.bio = yield* k.kmalloc(Bio, "bio = bio_alloc(GFP_KERNEL, nr_vecs);");
    yield* k.write(l.bio.bi_max_vecs, nr_vecs, "bio->bi_max_vecs = bvl->nr_vecs;");
    return l.bio;
  },

  /** Adds a section of a page, to the last vector if it goes on where that ends. Returns the bytes added, 0 if full. */
  *bio_add_page(k: Kernel, bio: Bio, page: number, len: number, offset: number): Step<number> {
    const l = k.locals({ vcnt: 0 });
    const same = "if (page == prev->bv_page && offset == prev->bv_offset + prev->bv_len)";
    if (
      !(yield* k.equals(bio["bi_io_vec.bv_page"], page, same)) ||
      !(yield* k.equals(bio["bi_io_vec.end"], offset, same))
    ) {
      const full = "if (bio->bi_vcnt >= bio->bi_max_vecs)";
      l.vcnt = yield* k.read(bio.bi_vcnt, full);
      if (l.vcnt >= (yield* k.read(bio.bi_max_vecs, full))) return 0;
      yield* k.write(bio.bi_vcnt, l.vcnt + 1, "bio->bi_vcnt++;");
      yield* k.write(bio["bi_io_vec.bv_page"], page, "bvec->bv_page = page;");
    }
    yield* k.write(bio["bi_io_vec.end"], offset + len, "bvec->bv_len = len;");
    yield* k.add(bio.bi_size, len, "bio->bi_size += len;");
    return len;
  },

  /** Hands the bio to the disk, which may complete it from now on (or, if it is plugged, once it is told to start). */
  *submit_bio(k: Kernel, rw: number, bio: Bio): Step<void> {
    const l = k.locals({ n: 0 });
    const { queue, requests, scenario } = this.env;
    yield* k.write(bio.bi_rw, rw, "bio->bi_rw |= rw;");
    l.n = yield* k.read(queue.submitted, "generic_make_request(bio);");
    yield* k.write(queue.submitted, l.n + 1, "generic_make_request(bio);");
    yield* k.write(requests.at(l.n).bio, bio, "generic_make_request(bio);");
    if (!scenario.plugged) yield* k.raise(`bio${String(l.n)}`, "generic_make_request(bio);");
  },

  /** Unplugs the queue: the disk starts on every bio it has. */
  *blk_run_address_space(k: Kernel): Step<void> {
    const l = k.locals({ n: 0, submitted: 0 });
    const { queue, scenario } = this.env;
    if (!scenario.plugged) return;
    l.n = yield* k.read(queue.started, "generic_unplug_device(q);");
    l.submitted = yield* k.read(queue.submitted, "generic_unplug_device(q);");
    while (l.n < l.submitted) {
      yield* k.raise(`bio${String(l.n)}`, "__generic_unplug_device(q);");
      l.n++;
    }
    yield* k.write(queue.started, l.n, "generic_unplug_device(q);");
  },

  /** The driver says that the whole bio is done, with `error` 0 or not. */
  *bio_endio(k: Kernel, bio: Bio, error: number): Step<void> {
    k.locals({});
    if (error) yield* k.write(bio.BIO_UPTODATE, 0, "clear_bit(BIO_UPTODATE, &bio->bi_flags);");

    yield* k.write(bio.bi_size, 0, "bio->bi_size -= bytes_done;");

    if (yield* k.equals(bio.bi_end_io, DIO_BIO_END_AIO, "bio->bi_end_io(bio, bytes_done, error);"))
      yield* this.dio_bio_end_aio(k, bio);
    else yield* this.dio_bio_end_io(k, bio);
  },

  /** Before an asynchronous read its pages are made dirty, since a callback in an interrupt cannot. */
  *bio_set_pages_dirty(k: Kernel, bio: Bio): Step<void> {
    k.locals({});
    yield* k.test(bio.bi_vcnt, "for (i = 0; i < bio->bi_vcnt; i++) {");
  },

  /** The pages were made dirty before the read and nobody cleans them here, so the bio is put at once. */
  *bio_check_pages_dirty(k: Kernel, bio: Bio): Step<void> {
    k.locals({});
    yield* k.test(bio.bi_vcnt, "for (i = 0; i < bio->bi_vcnt; i++) {");
    yield* k.kfree(bio, "bio_put(bio);");
  },

  /** Drops the one reference. */
  *bio_put(k: Kernel, bio: Bio): Step<void> {
    k.locals({});
    yield* k.kfree(bio, "bio->bi_destructor(bio);");
  },

  /** What the interrupt for bio number `n` does. */
  *disk_interrupt(k: Kernel, n: number): Step<void> {
    const l = k.locals({ bio: Bio.NULL });
    const { requests, scenario } = this.env;
    l.bio = yield* k.read(requests.at(n).bio, "bio = req->bio;");
    yield* this.bio_endio(k, l.bio, scenario.failingBios.includes(n) ? -EIO : 0);
  },
});
