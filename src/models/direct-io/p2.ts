import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task, TASK_RUNNING, TASK_UNINTERRUPTIBLE } from "../machine";
import { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";
import type { Kiocb } from "../structs/kiocb";
import { drainCount } from "./drain";
import { popBio } from "./popBio";
import { extendingAioDone, fellShort, initialise, release, submission } from "./worker";

/** What 17a7b1d7 "dio: call blk_run_address_space() once per op" changes in fs/direct-io.c (blob b296942f). */
export const p2 = functions({
  /** Wait for the next BIO to complete. Remove it and return it. */
  *dio_await_one(k: Kernel, dio: Dio): Step<Bio> {
    const l = k.locals({ bio: Bio.NULL });

    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    while (!(yield* k.test(dio.bio_list, "while (dio->bio_list == NULL) {"))) {
      yield* k.set_current_state(TASK_UNINTERRUPTIBLE, "set_current_state(TASK_UNINTERRUPTIBLE);");
      if (!(yield* k.test(dio.bio_list, "if (dio->bio_list == NULL) {"))) {
        yield* k.write(dio.waiter, k.current, "dio->waiter = current;");
        yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
        yield* k.io_schedule("io_schedule();");
        yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
        yield* k.write(dio.waiter, Task.NULL, "dio->waiter = NULL;");
      }
      yield* k.set_current_state(TASK_RUNNING, "set_current_state(TASK_RUNNING);");
    }
    yield* popBio(k, l, dio);
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    return l.bio;
  },

  /** Wait on and process all in-flight BIOs. */
  *dio_await_completion(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ bio: Bio.NULL });
    /*
     * The bio_lock is not held for the read of bio_count.
     * This is ok since it is the dio_bio_complete() that changes
     * bio_count.
     */
    while (yield* k.test(dio.bio_count, "while (dio->bio_count) {")) {
      l.bio = yield* this.dio_await_one(k, dio);
      /* io errors are propogated through dio->io_error */
      yield* this.dio_bio_complete(k, dio, l.bio);
    }
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
    yield* k.write(dio.bio_count, 1, "dio->bio_count = 1;");
    yield* k.write(dio.bios_in_flight, 0, "dio->bios_in_flight = 0;");
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
      yield* this.finished_one_bio(k, dio); /* This can free the dio */
      yield* k.local("if (should_wait) {");
      if (l.should_wait) {
        yield* drainCount(k, dio);
        yield* k.kfree(dio, "kfree(dio);");
      }
    } else {
      yield* this.finished_one_bio(k, dio);
      yield* this.dio_await_completion(k, dio);

      l.ret = yield* this.dio_complete(k, dio, offset, l.ret);

      /* We could have also come here on an AIO file extend */
      if (yield* extendingAioDone(k, request, l.ret)) yield* this.aio_complete(k, iocb, l.ret, 0);
      yield* k.kfree(dio, "kfree(dio);");
    }
    return l.ret;
  },
});
