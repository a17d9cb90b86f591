import { READ } from "../flags";
import type { Kernel, Step } from "../machine";
import type { Dio } from "../structs/dio";

/**
 * The conditions that several C functions repeat word for word. They run in the frame of the function that asks,
 * as the C has them there; every access is a step of that function, in C's order and with C's short cuts.
 */

/** `if (dio->result == dio->size || ((dio->rw == READ) && dio->result))`: will the bios complete the AIO? */
export function* completesLater(k: Kernel, dio: Dio): Step<boolean> {
  const text = "if (dio->result == dio->size || ((dio->rw == READ) && dio->result)) {";
  if (yield* k.equals(dio.result, yield* k.read(dio.size, text), text)) return true;
  return (yield* k.equals(dio.rw, READ, text)) && (yield* k.test(dio.result, text));
}

/** `if ((dio->rw == READ) && ((offset + transferred) > dio->i_size))`: did a read cross the end of the file? */
export function* crossedEnd(k: Kernel, dio: Dio, end: number): Step<boolean> {
  const text = "if ((dio->rw == READ) && ((offset + transferred) > dio->i_size))";
  return (yield* k.equals(dio.rw, READ, text)) && end > (yield* k.read(dio.i_size, text));
}

/** `if (dio->waiter) wake_up_process(dio->waiter);`, two reads: the waiter may have gone between them. */
export function* wakeWaiter(k: Kernel, dio: Dio): Step<void> {
  if (yield* k.test(dio.waiter, "if (dio->waiter)")) yield* wake(k, dio);
}

/** `wake_up_process(dio->waiter);` */
export function* wake(k: Kernel, dio: Dio): Step<void> {
  const text = "wake_up_process(dio->waiter);";
  yield* k.wake_up_process(yield* k.read(dio.waiter, text), text);
}

/** `up_read_non_owner(&dio->inode->i_alloc_sem);` */
export function* releaseAllocSem(k: Kernel, dio: Dio): Step<void> {
  const text = "up_read_non_owner(&dio->inode->i_alloc_sem);";
  yield* k.up_read_non_owner((yield* k.read(dio.inode, text)).i_alloc_sem, text);
}
