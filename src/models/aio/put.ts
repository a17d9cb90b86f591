import type { Table } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Kiocb } from "../structs/kiocb";
import type { Kioctx } from "../structs/kioctx";

/** The end of __aio_put_req(), when the count is 0, in the frame of that function. The file has other users. */
export function* putLastReference(k: Kernel, table: Table, ctx: Kioctx, req: Kiocb): Step<void> {
  yield* k.write(req.ki_list, 0, "list_del(&req->ki_list); /* remove from active_reqs */");
  yield* k.write(req.ki_retry, 0, "req->ki_retry = NULL;");

  /* Must be done under the lock to serialise against cancellation.
   * Call this aio_fput as it duplicates fput via the fput_work.
   */
  yield* table.really_put_req(k, ctx, req);
}
