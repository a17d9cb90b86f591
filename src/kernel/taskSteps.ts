import * as effects from "./effect";
import { LockSteps } from "./lockSteps";
import type { Step } from "./operation";
import type { AnyHandle } from "./struct";
import { Task, TASK_RUNNING, type WaitQueueHead } from "./task";

/** Sleeping, waking, wait queues and interrupts. */
export class TaskSteps extends LockSteps {
  /** `current->state = state` with a barrier. */
  *set_current_state(state: number, text: string): Step<void> {
    yield this.on(this.current.state, "set_current_state", effects.write, text, state);
  }

  /** `current->state = state` without a barrier, which is the same under sequential consistency. */
  *__set_current_state(state: number, text: string): Step<void> {
    yield this.on(this.current.state, "__set_current_state", effects.write, text, state);
  }

  /** Sleeps until the task's state is TASK_RUNNING; returns at once if it is. */
  *schedule(text: string): Step<void> {
    yield* this.might_sleep(text);
    yield this.on(this.current.state, "schedule", effects.sleep, text);
  }

  /** As `schedule`. */
  *io_schedule(text: string): Step<void> {
    yield* this.might_sleep(text);
    yield this.on(this.current.state, "io_schedule", effects.sleep, text);
  }

  /** Makes the task runnable. */
  *wake_up_process(task: Task, text: string): Step<void> {
    yield this.on(task.state, "wake_up_process", effects.write, text, TASK_RUNNING);
  }

  /** Waits until the task is about to sleep or sleeps, and wakes it, in one step: a wake-up out of the blue. */
  *wake_up_sleeping(task: Task, text: string): Step<void> {
    yield this.on(
      task.state,
      "wake_up_sleeping",
      effects.exchangeWhenOther,
      text,
      TASK_RUNNING,
      TASK_RUNNING,
    );
  }

  /** Puts the running task on the queue, under the queue's lock. */
  *add_wait_queue(queue: WaitQueueHead, text: string): Step<void> {
    yield* this.spin_lock_irqsave(queue.lock, text);
    yield this.on(queue.tasks, "add_wait_queue", effects.include, text, this.current.$object.address);
    yield* this.spin_unlock_irqrestore(queue.lock, text);
  }

  /** Takes the running task off the queue, under the queue's lock. */
  *remove_wait_queue(queue: WaitQueueHead, text: string): Step<void> {
    yield* this.spin_lock_irqsave(queue.lock, text);
    yield this.on(queue.tasks, "remove_wait_queue", effects.exclude, text, this.current.$object.address);
    yield* this.spin_unlock_irqrestore(queue.lock, text);
  }

  /** add_wait_queue() and set_current_state() in one, under the queue's lock (kernel/wait.c, 2.6.20). */
  *prepare_to_wait(queue: WaitQueueHead, state: number, text: string): Step<void> {
    yield* this.spin_lock_irqsave(queue.lock, text);
    yield this.on(queue.tasks, "prepare_to_wait", effects.include, text, this.current.$object.address);
    yield* this.set_current_state(state, text);
    yield* this.spin_unlock_irqrestore(queue.lock, text);
  }

  /** Ends a wait: running again, and off the queue. */
  *finish_wait(queue: WaitQueueHead, text: string): Step<void> {
    yield* this.__set_current_state(TASK_RUNNING, text);
    yield* this.remove_wait_queue(queue, text);
  }

  /** Whether anybody waits, without the queue's lock. */
  *waitqueue_active(queue: WaitQueueHead, text: string): Step<boolean> {
    return (yield this.on(queue.tasks, "waitqueue_active", effects.truth, text)) === 1;
  }

  /** Wakes every task on the queue, under the queue's lock. */
  *wake_up(queue: WaitQueueHead, text: string): Step<void> {
    yield* this.spin_lock_irqsave(queue.lock, text);
    yield* this.wake_up_locked(queue, text);
    yield* this.spin_unlock_irqrestore(queue.lock, text);
  }

  /** Wakes every task on the queue; the caller holds the queue's lock. */
  *wake_up_locked(queue: WaitQueueHead, text: string): Step<void> {
    const waiters = this.world.values.list(yield this.on(queue.tasks, "wake_up", effects.read, text));
    for (const address of waiters) yield* this.wake_up_process(this.#task(address), text);
  }

  /** Makes a context runnable that waits to be raised: its id, or the group of which one more is to start. */
  *raise(name: string, text: string): Step<void> {
    const slots = this.surroundings.contextSlots(name);
    yield this.operation({ kind: "raise", effect: effects.raise, text, slots });
  }

  #task(address: number): Task {
    const handle: AnyHandle = this.world.handle(address, Task.name);
    return handle as Task;
  }
}
