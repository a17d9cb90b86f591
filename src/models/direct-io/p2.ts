import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task, TASK_RUNNING, TASK_UNINTERRUPTIBLE } from "../machine";
import { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";
import { countingWorker } from "./countingWorker";
import { popBio } from "./popBio";

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

  direct_io_worker: countingWorker({ unplugOnce: true, unplugAfter: false }),
});
