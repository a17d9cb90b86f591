import { EINTR, EIOCBQUEUED } from "../../errno";
import { RUN_LIST_EMPTY, RUN_LIST_NULL, RUN_LIST_QUEUED } from "../flags";
import { functions } from "../functions";
import type { Kernel, Step } from "../machine";
import { recordReturned } from "../observed";
import type { Kiocb } from "../structs/kiocb";
import { Kioctx } from "../structs/kioctx";
import { insertEvent, recordCompletion, takeOffRunList } from "./complete";

/** Rounds of the same write after which one more could only be the same again. */
const ROUNDS = 2;

/**
 * Inferred: the rest of the PgBusy patch was never archived. Its author says (seed 002 lines 45-50): "iocb is retried
 * after IO competition. The process is waked up if IO is SYNC else iocb is kicked. The lines ___if (ret !=
 * -EIOCBRETRY)___ is deleted because nothing set to EIOCBRETRY." So a busy request is not completed but kicked, and
 * aio_run_iocb() lets a kick through whatever the method returned. No page is ever freed by that, so a page that is
 * always busy makes it write for ever; that is recorded after the second round, and the request left as it is.
 */
export const pgbusy = functions({
  *aio_run_iocb(k: Kernel, iocb: Kiocb): Step<number> {
    const l = k.locals({ ret: 0 });
    const { ctx } = this.env;

    yield* k.write(iocb.KIF_KICKED, 0, "kiocbClearKicked(iocb);");
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
      if (l.ret !== -EIOCBQUEUED) yield* this.aio_complete(k, iocb, l.ret, 0);
    }
    yield* k.spin_lock_irq(ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");

    yield* k.write(iocb.ki_run_list, RUN_LIST_EMPTY, "INIT_LIST_HEAD(&iocb->ki_run_list);");
    if (yield* k.test(iocb.KIF_KICKED, "if (kiocbIsKicked(iocb)) {"))
      yield* this.__queue_kicked_iocb(k, iocb);
    return l.ret;
  },

  /** Puts a kicked request on the run list, unless its method runs, and wakes the workqueue. */
  *__queue_kicked_iocb(k: Kernel, iocb: Kiocb): Step<void> {
    k.locals({});
    if (!(yield* k.equals(iocb.ki_run_list, RUN_LIST_EMPTY, "if (list_empty(&iocb->ki_run_list)) {"))) return;
    yield* k.write(iocb.ki_run_list, RUN_LIST_QUEUED, "list_add_tail(&iocb->ki_run_list, &ctx->run_list);");
    yield* k.raise("aio", "aio_queue_work(ctx);");
  },

  /** The workqueue runs the request again, with a reference of its own. */
  *__aio_run_iocbs(k: Kernel, iocb: Kiocb): Step<void> {
    k.locals({});
    const { ctx } = this.env;
    yield* k.spin_lock_irq(ctx.ctx_lock, "spin_lock_irq(&ctx->ctx_lock);");
    yield* k.write(iocb.ki_run_list, RUN_LIST_EMPTY, "list_del(&iocb->ki_run_list);");
    yield* k.add(iocb.ki_users, 1, "iocb->ki_users++; /* grab extra reference */");
    yield* this.aio_run_iocb(k, iocb);
    yield* this.__aio_put_req(k, ctx, iocb);
    yield* k.spin_unlock_irq(ctx.ctx_lock, "spin_unlock_irq(&ctx->ctx_lock);");
  },

  *aio_complete(k: Kernel, iocb: Kiocb, res: number, res2: number): Step<number> {
    const l = k.locals({ ctx: Kioctx.NULL, tail: 0, ret: 0, rounds: 0, recorded: 0 });
    // The call for a busy request is a kick; every other one counts as it is made, also for a kiocb that is gone.
    l.recorded = (yield* k.test(iocb.flaggedBusy, "kiocbIsPgBusy(iocb)")) ? 0 : 1;
    if (l.recorded) yield* recordCompletion(k, iocb);
    l.ctx = yield* k.read(iocb.ki_ctx, "struct kioctx *ctx = iocb->ki_ctx;");
    yield* k.spin_lock_irqsave(l.ctx.ctx_lock, "spin_lock_irqsave(&ctx->ctx_lock, flags);");

    if (yield* k.test(iocb.KIF_PGBUSY, "if (kiocbIsPgBusy(iocb)) {")) {
      yield* k.write(iocb.KIF_PGBUSY, 0, "kiocbClearPgBusy(iocb);");
      yield* k.record(iocb.flaggedBusy, 0, "kiocbClearPgBusy(iocb);");
      if (l.recorded) yield* k.count(iocb.completions, -1, "kiocbClearPgBusy(iocb);");
      l.rounds = yield* k.read(iocb.rounds, "kick_iocb(iocb);");
      yield* k.record(iocb.rounds, l.rounds + 1, "kick_iocb(iocb);");
      if (l.rounds + 1 >= ROUNDS) yield* k.violation("livelock", iocb, "kick_iocb(iocb);");
      else {
        yield* k.write(iocb.KIF_KICKED, 1, "if (!kiocbTryKick(iocb))");
        yield* this.__queue_kicked_iocb(k, iocb);
      }
      yield* k.spin_unlock_irqrestore(l.ctx.ctx_lock, "spin_unlock_irqrestore(&ctx->ctx_lock, flags);");
      return 0;
    }

    if (!l.recorded) yield* recordCompletion(k, iocb);
    yield* takeOffRunList(k, iocb);
    if (!(yield* k.test(iocb.KIF_CANCELLED, "if (kiocbIsCancelled(iocb))")))
      yield* insertEvent(k, this, l, iocb, res, res2);
    l.ret = yield* this.__aio_put_req(k, l.ctx, iocb);
    if (yield* k.waitqueue_active(this.env.wait, "if (waitqueue_active(&ctx->wait))"))
      yield* k.wake_up(this.env.wait, "wake_up(&ctx->wait);");
    yield* k.spin_unlock_irqrestore(l.ctx.ctx_lock, "spin_unlock_irqrestore(&ctx->ctx_lock, flags);");
    return l.ret;
  },
});
