import { BIO_MAX_VECS, DIO_BIO_END_AIO, DIO_BIO_END_IO } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { Bio } from "../../structs/bio";
import type { Dio } from "../../structs/dio";
import { PAGE_SIZE } from "../../scenario/scenario";
import { popBio } from "../popBio";
import { submitBio } from "../submitBio";

/** fs/direct-io.c: bios are made, filled and sent. Only dio_bio_submit() differs between revisions. */
export const bios = functions({
  *dio_bio_alloc(k: Kernel, dio: Dio, nr_vecs: number): Step<number> {
    const l = k.locals({ bio: Bio.NULL });
    l.bio = yield* this.bio_alloc(k, nr_vecs);
    yield* k.write(
      l.bio.bi_end_io,
      (yield* k.test(dio.is_async, "if (dio->is_async)")) ? DIO_BIO_END_AIO : DIO_BIO_END_IO,
      "bio->bi_end_io = dio_bio_end_aio;",
    );
    yield* k.write(dio.bio, l.bio, "dio->bio = bio;");
    return 0;
  },

  /** In the AIO read case we speculatively dirty the pages before starting IO. */
  *dio_bio_submit(k: Kernel, dio: Dio): Step<void> {
    const l = k.locals({ bio: Bio.NULL });
    l.bio = yield* k.read(dio.bio, "struct bio *bio = dio->bio;");

    yield* k.write(l.bio.bi_private, dio, "bio->bi_private = dio;");
    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    yield* k.add(dio.bio_count, 1, "dio->bio_count++;");
    yield* k.add(dio.bios_in_flight, 1, "dio->bios_in_flight++;");
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    yield* submitBio(k, this, l.bio, dio);
  },

  /**
   * A really large O_DIRECT read or write can generate a lot of BIOs. So to keep the memory consumption sane we
   * periodically reap any completed BIOs during the BIO generation phase.
   */
  *dio_bio_reap(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ ret: 0, ret2: 0, counter: 0, bio: Bio.NULL });

    l.counter = yield* k.read(dio.reap_counter, "if (dio->reap_counter++ >= 64) {");
    yield* k.write(dio.reap_counter, l.counter + 1, "if (dio->reap_counter++ >= 64) {");
    if (l.counter >= 64) {
      while (yield* k.test(dio.bio_list, "while (dio->bio_list) {")) {
        yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
        yield* popBio(k, l, dio);
        yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
        l.ret2 = yield* this.dio_bio_complete(k, dio, l.bio);
        if (l.ret === 0) l.ret = l.ret2;
      }
      yield* k.write(dio.reap_counter, 0, "dio->reap_counter = 0;");
    }
    return l.ret;
  },

  /** There is no bio. Make one now. */
  *dio_new_bio(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ ret: 0, nr_pages: 0 });

    l.ret = yield* this.dio_bio_reap(k, dio);
    if (l.ret) return l.ret;
    const pages = "nr_pages = min(dio->pages_in_io, bio_get_nr_vecs(dio->map_bh.b_bdev));";
    l.nr_pages = Math.min(yield* k.read(dio.pages_in_io, pages), BIO_MAX_VECS);
    yield* k.BUG_ON(l.nr_pages <= 0, "BUG_ON(nr_pages <= 0);");
    l.ret = yield* this.dio_bio_alloc(k, dio, l.nr_pages);
    yield* k.write(dio.boundary, 0, "dio->boundary = 0;");
    return l.ret;
  },

  /**
   * Attempt to put the current chunk of 'cur_page' into the current BIO.
   * Return zero on success. Non-zero means the caller needs to start a new BIO.
   */
  *dio_bio_add_page(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ bio: Bio.NULL, page: 0, len: 0, offset: 0, blkbits: 0 });

    const add = "ret = bio_add_page(dio->bio, dio->cur_page, dio->cur_page_len, dio->cur_page_offset);";
    l.bio = yield* k.read(dio.bio, add);
    l.page = yield* k.read(dio.cur_page, add);
    l.len = yield* k.read(dio.cur_page_len, add);
    l.offset = yield* k.read(dio.cur_page_offset, add);
    if ((yield* this.bio_add_page(k, l.bio, l.page, l.len, l.offset)) !== l.len) return 1;
    /*
     * Decrement count only, if we are done with this page
     */
    if (l.len + l.offset === PAGE_SIZE) yield* k.add(dio.pages_in_io, -1, "dio->pages_in_io--;");
    const final = "dio->final_block_in_bio = dio->cur_page_block + (dio->cur_page_len >> dio->blkbits);";
    l.blkbits = yield* k.read(dio.blkbits, final);
    const blocks = l.len >> l.blkbits;
    yield* k.write(dio.final_block_in_bio, (yield* k.read(dio.cur_page_block, final)) + blocks, final);
    return 0;
  },
});
