import type { Context, Kernel, Step } from "../../src/explore";

/** The code of one thread on the memory that all share; `me` counts from 0. */
export type ThreadOn<Memory> = (k: Kernel, memory: Memory, me: number) => Step<unknown>;

/** The context of a thread on a processor of its own, as the programs that checkers are compared by have them. */
export function threadOf<Memory>(
  thread: ThreadOn<Memory>,
  memory: Memory,
  me: number,
  { id = `t${me}`, runnable = true } = {},
): Context {
  const body = (k: Kernel) => thread(k, memory, me);
  return { id, short: `${id}_`, class: "thread", kind: "task", cpu: me, runnable, body };
}

/** So many threads of one code. */
export function times<Thread>(n: number, thread: Thread): readonly Thread[] {
  return Array.from({ length: n }, () => thread);
}
