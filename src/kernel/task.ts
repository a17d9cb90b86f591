import { integer, objectSet, spinlock } from "./field";
import { struct, type Handle } from "./struct";

/** Values of `task->state` (include/linux/sched.h, 2.6.20). */
export const TASK_RUNNING = 0;
export const TASK_INTERRUPTIBLE = 1;
export const TASK_UNINTERRUPTIBLE = 2;

/** A task, as far as sleeping and waking need it. */
export const Task = struct("task", {
  state: integer(TASK_RUNNING),
});
export interface Task extends Handle<typeof Task> {}

/** A `wait_queue_head_t`; who waits is a set of tasks. */
export const WaitQueueHead = struct("wait_queue_head", {
  lock: spinlock(),
  tasks: objectSet(),
});
export interface WaitQueueHead extends Handle<typeof WaitQueueHead> {}
