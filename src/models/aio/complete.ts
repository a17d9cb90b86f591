import { RUN_LIST_EMPTY, RUN_LIST_QUEUED } from "../flags";
import type { Table } from "../functions";
import type { Kernel, Step } from "../machine";
import { recordEvent } from "../observed";
import type { Kiocb } from "../structs/kiocb";
import type { Kioctx } from "../structs/kioctx";

/** Parts of aio_complete() that its revisions share; they run in that function's frame. */

/** Counts the call. A second one for the same request is the violation that the series is about. */
export function* recordCompletion(k: Kernel, iocb: Kiocb): Step<void> {
  const call = "int fastcall aio_complete(struct kiocb *iocb, long res, long res2)";
  if (yield* k.test(iocb.completions, call)) yield* k.violation("double-completion", iocb, call);
  yield* k.count(iocb.completions, 1, call);
}

/** The special case of sync iocbs: the result goes into the iocb and its task is woken. */
export function* completeSync(k: Kernel, iocb: Kiocb, res: number): Step<void> {
  const users = "BUG_ON(iocb->ki_users != 1);";
  yield* k.BUG_ON(!(yield* k.equals(iocb.ki_users, 1, users)), users);
  yield* k.write(iocb.ki_user_data, res, "iocb->ki_user_data = res;");
  yield* k.write(iocb.ki_users, 0, "iocb->ki_users = 0;");
  const wake = "wake_up_process(iocb->ki_obj.tsk);";
  yield* k.wake_up_process(yield* k.read(iocb["ki_obj.tsk"], wake), wake);
}

/** `if (iocb->ki_run_list.prev && !list_empty(&iocb->ki_run_list)) list_del_init(&iocb->ki_run_list);` */
export function* takeOffRunList(k: Kernel, iocb: Kiocb): Step<void> {
  const queued = "if (iocb->ki_run_list.prev && !list_empty(&iocb->ki_run_list))";
  if (yield* k.equals(iocb.ki_run_list, RUN_LIST_QUEUED, queued))
    yield* k.write(iocb.ki_run_list, RUN_LIST_EMPTY, "list_del_init(&iocb->ki_run_list);");
}

/** The event goes to the tail of the ring, and the tail moves on. */
export function* insertEvent(
  k: Kernel,
  table: Table,
  l: { ctx: Kioctx; tail: number },
  iocb: Kiocb,
  res: number,
  res2: number,
): Step<void> {
  l.tail = yield* k.read(l.ctx["ring_info.tail"], "tail = info->tail;");
  yield* k.local("event->obj = (u64)(unsigned long)iocb->ki_obj.user;");
  yield* k.read(iocb.ki_user_data, "event->data = iocb->ki_user_data;");
  yield* k.local("event->res = res;");
  yield* k.append(l.ctx.res2, res2, "event->res2 = res2;");

  /* after flagging the request as done, we
   * must never even look at it again
   */
  yield* k.smp_wmb("smp_wmb(); /* make event visible before updating tail */");

  yield* k.write(l.ctx["ring_info.tail"], l.tail + 1, "info->tail = tail;");
  yield* k.write(l.ctx["ring->tail"], l.tail + 1, "ring->tail = tail;");
  yield* recordEvent(k, table, res);
}
