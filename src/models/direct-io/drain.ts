import type { Kernel, Step } from "../machine";
import { TASK_RUNNING, TASK_UNINTERRUPTIBLE } from "../machine";
import type { Dio } from "../structs/dio";

/**
 * The wait of direct_io_worker() for a short asynchronous write up to p3, in the frame of that function: "Wait for
 * already issued I/O to drain out and release its references to user-space pages before returning to fallback on
 * buffered I/O". `pending` is the condition of the loop, which p3 changes.
 */
export function* drain(k: Kernel, dio: Dio, pending: () => Step<boolean>): Step<void> {
  yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
  yield* k.set_current_state(TASK_UNINTERRUPTIBLE, "set_current_state(TASK_UNINTERRUPTIBLE);");
  while (yield* pending()) {
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    yield* k.io_schedule("io_schedule();");
    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    yield* k.set_current_state(TASK_UNINTERRUPTIBLE, "set_current_state(TASK_UNINTERRUPTIBLE);");
  }
  yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
  yield* k.set_current_state(TASK_RUNNING, "set_current_state(TASK_RUNNING);");
}

/** `while (dio->bio_count) {`: base, p1 and p2. */
export function drainCount(k: Kernel, dio: Dio): Step<void> {
  return drain(k, dio, () => k.test(dio.bio_count, "while (dio->bio_count) {"));
}
