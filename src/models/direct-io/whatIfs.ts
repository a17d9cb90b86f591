import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task, TASK_RUNNING, TASK_UNINTERRUPTIBLE } from "../machine";
import { Bio } from "../structs/bio";
import { Dio } from "../structs/dio";
import { wake } from "./conditions";
import { popBio } from "./popBio";

/**
 * Two ways to mend the lost wake-up of patch 5 that look right and are not: answers which the lessons let somebody
 * choose. Nobody wrote or proposed them.
 */

/** The look at the waiter comes after the drop, when the dio may be gone. */
export const testAfterDrop = functions({
  *dio_bio_end_aio(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL, remaining: 0, ret: 0 });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");

    if (yield* k.test(bio.bi_size, "if (bio->bi_size)")) return 1;

    yield* this.dio_bio_complete(k, l.dio, bio);

    const drop = "remaining = atomic_sub_return(1, (&dio->refcount));";
    l.remaining = yield* k.atomic_sub_return(1, l.dio.refcount, drop);
    if (l.remaining === 1 && (yield* k.test(l.dio.waiter, "if (remaining == 1 && dio->waiter)")))
      yield* wake(k, l.dio);

    yield* k.local("if (remaining == 0)");
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
});

/** The submitter names itself as the waiter before it looks at the count a last time. */
export const waiterFirst = functions({
  *dio_await_one(k: Kernel, dio: Dio): Step<Bio> {
    const l = k.locals({ bio: Bio.NULL });

    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    while (yield* this.wait_for_more_bios(k, dio)) {
      yield* k.set_current_state(TASK_UNINTERRUPTIBLE, "set_current_state(TASK_UNINTERRUPTIBLE);");
      yield* k.write(dio.waiter, k.current, "dio->waiter = current;");
      if (yield* this.wait_for_more_bios(k, dio)) {
        yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
        yield* k.io_schedule("io_schedule();");
        yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
      }
      yield* k.write(dio.waiter, Task.NULL, "dio->waiter = NULL;");
      yield* k.set_current_state(TASK_RUNNING, "set_current_state(TASK_RUNNING);");
    }
    if (yield* k.test(dio.bio_list, "if (dio->bio_list) {")) yield* popBio(k, l, dio);
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    return l.bio;
  },
});
