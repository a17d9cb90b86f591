/** The words of the simulated machine that models are written in. */
export { atomic, ghost, integer, log, mutex, own, pointer, rwsem, spinlock } from "../kernel/field";
export { callable } from "../kernel/frames";
export type { Kernel } from "../kernel/kernel";
export type { Step } from "../kernel/operation";
export type { Handle } from "../kernel/struct";
export { struct } from "../kernel/struct";
export { Task, TASK_INTERRUPTIBLE, TASK_RUNNING, TASK_UNINTERRUPTIBLE, WaitQueueHead } from "../kernel/task";
