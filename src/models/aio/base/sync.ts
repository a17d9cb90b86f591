import { EIOCBQUEUED, EIOCBRETRY } from "../../../errno";
import { KIOCB_SYNC_KEY } from "../../flags";
import { functions } from "../../functions";
import type { Kernel, Step } from "../../machine";
import { recordReturned } from "../../observed";
import { TASK_RUNNING, TASK_UNINTERRUPTIBLE } from "../../machine";
import type { Kiocb } from "../../structs/kiocb";

/** fs/read_write.c and fs/aio.c, in all revisions: read() and write() with a kiocb on the stack. */
export const sync = functions({
  /** do_sync_read() and do_sync_write(), which differ in the method they call. */
  *do_sync_rw(k: Kernel, kiocb: Kiocb): Step<number> {
    const l = k.locals({ ret: 0 });
    const { scenario, userBuffer } = this.env;
    yield* k.write(kiocb.ki_users, 1, "(x)->ki_users = 1;");
    yield* k.write(kiocb.ki_key, KIOCB_SYNC_KEY, "(x)->ki_key = KIOCB_SYNC_KEY;");
    yield* k.write(kiocb["ki_obj.tsk"], k.current, "(x)->ki_obj.tsk = tsk;");
    yield* k.write(kiocb.ki_pos, scenario.offset, "kiocb.ki_pos = *ppos;");
    yield* k.write(kiocb.ki_left, scenario.bytes, "kiocb.ki_left = len;");

    const call = "ret = filp->f_op->aio_write(&kiocb, &iov, 1, kiocb.ki_pos);";
    for (;;) {
      l.ret = yield* this.aio_rw(k, kiocb, userBuffer, scenario.bytes, yield* k.read(kiocb.ki_pos, call));
      if (l.ret !== -EIOCBRETRY) break;
      yield* this.wait_on_retry_sync_kiocb(k, kiocb);
    }

    if (-EIOCBQUEUED === l.ret) l.ret = yield* this.wait_on_sync_kiocb(k, kiocb);
    yield* recordReturned(k, this, l.ret);
    return l.ret;
  },

  /** Nobody here kicks a synchronous request: only a wake-up out of the blue lets the call go on. */
  *wait_on_retry_sync_kiocb(k: Kernel, iocb: Kiocb): Step<void> {
    k.locals({});
    yield* k.set_current_state(TASK_UNINTERRUPTIBLE, "set_current_state(TASK_UNINTERRUPTIBLE);");
    if (!(yield* k.test(iocb.KIF_KICKED, "if (!kiocbIsKicked(iocb))"))) yield* k.schedule("schedule();");
    else yield* k.write(iocb.KIF_KICKED, 0, "kiocbClearKicked(iocb);");
    yield* k.__set_current_state(TASK_RUNNING, "__set_current_state(TASK_RUNNING);");
  },

  /** Waits on the given sync kiocb to complete. */
  *wait_on_sync_kiocb(k: Kernel, iocb: Kiocb): Step<number> {
    k.locals({});
    while (yield* k.test(iocb.ki_users, "while (iocb->ki_users) {")) {
      yield* k.set_current_state(TASK_UNINTERRUPTIBLE, "set_current_state(TASK_UNINTERRUPTIBLE);");
      if (!(yield* k.test(iocb.ki_users, "if (!iocb->ki_users)"))) break;
      yield* k.schedule("schedule();");
    }
    yield* k.__set_current_state(TASK_RUNNING, "__set_current_state(TASK_RUNNING);");
    return yield* k.read(iocb.ki_user_data, "return iocb->ki_user_data;");
  },
});
