import { RUN_LIST_EMPTY } from "../flags";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";
import type { Kioctx } from "../structs/kioctx";

/** What __aio_get_req() writes into a fresh kiocb, in the frame of that function. */
export function* initialiseRequest(k: Kernel, req: Kiocb, ctx: Kioctx): Step<void> {
  yield* k.write(req.KIF_KICKED, 0, "req->ki_flags = 0;");
  yield* k.write(req.ki_users, 2, "req->ki_users = 2;");
  yield* k.write(req.ki_key, 0, "req->ki_key = 0;");
  yield* k.write(req.ki_ctx, ctx, "req->ki_ctx = ctx;");
  yield* k.write(req.ki_retry, 0, "req->ki_retry = NULL;");
  yield* k.write(req.ki_run_list, RUN_LIST_EMPTY, "INIT_LIST_HEAD(&req->ki_run_list);");
}
