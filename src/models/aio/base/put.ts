import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import type { Kiocb } from "../../structs/kiocb";
import { Kioctx } from "../../structs/kioctx";
import { putLastReference } from "../put";

/** fs/aio.c of `base`: references of a request are dropped. */
export const put = functions({
  *really_put_req(k: Kernel, ctx: Kioctx, req: Kiocb): Step<void> {
    k.locals({});
    yield* k.assert_spin_locked(ctx.ctx_lock, "assert_spin_locked(&ctx->ctx_lock);");

    yield* k.kfree(req, "kmem_cache_free(kiocb_cachep, req);");
    yield* k.add(ctx.reqs_active, -1, "ctx->reqs_active--;");
  },

  /** Returns true if this put was the last user of the request. */
  *__aio_put_req(k: Kernel, ctx: Kioctx, req: Kiocb): Step<number> {
    const l = k.locals({ users: 0 });
    yield* k.assert_spin_locked(ctx.ctx_lock, "assert_spin_locked(&ctx->ctx_lock);");

    l.users = yield* k.add(req.ki_users, -1, "req->ki_users --;");
    yield* k.BUG_ON(l.users < 0, "BUG_ON(req->ki_users < 0);", req);
    if (l.users) return 0;
    yield* putLastReference(k, this, ctx, req);
    return 1;
  },

  /** Returns true if this put was the last user of the kiocb, false if the request is still in use. */
  *aio_put_req(k: Kernel, req: Kiocb): Step<number> {
    const l = k.locals({ ctx: Kioctx.NULL, ret: 0 });
    l.ctx = yield* k.read(req.ki_ctx, "struct kioctx *ctx = req->ki_ctx;");
    yield* k.spin_lock_irq(l.ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");
    l.ret = yield* this.__aio_put_req(k, l.ctx, req);
    yield* k.spin_unlock_irq(l.ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");
    if (l.ret) yield* this.put_ioctx(k, l.ctx);
    return l.ret;
  },

  *put_ioctx(k: Kernel, ctx: Kioctx): Step<void> {
    k.locals({});
    const text = "if (unlikely(atomic_dec_and_test(&(kioctx)->users)))";
    yield* k.BUG_ON(
      yield* k.atomic_dec_and_test(ctx.users, text),
      "the process holds its context until it exits",
    );
  },
});
