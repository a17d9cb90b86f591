import { EINTR, EIOCBQUEUED, EIOCBRETRY } from "../../../errno";
import { RUN_LIST_EMPTY, RUN_LIST_NULL } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { recordReturned } from "../../observed";
import { Kiocb } from "../../structs/kiocb";
import { initialiseRequest } from "../request";

/** fs/aio.c of `base` (blob d3a6ec2c): a request is submitted and its retry method run. */
export const submit = functions({
  /** Allocate a slot for an aio request. Returns with kiocb->users set to 2. */
  *__aio_get_req(k: Kernel): Step<Kiocb> {
    const l = k.locals({ req: Kiocb.NULL });
    const { ctx } = this.env;
    l.req = yield* k.kmalloc(Kiocb, "req = kmem_cache_alloc(kiocb_cachep, GFP_KERNEL);");
    yield* initialiseRequest(k, l.req, ctx);

    /* Check if the completion queue has enough free space to
     * accept an event from this io.
     */
    yield* k.spin_lock_irq(ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");
    yield* k.write(l.req.ki_list, 1, "list_add(&req->ki_list, &ctx->active_reqs);");
    yield* k.atomic_inc(ctx.users, "get_ioctx(ctx);");
    yield* k.add(ctx.reqs_active, 1, "ctx->reqs_active++;");
    yield* k.spin_unlock_irq(ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");
    return l.req;
  },

  /**
   * This is the core aio execution routine. Expects to be invoked with iocb->ki_ctx->lock already held. The lock is
   * released and reacquired as needed during processing.
   */
  *aio_run_iocb(k: Kernel, iocb: Kiocb): Step<number> {
    const l = k.locals({ ret: 0 });
    const { ctx } = this.env;

    yield* k.clear_bit(0, iocb.KIF_KICKED, "kiocbClearKicked(iocb);");

    yield* k.write(
      iocb.ki_run_list,
      RUN_LIST_NULL,
      "iocb->ki_run_list.next = iocb->ki_run_list.prev = NULL;",
    );
    yield* k.spin_unlock_irq(ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");

    /* Quit retrying if the i/o has been cancelled */
    if (yield* k.test(iocb.KIF_CANCELLED, "if (kiocbIsCancelled(iocb)) {")) {
      l.ret = -EINTR;
      yield* this.aio_complete(k, iocb, l.ret, 0);
    } else {
      l.ret = yield* this.aio_rw_vect_retry(k, iocb);
      yield* recordReturned(k, this, l.ret);

      if (l.ret !== -EIOCBRETRY && l.ret !== -EIOCBQUEUED) yield* this.aio_complete(k, iocb, l.ret, 0);
    }
    yield* k.spin_lock_irq(ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");

    if (-EIOCBRETRY === l.ret) {
      /* will make __queue_kicked_iocb succeed from here on */
      yield* k.write(iocb.ki_run_list, RUN_LIST_EMPTY, "INIT_LIST_HEAD(&iocb->ki_run_list);");
      /* we must queue the next iteration ourselves, if it
       * has already been kicked */
      yield* k.test(iocb.KIF_KICKED, "if (kiocbIsKicked(iocb)) {");
    }
    return l.ret;
  },

  *aio_advance_iovec(k: Kernel, iocb: Kiocb, ret: number): Step<void> {
    k.locals({});
    yield* k.BUG_ON(ret <= 0, "BUG_ON(ret <= 0);");
    yield* k.add(iocb["ki_iovec.iov_base"], ret, "iov->iov_base += this;");
    yield* k.add(iocb["ki_iovec.iov_len"], -ret, "iov->iov_len -= this;");
    yield* k.add(iocb.ki_left, -ret, "iocb->ki_left -= this;");
  },

  *aio_rw_vect_retry(k: Kernel, iocb: Kiocb): Step<number> {
    const l = k.locals({ ret: 0, iov_base: 0, iov_len: 0, left: 0 });

    do {
      const call =
        "ret = rw_op(iocb, &iocb->ki_iovec[iocb->ki_cur_seg], iocb->ki_nr_segs - iocb->ki_cur_seg, iocb->ki_pos);";
      l.iov_base = yield* k.read(iocb["ki_iovec.iov_base"], call);
      l.iov_len = yield* k.read(iocb["ki_iovec.iov_len"], call);
      l.ret = yield* this.aio_rw(k, iocb, l.iov_base, l.iov_len, yield* k.read(iocb.ki_pos, call));
      if (l.ret > 0) yield* this.aio_advance_iovec(k, iocb, l.ret);

      /* retry all partial writes.  retry partial reads as long as its a
       * regular file. */
    } while (l.ret > 0 && (yield* k.test(iocb.ki_left, "} while (ret > 0 && iocb->ki_left > 0 &&")));

    /* This means we must have transferred all that we could */
    /* No need to retry anymore */
    if (l.ret === 0 || !(yield* k.test(iocb.ki_left, "if ((ret == 0) || (iocb->ki_left == 0))"))) {
      const done = "ret = iocb->ki_nbytes - iocb->ki_left;";
      l.left = yield* k.read(iocb.ki_left, done);
      l.ret = (yield* k.read(iocb.ki_nbytes, done)) - l.left;
    }

    return l.ret;
  },

  *io_submit_one(k: Kernel): Step<number> {
    const l = k.locals({ req: Kiocb.NULL });
    const { ctx, scenario } = this.env;

    l.req = yield* this.__aio_get_req(k); /* returns with 2 references to req */

    yield* k.write(l.req.ki_pos, scenario.offset, "req->ki_pos = iocb->aio_offset;");
    yield* k.write(l.req.ki_left, scenario.bytes, "req->ki_left = req->ki_nbytes = iocb->aio_nbytes;");
    yield* k.write(l.req.ki_nbytes, scenario.bytes, "req->ki_left = req->ki_nbytes = iocb->aio_nbytes;");
    yield* k.write(
      l.req["ki_iovec.iov_base"],
      this.env.userBuffer,
      "kiocb->ki_iovec->iov_base = kiocb->ki_buf;",
    );
    yield* k.write(l.req["ki_iovec.iov_len"], scenario.bytes, "kiocb->ki_iovec->iov_len = kiocb->ki_left;");

    yield* k.spin_lock_irq(ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");
    yield* this.aio_run_iocb(k, l.req);
    yield* k.test(ctx.run_list, "if (!list_empty(&ctx->run_list)) {");
    yield* k.spin_unlock_irq(ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");
    yield* this.aio_put_req(k, l.req); /* drop extra ref to req */
    return 0;
  },
});
