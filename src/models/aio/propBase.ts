import { KIOCB_SYNC_KEY } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { Kiocb } from "../structs/kiocb";
import { Kioctx } from "../structs/kioctx";
import { completeSync, insertEvent, recordCompletion, takeOffRunList } from "./complete";
import { initialiseRequest } from "./request";

/**
 * What dee11c23 "aio: fix use-after-free/BUG in aio_complete" (3 Feb 2007, in 2.6.20) changes in fs/aio.c: a request no
 * longer holds its context, and the wake-up of waiters stands inside ctx_lock.
 */
export const propBase = functions({
  /** Allocate a slot for an aio request. Returns with kiocb->users set to 2. */
  *__aio_get_req(k: Kernel): Step<Kiocb> {
    const l = k.locals({ req: Kiocb.NULL });
    const { ctx } = this.env;
    l.req = yield* k.kmalloc(Kiocb, "req = kmem_cache_alloc(kiocb_cachep, GFP_KERNEL);");
    yield* initialiseRequest(k, l.req, ctx);

    yield* k.spin_lock_irq(ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");
    yield* k.write(l.req.ki_list, 1, "list_add(&req->ki_list, &ctx->active_reqs);");
    yield* k.add(ctx.reqs_active, 1, "ctx->reqs_active++;");
    yield* k.spin_unlock_irq(ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");
    return l.req;
  },

  /** Returns true if this put was the last user of the kiocb, false if the request is still in use. */
  *aio_put_req(k: Kernel, req: Kiocb): Step<number> {
    const l = k.locals({ ctx: Kioctx.NULL, ret: 0 });
    l.ctx = yield* k.read(req.ki_ctx, "struct kioctx *ctx = req->ki_ctx;");
    yield* k.spin_lock_irq(l.ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");
    l.ret = yield* this.__aio_put_req(k, l.ctx, req);
    yield* k.spin_unlock_irq(l.ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");
    return l.ret;
  },

  /** Called when the io request on the given iocb is complete. Returns true if this is the last user of the request. */
  *aio_complete(k: Kernel, iocb: Kiocb, res: number, res2: number): Step<number> {
    const l = k.locals({ ctx: Kioctx.NULL, tail: 0, ret: 0 });
    yield* recordCompletion(k, iocb);
    l.ctx = yield* k.read(iocb.ki_ctx, "struct kioctx *ctx = iocb->ki_ctx;");

    if (yield* k.equals(iocb.ki_key, KIOCB_SYNC_KEY, "if (is_sync_kiocb(iocb)) {")) {
      yield* completeSync(k, iocb, res);
      return 1;
    }

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

    if (yield* k.waitqueue_active(this.env.wait, "if (waitqueue_active(&ctx->wait))"))
      yield* k.wake_up(this.env.wait, "wake_up(&ctx->wait);");

    yield* k.spin_unlock_irqrestore(l.ctx.ctx_lock, "spin_unlock_irqrestore(&ctx->ctx_lock, flags);");
    return l.ret;
  },
});
