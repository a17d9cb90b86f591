import { bio } from "../block/bio";
import { EINTR, EIOCBQUEUED, EIOCBRETRY } from "../../errno";
import { EP_AIO_READ_RETRY, RUN_LIST_EMPTY, RUN_LIST_NULL } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { recordReturned } from "../observed";
import type { Kiocb } from "../structs/kiocb";
import { Kioctx } from "../structs/kioctx";
import { pgbusy } from "./pgbusy";

/**
 * A file whose AIO method returns -EIOCBRETRY, after drivers/usb/gadget/inode.c of 2.6.20: the method starts a
 * transfer, its callback kicks the request, and the second call of the method copies the bytes. The extra
 * aio_put_req() of ep_aio_read_retry() is left out: it drops a reference that nobody gave the driver. Synchronous calls
 * go to an ordinary file.
 */
export const retryingDriver = functions({
  *aio_rw(k: Kernel, iocb: Kiocb, iov_base: number, iov_len: number, pos: number): Step<number> {
    k.locals({});
    const { op, async } = this.env.scenario;
    if (async) return yield* this.ep_aio_rwtail(k, iocb, iov_len);
    if (op === "write") return yield* this.generic_file_aio_write(k, iocb, iov_base, iov_len, pos);
    return yield* this.generic_file_aio_read(k, iocb, iov_base, iov_len, pos);
  },

  /** Starts the transfer; called again after a kick, it stands for ep_aio_read_retry(). */
  *ep_aio_rwtail(k: Kernel, iocb: Kiocb, len: number): Step<number> {
    k.locals({});
    if (yield* k.equals(iocb.ki_retry, EP_AIO_READ_RETRY, "ret = retry(iocb);")) return len;
    yield* k.write(iocb.ki_retry, EP_AIO_READ_RETRY, "iocb->ki_retry = ep_aio_read_retry;");
    yield* k.raise("bio0", "value = usb_ep_queue(epdata->ep, req, GFP_ATOMIC);");
    yield* k.local("value = (iv ? -EIOCBRETRY : -EIOCBQUEUED);");
    return -EIOCBRETRY;
  },

  *disk_interrupt(k: Kernel, n: number): Step<void> {
    const { kicked, scenario } = this.env;
    if (!scenario.async || kicked === null) {
      yield* bio.disk_interrupt.call(this, k, n);
      return;
    }
    k.locals({});
    /* aio_complete() reports bytes-transferred _and_ faults */
    if (scenario.bytes === 0) yield* this.aio_complete(k, kicked, 0, 0);
    else yield* this.try_queue_kicked_iocb(k, kicked);
  },

  /** What kick_iocb() does for a request that is not synchronous. */
  *try_queue_kicked_iocb(k: Kernel, iocb: Kiocb): Step<void> {
    const l = k.locals({ ctx: Kioctx.NULL });
    l.ctx = yield* k.read(iocb.ki_ctx, "struct kioctx *ctx = iocb->ki_ctx;");
    yield* k.spin_lock_irqsave(l.ctx.ctx_lock, "spin_lock_irqsave(&ctx->ctx_lock, flags);");
    /* set this inside the lock so that we can't race with aio_run_iocb()
     * testing it and putting the iocb on the run list under the lock */
    const kick = "if (!kiocbTryKick(iocb))";
    if (!(yield* k.test(iocb.KIF_KICKED, kick))) {
      yield* k.write(iocb.KIF_KICKED, 1, kick);
      yield* this.__queue_kicked_iocb(k, iocb);
    }
    yield* k.spin_unlock_irqrestore(l.ctx.ctx_lock, "spin_unlock_irqrestore(&ctx->ctx_lock, flags);");
  },
});

/** The same file on fs/aio.c as it is, with the retry that no file of the other revisions asks for. */
export const retry = functions({
  ...retryingDriver,
  __queue_kicked_iocb: pgbusy.__queue_kicked_iocb,
  __aio_run_iocbs: pgbusy.__aio_run_iocbs,

  *aio_run_iocb(k: Kernel, iocb: Kiocb): Step<number> {
    const l = k.locals({ ret: 0 });
    const { ctx } = this.env;

    yield* k.clear_bit(0, iocb.KIF_KICKED, "kiocbClearKicked(iocb);");
    const off = "iocb->ki_run_list.next = iocb->ki_run_list.prev = NULL;";
    yield* k.write(iocb.ki_run_list, RUN_LIST_NULL, off);
    yield* k.spin_unlock_irq(ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");

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
      if (yield* k.test(iocb.KIF_KICKED, "if (kiocbIsKicked(iocb)) {"))
        yield* this.__queue_kicked_iocb(k, iocb);
    }
    return l.ret;
  },
});
