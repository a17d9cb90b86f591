import type { Functions } from "../functions";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task } from "../machine";
import { Bio } from "../structs/bio";
import type { Dio } from "../structs/dio";
import type { Kiocb } from "../structs/kiocb";
import { drainCount } from "./drain";
import { extendingAioDone, fellShort, initialise, release, submission } from "./worker";

/** Where direct_io_worker() calls blk_run_address_space(). */
export interface Unplugging {
  /** After the last bio was sent (added by p2's third hunk). */
  readonly unplugOnce: boolean;
  /** After an asynchronous request dropped its count (removed by p2's fourth hunk). */
  readonly unplugAfter: boolean;
}

/** direct_io_worker() of p1 and of p2, which differ only in where they unplug the queue. */
export function countingWorker({ unplugOnce, unplugAfter }: Unplugging): Functions["direct_io_worker"] {
  const { direct_io_worker } = functions({
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

      if (unplugOnce) {
        /* All IO is now issued, send it on its way */
        yield* k.local("blk_run_address_space(inode->i_mapping);");
        yield* this.blk_run_address_space(k);
      }

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
        if (unplugAfter) {
          yield* k.local("blk_run_address_space(inode->i_mapping);");
          yield* this.blk_run_address_space(k);
        }
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
  return direct_io_worker;
}
