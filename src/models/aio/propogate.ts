import { EIOCBQUEUED } from "../../errno";
import { KIOCB_SYNC_KEY } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { recordEvent } from "../observed";
import { Kiocb } from "../structs/kiocb";
import { Kioctx } from "../structs/kioctx";
import { completeSync, recordCompletion, takeOffRunList } from "./complete";
import { putLastReference } from "./put";
import { initialiseRequest } from "./request";

/** What "aio: propogate post-EIOCBQUEUED errors to completion event" (seed 003) changes in fs/aio.c and aio.h. */
export const propogate = functions({
  *aio_ring_insert_entry(k: Kernel, ctx: Kioctx, iocb: Kiocb): Step<void> {
    const l = k.locals({ tail: 0, res: 0, res2: 0 });

    yield* k.assert_spin_locked(ctx.ctx_lock, "assert_spin_locked(&ctx->ctx_lock);");

    l.tail = yield* k.read(ctx["ring_info.tail"], "tail = info->tail;");
    yield* k.local("event->obj = (u64)(unsigned long)iocb->ki_obj.user;");
    yield* k.read(iocb.ki_user_data, "event->data = iocb->ki_user_data;");
    const res = "event->res = iocb->ki_pending_err ? iocb->ki_pending_err : iocb->ki_res;";
    if (yield* k.test(iocb.ki_pending_err, res)) l.res = yield* k.read(iocb.ki_pending_err, res);
    else l.res = yield* k.read(iocb.ki_res, res);
    l.res2 = yield* k.read(iocb.ki_res2, "event->res2 = iocb->ki_res2;");
    yield* k.append(ctx.res2, l.res2, "event->res2 = iocb->ki_res2;");

    /* after flagging the request as done, we
     * must never even look at it again
     */
    yield* k.smp_wmb("smp_wmb(); /* make event visible before updating tail */");

    yield* k.write(ctx["ring_info.tail"], l.tail + 1, "info->tail = tail;");
    yield* k.write(ctx["ring->tail"], l.tail + 1, "ring->tail = tail;");
    yield* recordEvent(k, this, l.res);
  },

  /** Allocate a slot for an aio request. Returns with kiocb->users set to 2. */
  *__aio_get_req(k: Kernel): Step<Kiocb> {
    const l = k.locals({ req: Kiocb.NULL });
    const { ctx } = this.env;
    l.req = yield* k.kmalloc(Kiocb, "req = kmem_cache_alloc(kiocb_cachep, GFP_KERNEL);");
    yield* k.write(l.req.ki_pending_err, 0, "req->ki_pending_err = 0;");
    yield* initialiseRequest(k, l.req, ctx);

    yield* k.spin_lock_irq(ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");
    yield* k.write(l.req.ki_list, 1, "list_add(&req->ki_list, &ctx->active_reqs);");
    yield* k.add(ctx.reqs_active, 1, "ctx->reqs_active++;");
    yield* k.spin_unlock_irq(ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");
    return l.req;
  },

  /** Returns true if this put was the last user of the request. */
  *__aio_put_req(k: Kernel, ctx: Kioctx, req: Kiocb): Step<number> {
    const l = k.locals({ users: 0 });
    yield* k.assert_spin_locked(ctx.ctx_lock, "assert_spin_locked(&ctx->ctx_lock);");

    l.users = yield* k.add(req.ki_users, -1, "req->ki_users--;");
    yield* k.BUG_ON(l.users < 0, "BUG_ON(req->ki_users < 0);", req);
    if (l.users) return 0;

    if (yield* k.test(req.KIF_INSERTED, "if (kiocbIsInserted(req))"))
      yield* this.aio_ring_insert_entry(k, ctx, req);

    yield* putLastReference(k, this, ctx, req);
    return 1;
  },

  /** Called when the io request on the given iocb is complete. Returns true if this is the last user of the request. */
  *aio_complete(k: Kernel, iocb: Kiocb, res: number, res2: number): Step<number> {
    const l = k.locals({ ctx: Kioctx.NULL, ret: 0 });
    yield* recordCompletion(k, iocb);
    l.ctx = yield* k.read(iocb.ki_ctx, "struct kioctx *ctx = iocb->ki_ctx;");

    if (yield* k.equals(iocb.ki_key, KIOCB_SYNC_KEY, "if (is_sync_kiocb(iocb)) {")) {
      yield* completeSync(k, iocb, res);
      return 1;
    }

    /*
     * We queue up the completion codes into the iocb.  They are combined
     * with a potential error from the submission path and inserted into
     * the ring once the last reference to the iocb is dropped.  Cancelled
     * iocbs don't insert events on completion because userland was given
     * an event directly as part of the cancelation interface.
     */
    yield* k.spin_lock_irqsave(l.ctx.ctx_lock, "spin_lock_irqsave(&ctx->ctx_lock, flags);");

    yield* takeOffRunList(k, iocb);

    if (!(yield* k.test(iocb.KIF_CANCELLED, "if (!kiocbIsCancelled(iocb)) {"))) {
      yield* k.write(iocb.ki_res, res, "iocb->ki_res = res;");
      yield* k.write(iocb.ki_res2, res2, "iocb->ki_res2 = res2;");
      yield* k.write(iocb.KIF_INSERTED, 1, "kiocbSetInserted(iocb);");
    }

    l.ret = yield* this.__aio_put_req(k, l.ctx, iocb);

    if (yield* k.waitqueue_active(this.env.wait, "if (waitqueue_active(&ctx->wait))"))
      yield* k.wake_up(this.env.wait, "wake_up(&ctx->wait);");

    yield* k.spin_unlock_irqrestore(l.ctx.ctx_lock, "spin_unlock_irqrestore(&ctx->ctx_lock, flags);");
    return l.ret;
  },

  /**
   * Makes sure that an error is communicated to userspace on iocb completion without stopping -EIOCBQUEUED from
   * bubbling up to fs/aio.c from the place where it originated.
   */
  *aio_propogate_error(k: Kernel, iocb: Kiocb, existing_err: number, new_err: number): Step<number> {
    k.locals({});
    yield* k.local("if (existing_err != -EIOCBQUEUED)");
    if (existing_err !== -EIOCBQUEUED) {
      yield* k.local("return new_err;");
      return new_err;
    }
    if (!(yield* k.test(iocb.ki_pending_err, "if (!iocb->ki_pending_err)")))
      yield* k.write(iocb.ki_pending_err, new_err, "iocb->ki_pending_err = new_err;");
    yield* k.local("return -EIOCBQUEUED;");
    return -EIOCBQUEUED;
  },
});
