import { AtomicSteps } from "./atomicSteps";
import * as effects from "./effect";
import type { Lock } from "./field";
import type { Step } from "./operation";
import { cellName, type Cell } from "./struct";

type Spinlock = Cell<Lock<"spinlock">>;
type Mutex = Cell<Lock<"mutex">>;
type Rwsem = Cell<Lock<"rwsem">>;

/** Value of a lock that one context holds. */
const HELD = 1;
/** Value of a semaphore that a writer holds. */
const WRITER = -1;

/** Spinlocks with and without interrupts, mutexes, rw semaphores. */
export class LockSteps extends AtomicSteps {
  /** Waits for the lock, spinning. */
  *spin_lock(lock: Spinlock, text: string): Step<void> {
    yield this.on(lock, "spin_lock", effects.acquire, text, HELD);
    this.#hold(lock, true);
  }

  /** Takes the lock if it is free and tells whether it did. */
  *spin_trylock(lock: Spinlock, text: string): Step<boolean> {
    const taken = (yield this.on(lock, "spin_trylock", effects.tryAcquire, text, HELD)) === 1;
    if (taken) this.#hold(lock, true);
    return taken;
  }

  /** Gives the lock back. */
  *spin_unlock(lock: Spinlock, text: string): Step<void> {
    yield this.on(lock, "spin_unlock", effects.release, text, HELD);
    this.#drop(lock);
  }

  /** Turns interrupts off on this CPU and waits for the lock. */
  *spin_lock_irq(lock: Spinlock, text: string): Step<void> {
    const before = this.frames.interruptsOn;
    yield this.on(lock, "spin_lock_irq", effects.acquire, text, HELD);
    this.frames.interruptsOn = false;
    this.#hold(lock, true, before);
  }

  /** Gives the lock back and turns interrupts on. */
  *spin_unlock_irq(lock: Spinlock, text: string): Step<void> {
    yield this.on(lock, "spin_unlock_irq", effects.release, text, HELD);
    this.#drop(lock);
    this.frames.interruptsOn = true;
  }

  /** Turns interrupts off, remembers whether they were on, and waits for the lock. */
  *spin_lock_irqsave(lock: Spinlock, text: string): Step<void> {
    const before = this.frames.interruptsOn;
    yield this.on(lock, "spin_lock_irqsave", effects.acquire, text, HELD);
    this.frames.interruptsOn = false;
    this.#hold(lock, true, before);
  }

  /** Gives the lock back; interrupts are again as they were before it was taken. */
  *spin_unlock_irqrestore(lock: Spinlock, text: string): Step<void> {
    yield this.on(lock, "spin_unlock_irqrestore", effects.release, text, HELD);
    const before = this.#drop(lock)?.interruptsWereOn ?? true;
    this.frames.interruptsOn = before;
  }

  /** BUG_ON(!spin_is_locked(lock)). */
  *assert_spin_locked(lock: Spinlock, text: string): Step<void> {
    yield this.on(lock, "assert_spin_locked", effects.assertHeld, text);
  }

  /** Whether somebody holds the lock. */
  *spin_is_locked(lock: Spinlock, text: string): Step<boolean> {
    return (yield this.on(lock, "spin_is_locked", effects.truth, text)) === 1;
  }

  /** Turns interrupts off on this CPU. */
  *local_irq_disable(text: string): Step<void> {
    yield this.operation({ kind: "local_irq_disable", effect: effects.nothing, text });
    this.frames.interruptsOn = false;
  }

  /** Turns interrupts on. */
  *local_irq_enable(text: string): Step<void> {
    yield this.operation({ kind: "local_irq_enable", effect: effects.nothing, text });
    this.frames.interruptsOn = true;
  }

  /** Turns interrupts off; gives whether they were on, for local_irq_restore(). */
  *local_irq_save(text: string): Step<number> {
    const before = this.frames.interruptsOn ? 1 : 0;
    yield this.operation({ kind: "local_irq_save", effect: effects.nothing, text });
    this.frames.interruptsOn = false;
    return before;
  }

  /** Interrupts as local_irq_save() found them. */
  *local_irq_restore(flags: number, text: string): Step<void> {
    yield this.operation({ kind: "local_irq_restore", effect: effects.nothing, operand: flags, text });
    this.frames.interruptsOn = flags === 1;
  }

  /** Waits for the mutex, sleeping. */
  *mutex_lock(lock: Mutex, text: string): Step<void> {
    yield* this.might_sleep(text);
    yield this.on(lock, "mutex_lock", effects.acquire, text, HELD);
    this.#hold(lock, false);
  }

  /** Takes the mutex if it is free and tells whether it did. */
  *mutex_trylock(lock: Mutex, text: string): Step<boolean> {
    const taken = (yield this.on(lock, "mutex_trylock", effects.tryAcquire, text, HELD)) === 1;
    if (taken) this.#hold(lock, false);
    return taken;
  }

  /** Gives the mutex back. */
  *mutex_unlock(lock: Mutex, text: string): Step<void> {
    yield this.on(lock, "mutex_unlock", effects.release, text, HELD);
    this.#drop(lock);
  }

  /** Waits until no writer holds the semaphore and joins the readers. */
  *down_read(lock: Rwsem, text: string): Step<void> {
    yield* this.might_sleep(text);
    yield this.on(lock, "down_read", effects.joinReaders, text, 1);
    this.#hold(lock, false);
  }

  /** Leaves the readers. */
  *up_read(lock: Rwsem, text: string): Step<void> {
    const joined = this.frames.held.some(({ slot }) => slot === lock.slot);
    yield this.on(lock, "up_read", joined ? effects.leaveReaders : effects.leaveForOther, text, -1);
    this.#drop(lock);
  }

  /** As `down_read`; another context will release it. */
  *down_read_non_owner(lock: Rwsem, text: string): Step<void> {
    yield* this.might_sleep(text);
    yield this.on(lock, "down_read_non_owner", effects.joinForOther, text, 1);
  }

  /** Leaves the readers in the name of the context that joined them. */
  *up_read_non_owner(lock: Rwsem, text: string): Step<void> {
    yield this.on(lock, "up_read_non_owner", effects.leaveForOther, text, -1);
  }

  /** Waits until nobody holds the semaphore and takes it alone. */
  *down_write(lock: Rwsem, text: string): Step<void> {
    yield* this.might_sleep(text);
    yield this.on(lock, "down_write", effects.acquire, text, WRITER);
    this.#hold(lock, false);
  }

  /** Gives the semaphore back after `down_write`. */
  *up_write(lock: Rwsem, text: string): Step<void> {
    yield this.on(lock, "up_write", effects.release, text, WRITER);
    this.#drop(lock);
  }

  /** Records `sleep-in-atomic` if the context must not sleep here: an interrupt, under a spinlock, or interrupts off. */
  *might_sleep(text: string): Step<void> {
    const { frames } = this;
    const atomic = this.surroundings.context.kind === "interrupt" || !frames.interruptsOn;
    const lock = frames.held.find((held) => held.spinning);
    if (atomic || lock) yield* this.violation("sleep-in-atomic", lock?.name ?? "irq", text);
  }

  #hold(lock: Cell<unknown>, spinning: boolean, interruptsWereOn = this.frames.interruptsOn): void {
    const lockClass = `${lock.object.struct}->${lock.field}`;
    this.frames.held.push({ slot: lock.slot, name: cellName(lock), lockClass, spinning, interruptsWereOn });
  }

  #drop(lock: Cell<unknown>) {
    const { held } = this.frames;
    const index = held.findLastIndex(({ slot }) => slot === lock.slot);
    return index < 0 ? undefined : held.splice(index, 1)[0];
  }
}
