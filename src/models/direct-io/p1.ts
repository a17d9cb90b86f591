import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task } from "../machine";
import { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";
import { Kiocb } from "../structs/kiocb";
import { completesLater, wakeWaiter } from "./conditions";
import { complete } from "./result";
import { drainCount } from "./drain";
import { extendingAioDone, fellShort, initialise, release, submission } from "./worker";

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
      yield* k.local("blk_run_address_space(inode->i_mapping);");
      yield* this.blk_run_address_space(k);
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
      if (yield* extendingAioDone(k, request, l.ret))
        /*
         * For AIO writes where we have completed the
         * i/o, we have to mark the the aio complete.
         */
        yield* this.aio_complete(k, iocb, l.ret, 0);
      yield* k.kfree(dio, "kfree(dio);");
    }
    return l.ret;
  },
});
