import { EIOCBQUEUED } from "../../errno";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Task } from "../machine";
import { Bio } from "../structs/bio";
import { Dio } from "../structs/dio";
import { Kiocb } from "../structs/kiocb";
import { wake } from "./conditions";
import { complete } from "./result";
import { initialise, leavesInFlight, release, submission } from "./worker";

/** What 8459d86a "dio: only call aio_complete() after returning -EIOCBQUEUED" changes in fs/direct-io.c (blob 71f4aeac). */
export const p5 = functions({
  /** Called when all DIO BIO I/O has been completed; calculates the resulting return code for the operation. */
  *dio_complete(k: Kernel, dio: Dio, offset: number, ret: number): Step<number> {
    const l = k.locals({ transferred: 0, ret, iocb: Kiocb.NULL });

    /*
     * AIO submission can race with bio completion to get here while
     * expecting to have the last io completed by bio completion.
     * In that case -EIOCBQUEUED is in fact not an error we want
     * to preserve through this call.
     */
    yield* k.local("if (ret == -EIOCBQUEUED)");
    if (l.ret === -EIOCBQUEUED) {
      yield* k.local("ret = 0;");
      l.ret = 0;
    }

    yield* complete(k, this, l, dio, offset);
    return l.ret;
  },

  /** Asynchronous IO callback. */
  *dio_bio_end_aio(k: Kernel, bio: Bio): Step<number> {
    const l = k.locals({ dio: Dio.NULL, waiter_holds_ref: 0, remaining: 0, ret: 0 });
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
    const l = k.locals({ ret: 0, ret2: 0, result: 0 });
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

    yield* k.BUG_ON(l.ret === -EIOCBQUEUED, "BUG_ON(ret == -EIOCBQUEUED);");
    if (yield* leavesInFlight(k, request, l.ret)) {
      yield* k.local("ret = -EIOCBQUEUED;");
      l.ret = -EIOCBQUEUED;
    }

    yield* k.local("if (ret != -EIOCBQUEUED)");
    if (l.ret !== -EIOCBQUEUED) yield* this.dio_await_completion(k, dio);

    /*
     * Sync will always be dropping the final ref and completing the
     * operation.  AIO can if it was a broken operation described above
     * or in fact if all the bios race to complete before we get here.
     * In that case dio_complete() translates the EIOCBQUEUED into
     * the proper return code that the caller will hand to aio_complete().
     */
    if (yield* k.atomic_dec_and_test(dio.refcount, "if (atomic_dec_and_test(&dio->refcount)) {")) {
      l.ret = yield* this.dio_complete(k, dio, offset, l.ret);
      yield* k.kfree(dio, "kfree(dio);");
    } else yield* k.BUG_ON(l.ret !== -EIOCBQUEUED, "BUG_ON(ret != -EIOCBQUEUED);");

    return l.ret;
  },
});
