import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { TASK_INTERRUPTIBLE, TASK_RUNNING } from "../../machine";

/** fs/aio.c, in all revisions: another task takes events out of the ring. */
export const events = functions({
  /** Pull an event off of the ioctx's event ring. Returns the number of events fetched. */
  *aio_read_evt(k: Kernel): Step<number> {
    const l = k.locals({ head: 0, ret: 0 });
    const { ctx } = this.env;

    const empty = "if (ring->head == ring->tail)";
    l.head = yield* k.read(ctx["ring->head"], empty);
    if (yield* k.equals(ctx["ring->tail"], l.head, empty)) return 0;

    yield* k.spin_lock(ctx["ring_info.ring_lock"], "spin_lock(&info->ring_lock);");
    l.head = yield* k.read(ctx["ring->head"], "head = ring->head % info->nr;");
    if (!(yield* k.equals(ctx["ring->tail"], l.head, "if (head != ring->tail) {"))) {
      yield* k.smp_mb("smp_mb(); /* finish reading the event before updatng the head */");
      yield* k.write(ctx["ring->head"], l.head + 1, "ring->head = head;");
      l.ret = 1;
    }
    yield* k.spin_unlock(ctx["ring_info.ring_lock"], "spin_unlock(&info->ring_lock);");
    return l.ret;
  },

  /** Sleeps until one event is in the ring and takes it (min_nr 1, nr 1, no timeout). */
  *read_events(k: Kernel): Step<number> {
    const l = k.locals({ ret: 0 });
    const { wait } = this.env;

    l.ret = yield* this.aio_read_evt(k);
    if (l.ret) return 1;

    /* End fast path */

    yield* k.add_wait_queue(wait, "add_wait_queue_exclusive(&ctx->wait, &wait);");
    for (;;) {
      yield* k.set_current_state(TASK_INTERRUPTIBLE, "set_task_state(tsk, TASK_INTERRUPTIBLE);");
      l.ret = yield* this.aio_read_evt(k);
      if (l.ret) break;
      yield* k.schedule("schedule();");
    }
    yield* k.set_current_state(TASK_RUNNING, "set_task_state(tsk, TASK_RUNNING);");
    yield* k.remove_wait_queue(wait, "remove_wait_queue(&ctx->wait, &wait);");
    return 1;
  },
});
