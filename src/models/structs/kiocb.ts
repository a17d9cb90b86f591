import type { Handle, Task } from "../machine";
import { ghost, integer, pointer, struct } from "../machine";
import type { Ioend } from "./ioend";
import type { Kioctx } from "./kioctx";

/** struct kiocb of include/linux/aio.h, one iovec inline; from `propogate` on also the codes to be combined. */
export const Kiocb = struct("kiocb", {
  /** ki_run_list: 0 next and prev are NULL (a retry method runs), 1 empty, 2 on the run list of the context. */
  ki_run_list: integer(),
  KIF_KICKED: integer(),
  KIF_CANCELLED: integer(),
  /** Only in `propogate`. */
  KIF_INSERTED: integer(),
  /** Only in `pgbusy`. */
  KIF_PGBUSY: integer(),
  ki_users: integer(),
  ki_key: integer(),
  ki_ctx: pointer<Kioctx>("kioctx"),
  ki_retry: integer(),
  "ki_obj.tsk": pointer<Task>("task"),
  ki_user_data: integer(),
  ki_pos: integer(),
  private: pointer<Ioend>("ioend"),
  ki_nbytes: integer(),
  ki_left: integer(),
  "ki_iovec.iov_base": integer(),
  "ki_iovec.iov_len": integer(),
  /** On ctx->active_reqs. */
  ki_list: integer(),
  /** Only in `propogate`. */
  ki_pending_err: integer(),
  ki_res: integer(),
  ki_res2: integer(),
  /** Only in `pgbusy`: how often the request was kicked. */
  rounds: ghost(integer()),
  /** Only in `pgbusy`: KIF_PGBUSY as a recorder, which may be looked at when the kiocb is gone. */
  flaggedBusy: ghost(integer()),
  /** How often aio_complete() was called for it. */
  completions: ghost(integer()),
});
export interface Kiocb extends Handle<typeof Kiocb> {}
