import { EIOCBQUEUED } from "../../errno";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task, TASK_UNINTERRUPTIBLE } from "../machine";
import { Bio } from "../structs/bio";
import { Dio } from "../structs/dio";
import type { Kiocb } from "../structs/kiocb";
import { wake } from "./conditions";
import { popBio } from "./popBio";
import { submitBio } from "./submitBio";
import { initialise, leavesInFlight, release, submission } from "./worker";

/** What 5eb6c7a2 "dio: lock refcount operations" changes in fs/direct-io.c (blob d9d08334, as 2.6.20 ships it). */
export const lock = functions({
  /** Asynchronous IO callback. */
  *dio_bio_end_aio(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL, remaining: 0, ret: 0 });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");

    if (yield* k.test(bio.bi_size, "if (bio->bi_size)")) return 1;

    /* cleanup the bio */
    yield* this.dio_bio_complete(k, l.dio, bio);

    yield* k.spin_lock_irqsave(l.dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    l.remaining = yield* k.add(l.dio.refcount, -1, "remaining = --dio->refcount;");
    if (l.remaining === 1 && (yield* k.test(l.dio.waiter, "if (remaining == 1 && dio->waiter)")))
      yield* wake(k, l.dio);
    yield* k.spin_unlock_irqrestore(l.dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");

    if (l.remaining === 0) {
      const completed = "int ret = dio_complete(dio, dio->iocb->ki_pos, 0);";
      const position = (yield* k.read(l.dio.iocb, completed)).ki_pos;
      l.ret = yield* this.dio_complete(k, l.dio, yield* k.read(position, completed), 0);
      const done = "aio_complete(dio->iocb, ret, 0);";
      yield* this.aio_complete(k, yield* k.read(l.dio.iocb, done), l.ret, 0);
      yield* k.kfree(l.dio, "kfree(dio);");
    }

    return 0;
  },

  /** The BIO completion handler simply queues the BIO up for the process-context handler. */
  *dio_bio_end_io(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");

    if (yield* k.test(bio.bi_size, "if (bio->bi_size)")) return 1;

    yield* k.spin_lock_irqsave(l.dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    const push = "bio->bi_private = dio->bio_list;";
    yield* k.write(bio["bi_private (next)"], yield* k.read(l.dio.bio_list, push), push);
    yield* k.write(l.dio.bio_list, bio, "dio->bio_list = bio;");
    const last = "if (--dio->refcount == 1 && dio->waiter)";
    if ((yield* k.add(l.dio.refcount, -1, last)) === 1 && (yield* k.test(l.dio.waiter, last)))
      yield* wake(k, l.dio);
    yield* k.spin_unlock_irqrestore(l.dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    return 0;
  },

  /** bios hold a dio reference between submit_bio and ->end_io. */
  *dio_bio_submit(k: Kernel, dio: Dio): Step<void> {
    const l = k.locals({ bio: Bio.NULL });
    l.bio = yield* k.read(dio.bio, "struct bio *bio = dio->bio;");

    yield* k.write(l.bio.bi_private, dio, "bio->bi_private = dio;");

    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    yield* k.add(dio.refcount, 1, "dio->refcount++;");
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");

    yield* submitBio(k, this, l.bio, dio);
  },

  /** Wait for the next BIO to complete. NULL is returned once all BIOs have been completed. */
  *dio_await_one(k: Kernel, dio: Dio): Step<Bio> {
    const l = k.locals({ bio: Bio.NULL });

    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");

    /*
     * Wait as long as the list is empty and there are bios in flight.  bio
     * completion drops the count, maybe adds to the list, and wakes while
     * holding the bio_lock so we don't need set_current_state()'s barrier
     * and can call it after testing our condition.
     */
    const more = "while (dio->refcount > 1 && dio->bio_list == NULL) {";
    while ((yield* k.read(dio.refcount, more)) > 1 && !(yield* k.test(dio.bio_list, more))) {
      yield* k.__set_current_state(TASK_UNINTERRUPTIBLE, "__set_current_state(TASK_UNINTERRUPTIBLE);");
      yield* k.write(dio.waiter, k.current, "dio->waiter = current;");
      yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
      yield* k.io_schedule("io_schedule();");
      /* wake up sets us TASK_RUNNING */
      yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
      yield* k.write(dio.waiter, Task.NULL, "dio->waiter = NULL;");
    }
    if (yield* k.test(dio.bio_list, "if (dio->bio_list) {")) yield* popBio(k, l, dio);
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    return l.bio;
  },

  /** Releases both i_mutex and i_alloc_sem */
  *direct_io_worker(
    k: Kernel,
    rw: number,
    iocb: Kiocb,
    iov_base: number,
    iov_len: number,
    offset: number,
    blkbits: number,
    dio: Dio,
  ): Step<number> {
    const l = k.locals({ ret: 0, ret2: 0, result: 0 });
    const request = { rw, iocb, iov_base, iov_len, offset, blkbits, dio };

    yield* initialise(k, this, request);
    yield* k.write(dio.refcount, 1, "dio->refcount = 1;");
    yield* k.write(dio.bio_list, Bio.NULL, "dio->bio_list = NULL;");
    yield* k.write(dio.waiter, Task.NULL, "dio->waiter = NULL;");

    yield* submission(k, this, l, request);

    /* All IO is now issued, send it on its way */
    yield* k.local("blk_run_address_space(inode->i_mapping);");
    yield* this.blk_run_address_space(k);

    yield* release(k, this, request);

    yield* k.BUG_ON(l.ret === -EIOCBQUEUED, "BUG_ON(ret == -EIOCBQUEUED);");
    if (yield* leavesInFlight(k, request, l.ret)) l.ret = -EIOCBQUEUED;

    if (l.ret !== -EIOCBQUEUED) yield* this.dio_await_completion(k, dio);

    /*
     * This is managed by the bio_lock instead of being an atomic_t so that
     * completion paths can drop their ref and use the remaining count to
     * decide to wake the submission path atomically.
     */
    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    l.ret2 = yield* k.add(dio.refcount, -1, "ret2 = --dio->refcount;");
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    const alone = "BUG_ON(!dio->is_async && ret2 != 0);";
    yield* k.BUG_ON(!(yield* k.test(dio.is_async, alone)) && l.ret2 !== 0, alone);
    if (l.ret2 === 0) {
      l.ret = yield* this.dio_complete(k, dio, offset, l.ret);
      yield* k.kfree(dio, "kfree(dio);");
    } else yield* k.BUG_ON(l.ret !== -EIOCBQUEUED, "BUG_ON(ret != -EIOCBQUEUED);");

    return l.ret;
  },
});
