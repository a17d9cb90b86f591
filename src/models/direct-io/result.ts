import { DIO_LOCKING } from "../flags";
import type { Table } from "../functions";
import type { Kernel, Step } from "../machine";
import type { Dio } from "../structs/dio";
import type { Kiocb } from "../structs/kiocb";
import { crossedEnd, releaseAllocSem } from "./conditions";

/** The locals of dio_complete() from p1 on. */
export interface ResultLocals {
  transferred: number;
  ret: number;
  iocb: Kiocb;
}

/**
 * The body of dio_complete() as p1 writes it; p5 puts a test before it, nothing else. It runs in that function's frame:
 * `l.ret` is the parameter `ret` on entry and the return value at the end.
 */
export function* complete(k: Kernel, table: Table, l: ResultLocals, dio: Dio, offset: number): Step<void> {
  if (yield* k.test(dio.result, "if (dio->result) {")) {
    l.transferred = yield* k.read(dio.result, "transferred = dio->result;");

    /* Check for short read case */
    if (yield* crossedEnd(k, dio, offset + l.transferred))
      l.transferred = (yield* k.read(dio.i_size, "transferred = dio->i_size - offset;")) - offset;
  }

  const asked = "if (dio->end_io && dio->result)";
  if ((yield* k.test(dio.end_io, asked)) && (yield* k.test(dio.result, asked))) {
    const call = "dio->end_io(dio->iocb, offset, transferred, dio->map_bh.b_private);";
    l.iocb = yield* k.read(dio.iocb, call);
    yield* table.xfs_end_io_direct(
      k,
      l.iocb,
      offset,
      l.transferred,
      yield* k.read(dio["map_bh.b_private"], call),
    );
  }
  if (yield* k.equals(dio.lock_type, DIO_LOCKING, "if (dio->lock_type == DIO_LOCKING)"))
    /* lockdep: non-owner release */
    yield* releaseAllocSem(k, dio);

  yield* k.local("if (ret == 0)");
  if (l.ret === 0) l.ret = yield* k.read(dio.page_errors, "ret = dio->page_errors;");
  yield* k.local("if (ret == 0)");
  if (l.ret === 0) l.ret = yield* k.read(dio.io_error, "ret = dio->io_error;");
  yield* k.local("if (ret == 0)");
  if (l.ret === 0) {
    yield* k.local("ret = transferred;");
    l.ret = l.transferred;
  }
  yield* k.local("return ret;");
}
