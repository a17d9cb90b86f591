import { EIO } from "../../errno";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task, TASK_RUNNING, TASK_UNINTERRUPTIBLE } from "../machine";
import { Bio } from "../structs/bio";
import { Dio } from "../structs/dio";
import type { Kiocb } from "../structs/kiocb";
import { completesLater, wake, wakeWaiter } from "./conditions";
import { drain } from "./drain";
import { popBio } from "./popBio";
import { processBio } from "./processBio";
import { submitBio } from "./submitBio";
import { extendingAioDone, fellShort, initialise, release, submission } from "./worker";

/** What 02732012 "dio: formalize bio counters as a dio reference count" changes in fs/direct-io.c (blob bc1cbf91). */
export const p3 = functions({
  /** Called when a BIO has been processed. If the count goes to zero then IO is complete. */
  *dio_complete_aio(k: Kernel, dio: Dio): Step<void> {
    const l = k.locals({ ret: 0 });

    const completed = "ret = dio_complete(dio, dio->iocb->ki_pos, 0);";
    const position = (yield* k.read(dio.iocb, completed)).ki_pos;
    l.ret = yield* this.dio_complete(k, dio, yield* k.read(position, completed), 0);

    /* Complete AIO later if falling back to buffered i/o */
    if (yield* completesLater(k, dio)) {
      const done = "aio_complete(dio->iocb, ret, 0);";
      yield* this.aio_complete(k, yield* k.read(dio.iocb, done), l.ret, 0);
      yield* k.kfree(dio, "kfree(dio);");
    } else {
      /*
       * Falling back to buffered
       */
      yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
      yield* wakeWaiter(k, dio);
      yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    }
  },

  /** Asynchronous IO callback. */
  *dio_bio_end_aio(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");

    if (yield* k.test(bio.bi_size, "if (bio->bi_size)")) return 1;

    /* cleanup the bio */
    yield* this.dio_bio_complete(k, l.dio, bio);

    if (yield* k.atomic_dec_and_test(l.dio.refcount, "if (atomic_dec_and_test(&dio->refcount))"))
      yield* this.dio_complete_aio(k, l.dio);

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
    const last = "if ((atomic_sub_return(1, &dio->refcount) == 1) && dio->waiter)";
    if ((yield* k.atomic_sub_return(1, l.dio.refcount, last)) === 1 && (yield* k.test(l.dio.waiter, last)))
      yield* wake(k, l.dio);
    yield* k.spin_unlock_irqrestore(l.dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    return 0;
  },

  /** bios hold a dio reference between submit_bio and ->end_io. */
  *dio_bio_submit(k: Kernel, dio: Dio): Step<void> {
    const l = k.locals({ bio: Bio.NULL });
    l.bio = yield* k.read(dio.bio, "struct bio *bio = dio->bio;");

    yield* k.write(l.bio.bi_private, dio, "bio->bi_private = dio;");
    yield* k.atomic_inc(dio.refcount, "atomic_inc(&dio->refcount);");
    yield* submitBio(k, this, l.bio, dio);
  },

  *wait_for_more_bios(k: Kernel, dio: Dio): Step<boolean> {
    k.locals({});
    yield* k.assert_spin_locked(dio.bio_lock, "assert_spin_locked(&dio->bio_lock);");

    const text = "return (atomic_read(&dio->refcount) > 1) && (dio->bio_list == NULL);";
    return (yield* k.atomic_read(dio.refcount, text)) > 1 && !(yield* k.test(dio.bio_list, text));
  },

  /** Wait for the next BIO to complete. NULL is returned once all BIOs have been completed. */
  *dio_await_one(k: Kernel, dio: Dio): Step<Bio> {
    const l = k.locals({ bio: Bio.NULL });

    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    while (yield* this.wait_for_more_bios(k, dio)) {
      yield* k.set_current_state(TASK_UNINTERRUPTIBLE, "set_current_state(TASK_UNINTERRUPTIBLE);");
      if (yield* this.wait_for_more_bios(k, dio)) {
        yield* k.write(dio.waiter, k.current, "dio->waiter = current;");
        yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
        yield* k.io_schedule("io_schedule();");
        yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
        yield* k.write(dio.waiter, Task.NULL, "dio->waiter = NULL;");
      }
      yield* k.set_current_state(TASK_RUNNING, "set_current_state(TASK_RUNNING);");
    }
    if (yield* k.test(dio.bio_list, "if (dio->bio_list) {")) yield* popBio(k, l, dio);
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    return l.bio;
  },

  /** Process one completed BIO. No locks are held. */
  *dio_bio_complete(k: Kernel, dio: Dio, bio: Bio): Step<number> {
    const l = k.locals({ uptodate: 0 });
    yield* processBio(k, this, l, dio, bio);
    return l.uptodate ? 0 : -EIO;
  },

  /** Wait on and process all in-flight BIOs. */
  *dio_await_completion(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ bio: Bio.NULL });
    do {
      l.bio = yield* this.dio_await_one(k, dio);
      yield* k.local("if (bio)");
      if (l.bio !== Bio.NULL) yield* this.dio_bio_complete(k, dio, l.bio);
      yield* k.local("} while (bio);");
    } while (l.bio !== Bio.NULL);
    return 0;
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
    const l = k.locals({ ret: 0, ret2: 0, result: 0, should_wait: 0 });
    const request = { rw, iocb, iov_base, iov_len, offset, blkbits, dio };

    yield* initialise(k, this, request);
    yield* k.atomic_set(dio.refcount, 1, "atomic_set(&dio->refcount, 1);");
    yield* k.write(dio.bio_list, Bio.NULL, "dio->bio_list = NULL;");
    yield* k.write(dio.waiter, Task.NULL, "dio->waiter = NULL;");

    yield* submission(k, this, l, request);

    /* All IO is now issued, send it on its way */
    yield* k.local("blk_run_address_space(inode->i_mapping);");
    yield* this.blk_run_address_space(k);

    yield* release(k, this, request);

    if (yield* k.test(dio.is_async, "if (dio->is_async) {")) {
      if (yield* fellShort(k, request)) {
        yield* k.write(dio.waiter, k.current, "dio->waiter = current;");
        yield* k.local("should_wait = 1;");
        l.should_wait = 1;
      }
      yield* k.local("if (ret == 0)");
      if (l.ret === 0) l.ret = yield* k.read(dio.result, "ret = dio->result;");

      /* this can free the dio */
      if (yield* k.atomic_dec_and_test(dio.refcount, "if (atomic_dec_and_test(&dio->refcount))"))
        yield* this.dio_complete_aio(k, dio);

      yield* k.local("if (should_wait) {");
      if (l.should_wait) {
        yield* drain(k, dio, () => k.atomic_test(dio.refcount, "while (atomic_read(&dio->refcount)) {"));
        yield* k.kfree(dio, "kfree(dio);");
      }
    } else {
      yield* this.dio_await_completion(k, dio);

      l.ret = yield* this.dio_complete(k, dio, offset, l.ret);

      /* We could have also come here on an AIO file extend */
      if (yield* extendingAioDone(k, request, l.ret)) yield* this.aio_complete(k, iocb, l.ret, 0);

      if (yield* k.atomic_dec_and_test(dio.refcount, "if (atomic_dec_and_test(&dio->refcount))"))
        yield* k.kfree(dio, "kfree(dio);");
      else yield* k.BUG("BUG();");
    }
    return l.ret;
  },
});
