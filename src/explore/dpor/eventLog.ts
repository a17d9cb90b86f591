import type { Machine } from "../../kernel";
import type { Event } from "./event";
import type { Footprint } from "./footprint";

/** Depth of "no event", and the end of a chain. */
const NONE = -1;

/** Events that there is room for at first. */
const ROOM = 64;

/**
 * The execution on the stack of a depth-first search, with its happens-before order as vector clocks (F. Mattern, 1989) whose
 * time is the depth. For each location the events that used it are chained, latest first; the links lie on a stack of
 * their own, because events come and go at the end only.
 */
export class EventLog {
  readonly #contexts: number;
  readonly #contextBase: number;
  readonly #events: Event[] = [];
  /** The clocks of the events, one behind the other. */
  #clocks: Int32Array;
  /** For each event the depths of those that it is in a race with, and how many they are. */
  readonly #races: number[][] = [];
  readonly #raceCounts: number[] = [];
  /** For each event the latest one of the same context before it. */
  readonly #previous: number[] = [];
  /** For each context its latest event. */
  readonly #latest: Int32Array;
  /** For each location the number of its latest link. */
  readonly #heads: Int32Array;
  /** For each link: depth of its event, whether it writes, the link before it on the location's chain. */
  readonly #depths: number[] = [];
  readonly #writes: boolean[] = [];
  readonly #before: number[] = [];
  /** For each event whether nothing happens before it. */
  readonly #isFirst: boolean[] = [];
  readonly #candidates: number[] = [];
  #links = 0;
  #depth = 0;

  /** An execution of the machine, without events yet. */
  constructor({ contexts, contextBase, cpus }: Machine) {
    this.#contexts = contexts.length;
    this.#contextBase = contextBase;
    this.#clocks = new Int32Array(ROOM * contexts.length);
    this.#latest = new Int32Array(contexts.length).fill(NONE);
    this.#heads = new Int32Array(cpus.locations).fill(NONE);
  }

  /** How many events there are. */
  get depth(): number {
    return this.#depth;
  }

  /** The event at a depth. */
  event(depth: number): Event {
    return this.#events[depth] as Event;
  }

  /** How many events are in a race with the one at `depth`, which could have come before each of them. */
  raceCount(depth: number): number {
    return this.#raceCounts[depth] as number;
  }

  /** The depth of the nth of these events. */
  race(depth: number, n: number): number {
    return (this.#races[depth] as number[])[n] as number;
  }

  /** Whether the event at one depth happens before the one at another. */
  isBefore(earlier: number, later: number): boolean {
    return earlier < later && this.#time(later, this.event(earlier).context) >= earlier;
  }

  /** Makes `clock` the clock of the event at `depth`: for each context the depth of its last event that happens before it or is it. */
  copyClock(depth: number, clock: Int32Array): void {
    const base = depth * this.#contexts;
    for (let n = 0; n < this.#contexts; n += 1) clock[n] = this.#clocks[base + n] as number;
  }

  /** Makes `clock` the later one, for each context, of itself and the clock of the event at `depth`. */
  joinClock(depth: number, clock: Int32Array): void {
    const base = depth * this.#contexts;
    for (let n = 0; n < this.#contexts; n += 1) {
      const time = this.#clocks[base + n] as number;
      if (time > (clock[n] as number)) clock[n] = time;
    }
  }

  /** Appends an event. */
  push(event: Event): void {
    const depth = this.#depth;
    const { context, footprint } = event;
    const base = depth * this.#contexts;
    if (base === this.#clocks.length) this.#grow();
    const previous = this.#latest[context] as number;
    this.#events[depth] = event;
    this.#previous[depth] = previous;
    this.#order(event, depth, previous);
    this.#clocks[base + context] = depth;
    this.#latest[context] = depth;
    for (let n = 0; n < footprint.length; n += 1) {
      const location = footprint[n] as number;
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
    const { context, footprint } = this.event(this.#depth);
    this.#latest[context] = this.#previous[this.#depth] as number;
    for (let n = footprint.length - 1; n >= 0; n -= 1) {
      this.#links -= 1;
      this.#heads[(footprint[n] as number) >> 1] = this.#before[this.#links] as number;
    }
  }

  /**
   * Depths of the events, latest first, that conflict with what `context` does next or did at `until` and are not
   * ordered before it by its own past: for steps that may have to wait, whose race can be behind a later conflict.
   */
  conflicts(context: number, footprint: Footprint, until: number): readonly number[] {
    const past = (until < this.#depth ? this.#previous[until] : this.#latest[context]) as number;
    const found: number[] = [];
    for (const location of footprint) {
      if (location >> 1 === this.#contextBase + context) continue;
      const writes = (location & 1) === 1;
      for (let link = this.#head(location); link !== NONE; link = this.#before[link] as number) {
        const depth = this.#depths[link] as number;
        if (depth >= until || !(writes || this.#writes[link] === true)) continue;
        const other = this.event(depth).context;
        if (other === context || (past !== NONE && this.#time(past, other) >= depth)) continue;
        if (!found.includes(depth)) insertDescending(found, found.length, depth);
      }
    }
    return found;
  }

  /** Makes `into` the depths of the events behind the one at `depth` that do not happen after it; gives how many they are. */
  independentOf(depth: number, into: number[]): number {
    const clocks = this.#clocks;
    const contexts = this.#contexts;
    const { context } = this.event(depth);
    let length = 0;
    for (let later = depth + 1; later < this.#depth; later += 1)
      if ((clocks[later * contexts + context] as number) < depth) into[length++] = later;
    return length;
  }

  /** Sets the clock of the event to come, and the depths of its immediate predecessors in conflict. */
  #order({ context, footprint }: Event, depth: number, previous: number): void {
    const clocks = this.#clocks;
    const base = depth * this.#contexts;
    const from = previous * this.#contexts;
    for (let n = 0; n < this.#contexts; n += 1)
      clocks[base + n] = previous === NONE ? NONE : (clocks[from + n] as number);
    const candidates = this.#candidates;
    let count = 0;
    let hasStarter = false;
    for (let n = 0; n < footprint.length; n += 1) {
      const location = footprint[n] as number;
      const writes = (location & 1) === 1;
      const started = location >> 1 === this.#contextBase + context;
      for (let link = this.#head(location); link !== NONE; link = this.#before[link] as number) {
        const written = this.#writes[link] === true;
        if (!written && !writes) continue;
        if (started) {
          this.#join(depth, this.#depths[link] as number);
          hasStarter = true;
        } else count = insertDescending(candidates, count, this.#depths[link] as number);
        if (written) break;
      }
    }
    // From the latest on: one that another predecessor comes after is not immediate.
    const races = (this.#races[depth] ??= []);
    let raceCount = 0;
    for (let n = 0; n < count; n += 1) {
      const candidate = candidates[n] as number;
      const other = this.event(candidate).context;
      if ((clocks[base + other] as number) >= candidate) continue;
      if (other !== context) races[raceCount++] = candidate;
      this.#join(depth, candidate);
    }
    this.#raceCounts[depth] = raceCount;
    this.#isFirst[depth] = previous === NONE && count === 0 && !hasStarter;
  }

  /** Makes what happens before or at `earlier` happen before the event at `depth`. */
  #join(depth: number, earlier: number): void {
    const clocks = this.#clocks;
    const into = depth * this.#contexts;
    const from = earlier * this.#contexts;
    if (this.#isFirst[earlier] === true) {
      const { context } = this.event(earlier);
      if (earlier > (clocks[into + context] as number)) clocks[into + context] = earlier;
      return;
    }
    for (let n = 0; n < this.#contexts; n += 1) {
      const time = clocks[from + n] as number;
      if (time > (clocks[into + n] as number)) clocks[into + n] = time;
    }
  }

  /** The depth of the last event of `context` that happens before the one at `depth` or is it. */
  #time(depth: number, context: number): number {
    return this.#clocks[depth * this.#contexts + context] as number;
  }

  #head(location: number): number {
    return this.#heads[location >> 1] as number;
  }

  #grow(): void {
    const clocks = new Int32Array(2 * this.#clocks.length);
    clocks.set(this.#clocks);
    this.#clocks = clocks;
  }
}

/** Adds a number to the first `count` ones, which stay sorted from the highest on; gives how many there are now. */
function insertDescending(numbers: number[], count: number, added: number): number {
  let at = count;
  for (; at > 0 && (numbers[at - 1] as number) < added; at -= 1) numbers[at] = numbers[at - 1] as number;
  numbers[at] = added;
  return count + 1;
}
