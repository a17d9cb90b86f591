import type { Handle } from "../machine";
import { atomic, integer, log, spinlock, struct } from "../machine";

/** struct kioctx with its ring, and the page of the ring that user space sees; its wait queue is an object of its own. */
export const Kioctx = struct("kioctx", {
  users: atomic(),
  ctx_lock: spinlock(),
  reqs_active: integer(),
  /** How many requests stand on the list of kicked ones. */
  run_list: integer(),
  "ring_info.ring_lock": spinlock(),
  "ring_info.tail": integer(),
  "ring->head": integer(),
  "ring->tail": integer(),
  /** `res` of every event that was put in the ring, in order. */
  events: log(),
  /** `res2` of the same events. */
  res2: log(),
});
export interface Kioctx extends Handle<typeof Kioctx> {}
