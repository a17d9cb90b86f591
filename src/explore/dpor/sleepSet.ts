import { inConflict, type Event } from "./event";

/**
 * The events whose continuations have been explored from a prefix or from one before it, so that nobody need begin with them
 * (sleep sets, P. Godefroid, LNCS 1032, 1996).
 */
export class SleepSet {
  /** The first `size` count. */
  readonly events: Event[] = [];
  size = 0;
  /** The contexts of the events as bits; those that are equal modulo 32 share one. */
  #contexts = 0;

  /** Puts an event to sleep. */
  add(event: Event): void {
    this.events[this.size] = event;
    this.size += 1;
    this.#contexts |= 1 << (event.context & 31);
  }

  /** Whether an event of the context is asleep. */
  has(context: number): boolean {
    if ((this.#contexts & (1 << (context & 31))) === 0) return false;
    for (let n = 0; n < this.size; n += 1) if (this.events[n]?.context === context) return true;
    return false;
  }

  /** Makes it the events of another set that stay without effect on what comes after `event`. */
  inherit({ events, size }: SleepSet, event: Event): void {
    this.size = 0;
    this.#contexts = 0;
    for (let n = 0; n < size; n += 1) {
      const asleep = events[n] as Event;
      if (asleep.context !== event.context && !inConflict(asleep, event)) this.add(asleep);
    }
  }
}
