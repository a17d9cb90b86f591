import { KIOCB_SYNC_KEY } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import type { Kiocb } from "../../structs/kiocb";
import { Kioctx } from "../../structs/kioctx";
import { completeSync, insertEvent, recordCompletion, takeOffRunList } from "../complete";

/** fs/aio.c of `base`. */
export const complete = functions({
  /** Called when the io request on the given iocb is complete. Returns true if this is the last user of the request. */
  *aio_complete(k: Kernel, iocb: Kiocb, res: number, res2: number): Step<number> {
    const l = k.locals({ ctx: Kioctx.NULL, tail: 0, ret: 0 });
    yield* recordCompletion(k, iocb);
    l.ctx = yield* k.read(iocb.ki_ctx, "struct kioctx *ctx = iocb->ki_ctx;");

    if (yield* k.equals(iocb.ki_key, KIOCB_SYNC_KEY, "if (is_sync_kiocb(iocb)) {")) {
      yield* completeSync(k, iocb, res);
      return 1;
    }

    /* add a completion event to the ring buffer.
     * must be done holding ctx->ctx_lock to prevent
     * other code from messing with the tail
     * pointer since we might be called from irq
     * context.
     */
    yield* k.spin_lock_irqsave(l.ctx.ctx_lock, "spin_lock_irqsave(&ctx->ctx_lock, flags);");

    yield* takeOffRunList(k, iocb);

    /*
     * cancelled requests don't get events, userland was given one
     * when the event got cancelled.
     */
    if (!(yield* k.test(iocb.KIF_CANCELLED, "if (kiocbIsCancelled(iocb))")))
      yield* insertEvent(k, this, l, iocb, res, res2);

    /* everything turned out well, dispose of the aiocb. */
    l.ret = yield* this.__aio_put_req(k, l.ctx, iocb);

    yield* k.spin_unlock_irqrestore(l.ctx.ctx_lock, "spin_unlock_irqrestore(&ctx->ctx_lock, flags);");

    if (yield* k.waitqueue_active(this.env.wait, "if (waitqueue_active(&ctx->wait))"))
      yield* k.wake_up(this.env.wait, "wake_up(&ctx->wait);");

    if (l.ret) yield* this.put_ioctx(k, l.ctx);
    return l.ret;
  },
});
