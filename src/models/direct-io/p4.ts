import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task } from "../machine";
import { Bio } from "../structs/bio";
import { Dio } from "../structs/dio";
import type { Kiocb } from "../structs/kiocb";
import { completesLater, wake } from "./conditions";
import { extendingAioDone, fellShort, initialise, release, submission } from "./worker";

/** What 20258b2b "dio: remove duplicate bio wait code" changes in fs/direct-io.c (blob f11f05dc). */
export const p4 = functions({
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
    }
  },

  /** Asynchronous IO callback. */
  *dio_bio_end_aio(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL, waiter_holds_ref: 0, remaining: 0 });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");

    if (yield* k.test(bio.bi_size, "if (bio->bi_size)")) return 1;

    /* cleanup the bio */
    yield* this.dio_bio_complete(k, l.dio, bio);

    l.waiter_holds_ref = (yield* k.test(l.dio.waiter, "waiter_holds_ref = !!dio->waiter;")) ? 1 : 0;
    l.remaining = yield* k.atomic_sub_return(
      1,
      l.dio.refcount,
      "remaining = atomic_sub_return(1, (&dio->refcount));",
    );
    yield* k.local("if (remaining == 1 && waiter_holds_ref)");
    if (l.remaining === 1 && l.waiter_holds_ref) yield* wake(k, l.dio);

    yield* k.local("if (remaining == 0)");
    if (l.remaining === 0) yield* this.dio_complete_aio(k, l.dio);

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

      yield* k.local("if (should_wait)");
      if (l.should_wait) yield* this.dio_await_completion(k, dio);

      /* this can free the dio */
      if (yield* k.atomic_dec_and_test(dio.refcount, "if (atomic_dec_and_test(&dio->refcount))"))
        yield* this.dio_complete_aio(k, dio);

      yield* k.local("if (should_wait)");
      if (l.should_wait) yield* k.kfree(dio, "kfree(dio);");
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
