import type { Footprint } from "./footprint";
import type { Event } from "./event";
import type { Sequence } from "./wakeupTree";

/** Depth of "no event", and the end of a chain. */
const NONE = -1;

/** What the log keeps of one event. */
interface Entry {
  event: Event;
  /** For each context the depth of its last event that happens before this one, or is this one. */
  readonly clock: Int32Array;
  /** Depths of the events that this one is in a race with, and how many they are. */
  readonly races: number[];
  raceCount: number;
  /** The latest event of the same context before this one. */
  previous: number;
}

/**
 * The execution on the stack of a depth-first search, with its happens-before order as vector clocks (F. Mattern, 1989) whose
 * time is the depth. For each location the events that used it are chained, latest first; the links lie on a stack of
 * their own, because events come and go at the end only.
 */
export class EventLog {
  readonly #contexts: number;
  readonly #latest: Int32Array;
  readonly #entries: Entry[] = [];
  readonly #contextBase: number;
  /** For each location the number of its latest link. */
  readonly #heads: Int32Array;
  /** For each link: depth of its event, whether it writes, the link before it on the location's chain. */
  readonly #depths: number[] = [];
  readonly #writes: boolean[] = [];
  readonly #before: number[] = [];
  readonly #candidates: number[] = [];
  #links = 0;
  #depth = 0;

  /** Slots from `contextBase` on, up to `slots`, say which contexts run. */
  constructor(contexts: number, contextBase: number, slots: number) {
    this.#contexts = contexts;
    this.#contextBase = contextBase;
    this.#latest = new Int32Array(contexts).fill(NONE);
    this.#heads = new Int32Array(slots).fill(NONE);
  }

  /** How many events there are. */
  get depth(): number {
    return this.#depth;
  }

  /** The event at a depth. */
  event(depth: number): Event {
    return this.#entry(depth).event;
  }

  /** How many events are in a race with the one at `depth`, which could have come before each of them. */
  raceCount(depth: number): number {
    return this.#entry(depth).raceCount;
  }

  /** The depth of the nth of these events. */
  race(depth: number, n: number): number {
    return this.#entry(depth).races[n] as number;
  }

  /** Whether the event at one depth happens before the one at another. */
  isBefore(earlier: number, later: number): boolean {
    if (earlier >= later) return false;
    return (this.#entry(later).clock[this.event(earlier).context] as number) >= earlier;
  }

  /** Appends an event. */
  push(event: Event): void {
    const depth = this.#depth;
    const entry = (this.#entries[depth] ??= {
      event,
      clock: new Int32Array(this.#contexts),
      races: [],
      raceCount: 0,
      previous: NONE,
    });
    entry.event = event;
    entry.previous = this.#latest[event.context] as number;
    this.#order(entry);
    entry.clock[event.context] = depth;
    this.#latest[event.context] = depth;
    for (const location of event.footprint) {
      const slot = location >> 1;
      this.#depths[this.#links] = depth;
      this.#writes[this.#links] = (location & 1) === 1;
      this.#before[this.#links] = this.#heads[slot] as number;
      this.#heads[slot] = this.#links;
      this.#links += 1;
    }
    this.#depth += 1;
  }

  /** Takes the last event back. */
  pop(): void {
    this.#depth -= 1;
    const { event, previous } = this.#entry(this.#depth);
    this.#latest[event.context] = previous;
    for (let n = event.footprint.length - 1; n >= 0; n -= 1) {
      this.#links -= 1;
      this.#heads[(event.footprint[n] as number) >> 1] = this.#before[this.#links] as number;
    }
  }

  /**
   * Depths of the events, latest first, that conflict with what `context` does next or did at `until` and are not
   * ordered before it by its own past: for steps that may have to wait, whose race can be behind a later conflict.
   */
  conflicts(context: number, footprint: Footprint, until: number): readonly number[] {
    const past = until < this.#depth ? this.#entry(until).previous : (this.#latest[context] as number);
    const clock = past === NONE ? undefined : this.#entry(past).clock;
    const found = new Set<number>();
    for (const location of footprint) {
      if (location >> 1 >= this.#contextBase) continue;
      const writes = (location & 1) === 1;
      for (let link = this.#head(location); link !== NONE; link = this.#before[link] as number) {
        const depth = this.#depths[link] as number;
        if (depth >= until || !(writes || this.#writes[link] === true)) continue;
        const other = this.event(depth).context;
        if (other !== context && !(clock && (clock[other] as number) >= depth)) found.add(depth);
      }
    }
    return [...found].sort((a, b) => b - a);
  }

  /** Makes `into` the events after the one at `depth` that do not happen after it, in order. */
  independentOf(depth: number, into: Sequence): void {
    const { context } = this.event(depth);
    let length = 0;
    for (let later = depth + 1; later < this.#depth; later += 1) {
      const entry = this.#entry(later);
      if ((entry.clock[context] as number) < depth) into.events[length++] = entry.event;
    }
    into.first = 0;
    into.length = length;
  }

  /** Sets the clock of the event to come, and the depths of its immediate predecessors in conflict. */
  #order(entry: Entry): void {
    const { event, previous, clock, races } = entry;
    if (previous === NONE) clock.fill(NONE);
    else clock.set(this.#entry(previous).clock);
    const candidates = this.#candidates;
    let count = 0;
    for (const location of event.footprint) {
      const writes = (location & 1) === 1;
      const started = location >> 1 === this.#contextBase + event.context;
      for (let link = this.#head(location); link !== NONE; link = this.#before[link] as number) {
        const written = this.#writes[link] === true;
        if (!written && !writes) continue;
        if (started) this.#join(clock, this.#depths[link] as number);
        else count = insertDescending(candidates, count, this.#depths[link] as number);
        if (written) break;
      }
    }
    // From the latest on: one that another predecessor comes after is not immediate.
    entry.raceCount = 0;
    for (let n = 0; n < count; n += 1) {
      const depth = candidates[n] as number;
      const other = this.event(depth).context;
      if ((clock[other] as number) >= depth) continue;
      if (other !== event.context) races[entry.raceCount++] = depth;
      this.#join(clock, depth);
    }
  }

  #join(clock: Int32Array, depth: number): void {
    const other = this.#entry(depth).clock;
    for (let n = 0; n < this.#contexts; n += 1)
      if ((other[n] as number) > (clock[n] as number)) clock[n] = other[n] as number;
  }

  #head(location: number): number {
    return this.#heads[location >> 1] as number;
  }

  #entry(depth: number): Entry {
    return this.#entries[depth] as Entry;
  }
}

/** Adds a number to the first `count` ones, which stay sorted from the highest on; gives how many there are now. */
function insertDescending(numbers: number[], count: number, added: number): number {
  let at = count;
  for (; at > 0 && (numbers[at - 1] as number) < added; at -= 1) numbers[at] = numbers[at - 1] as number;
  numbers[at] = added;
  return count + 1;
}
