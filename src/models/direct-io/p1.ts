import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";
import { Kiocb } from "../structs/kiocb";
import { completesLater, wakeWaiter } from "./conditions";
import { complete } from "./result";
import { countingWorker } from "./countingWorker";

/** What 6d544bb4 "dio: centralize completion in dio_complete()" changes in fs/direct-io.c (blob b57b671e). */
export const p1 = functions({
  /** Called when all DIO BIO I/O has been completed; calculates the resulting return code for the operation. */
  *dio_complete(k: Kernel, dio: Dio, offset: number, ret: number): Step<number> {
    const l = k.locals({ transferred: 0, ret, iocb: Kiocb.NULL });
    yield* complete(k, this, l, dio, offset);
    return l.ret;
  },

  /** Called when a BIO has been processed. If the count goes to zero then IO is complete. */
  *finished_one_bio(k: Kernel, dio: Dio): Step<void> {
    const l = k.locals({ ret: 0 });

    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    if (yield* k.equals(dio.bio_count, 1, "if (dio->bio_count == 1) {")) {
      if (yield* k.test(dio.is_async, "if (dio->is_async) {")) {
        /*
         * Last reference to the dio is going away.
         * Drop spinlock and complete the DIO.
         */
        yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");

        const completed = "ret = dio_complete(dio, dio->iocb->ki_pos, 0);";
        const position = (yield* k.read(dio.iocb, completed)).ki_pos;
        l.ret = yield* this.dio_complete(k, dio, yield* k.read(position, completed), 0);

        /* Complete AIO later if falling back to buffered i/o */
        if (yield* completesLater(k, dio)) {
          const done = "aio_complete(dio->iocb, ret, 0);";
          yield* this.aio_complete(k, yield* k.read(dio.iocb, done), l.ret, 0);
          yield* k.kfree(dio, "kfree(dio);");
          yield* k.local("return;");
          return;
        } else {
          /*
           * Falling back to buffered
           */
          yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
          yield* k.add(dio.bio_count, -1, "dio->bio_count--;");
          yield* wakeWaiter(k, dio);
          yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
          yield* k.local("return;");
          return;
        }
      }
    }
    yield* k.add(dio.bio_count, -1, "dio->bio_count--;");
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
  },

  /** Wait on and process all in-flight BIOs. */
  *dio_await_completion(k: Kernel, dio: Dio): Step<number> {
    const l = k.locals({ bio: Bio.NULL });
    if (yield* k.test(dio.bio, "if (dio->bio)")) yield* this.dio_bio_submit(k, dio);

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

  direct_io_worker: countingWorker({ unplugOnce: false, unplugAfter: true }),
});
