import { READ } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { Bio } from "../../structs/bio";
import { Task } from "../../machine";
import type { Dio } from "../../structs/dio";
import type { Kiocb } from "../../structs/kiocb";
import { drainCount } from "../drain";
import { extendingAioDone, fellShort, initialise, release, submission } from "../worker";

/** fs/direct-io.c of `base` (blob 45d34d80). */
export const worker = functions({
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
    const l = k.locals({ ret: 0, ret2: 0, result: 0, should_wait: 0, transferred: 0 });
    const request = { rw, iocb, iov_base, iov_len, offset, blkbits, dio };

    yield* initialise(k, this, request);
    yield* k.write(dio.bio_count, 1, "dio->bio_count = 1;");
    yield* k.write(dio.bios_in_flight, 0, "dio->bios_in_flight = 0;");
    yield* k.write(dio.bio_list, Bio.NULL, "dio->bio_list = NULL;");
    yield* k.write(dio.waiter, Task.NULL, "dio->waiter = NULL;");

    yield* submission(k, this, l, request);
    yield* release(k, this, request);

    /*
     * OK, all BIOs are submitted, so we can decrement bio_count to truly
     * reflect the number of to-be-processed BIOs.
     */
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
      l.ret2 = yield* this.dio_await_completion(k, dio);
      yield* k.local("if (ret == 0)");
      if (l.ret === 0) {
        yield* k.local("ret = ret2;");
        l.ret = l.ret2;
      }
      yield* k.local("if (ret == 0)");
      if (l.ret === 0) l.ret = yield* k.read(dio.page_errors, "ret = dio->page_errors;");
      if (yield* k.test(dio.result, "if (dio->result) {")) {
        l.result = yield* k.read(this.env.inode.i_size, "loff_t i_size = i_size_read(inode);");

        l.transferred = yield* k.read(dio.result, "transferred = dio->result;");
        /*
         * Adjust the return value if the read crossed a
         * non-block-aligned EOF.
         */
        yield* k.local("if (rw == READ && (offset + transferred > i_size))");
        if (rw === READ && offset + l.transferred > l.result) {
          yield* k.local("transferred = i_size - offset;");
          l.transferred = l.result - offset;
        }
      }
      yield* this.dio_complete(k, dio, offset, l.transferred);
      yield* k.local("if (ret == 0)");
      if (l.ret === 0) {
        yield* k.local("ret = transferred;");
        l.ret = l.transferred;
      }

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
