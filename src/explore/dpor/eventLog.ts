import type { Footprint } from "./footprint";
import type { Event } from "./wakeupTree";

/** Depth of "no event". */
const NONE = -1;

/** What the log keeps of one event. */
interface Entry {
  event: Event;
  /** For each context the depth of its last event that happens before this one, or is this one. */
  readonly clock: Int32Array;
  /** Depths of the events that this one is in a race with. */
  races: readonly number[];
  /** The latest event of the same context before this one. */
  previous: number;
  /** For each location of the footprint, the chain's head before this event. */
  heads: number[];
}

/** A link of a location's chain: who used it, and where the chain goes on. */
interface Link {
  readonly depth: number;
  readonly writes: boolean;
  readonly before: Link | undefined;
}

/**
 * The execution on the stack of a depth-first search, with its happens-before order as vector clocks (F. Mattern, 1989) whose
 * time is the depth. For each location the events that used it are chained, latest first.
 */
export class EventLog {
  readonly #contexts: number;
  readonly #latest: Int32Array;
  readonly #entries: Entry[] = [];
  readonly #chains: (Link | undefined)[] = [];
  readonly #contextBase: number;
  #depth = 0;

  /** Slots from `contextBase` on say which contexts run; only the machine reads them. */
  constructor(contexts: number, contextBase: number) {
    this.#contexts = contexts;
    this.#contextBase = contextBase;
    this.#latest = new Int32Array(contexts).fill(NONE);
  }

  /** How many events there are. */
  get depth(): number {
    return this.#depth;
  }

  /** The event at a depth. */
  event(depth: number): Event {
    return this.#entry(depth).event;
  }

  /** Depths of the events that are in a race with the one at `depth`, which could have come before each of them. */
  races(depth: number): readonly number[] {
    return this.#entry(depth).races;
  }

  /** Appends an event. */
  push(event: Event): void {
    const entry = (this.#entries[this.#depth] ??= this.#fresh(event));
    const previous = this.#latest[event.context] as number;
    const depth = this.#depth;
    entry.event = event;
    entry.previous = previous;
    entry.races = this.#order(event, previous, entry.clock);
    entry.clock[event.context] = depth;
    entry.heads = [];
    this.#latest[event.context] = depth;
    for (const location of event.footprint) {
      const slot = location >> 1;
      const before = this.#chains[slot];
      entry.heads.push(slot);
      this.#chains[slot] = { depth, writes: (location & 1) === 1, before };
    }
    this.#depth += 1;
  }

  /** Takes the last event back. */
  pop(): void {
    this.#depth -= 1;
    const { event, previous, heads } = this.#entry(this.#depth);
    this.#latest[event.context] = previous;
    for (const slot of heads) this.#chains[slot] = this.#chains[slot]?.before;
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
      for (let link = this.#chains[location >> 1]; link; link = link.before) {
        const { depth, writes } = link;
        if (depth >= until || !(writes || (location & 1) === 1)) continue;
        const other = this.event(depth).context;
        if (other !== context && !(clock && (clock[other] as number) >= depth)) found.add(depth);
      }
    }
    return [...found].sort((a, b) => b - a);
  }

  /** The events after the one at `depth` that do not happen after it, in order. */
  independentOf(depth: number): Event[] {
    const { context } = this.event(depth);
    const events: Event[] = [];
    for (let later = depth + 1; later < this.#depth; later += 1) {
      const entry = this.#entry(later);
      if ((entry.clock[context] as number) < depth) events.push(entry.event);
    }
    return events;
  }

  /** Sets the clock of an event to come and gives the depths of its immediate predecessors in conflict. */
  #order({ context, footprint }: Event, previous: number, clock: Int32Array): readonly number[] {
    if (previous === NONE) clock.fill(NONE);
    else clock.set(this.#entry(previous).clock);
    let candidates: number[] | undefined;
    for (const location of footprint) {
      const started = location >> 1 >= this.#contextBase && (location & 1) === 0;
      for (let link = this.#chains[location >> 1]; link; link = link.before) {
        if (!link.writes && (location & 1) === 0) continue;
        if (started) this.#join(clock, link.depth);
        else (candidates ??= []).push(link.depth);
        if (link.writes) break;
      }
    }
    if (!candidates) return NO_RACES;
    const races: number[] = [];
    // From the latest on: one that another predecessor comes after is not immediate.
    for (const depth of candidates.sort((a, b) => b - a)) {
      const other = this.event(depth).context;
      if ((clock[other] as number) >= depth) continue;
      if (other !== context) races.push(depth);
      this.#join(clock, depth);
    }
    return races;
  }

  #join(clock: Int32Array, depth: number): void {
    const other = this.#entry(depth).clock;
    for (let n = 0; n < this.#contexts; n += 1)
      if ((other[n] as number) > (clock[n] as number)) clock[n] = other[n] as number;
  }

  #entry(depth: number): Entry {
    return this.#entries[depth] as Entry;
  }

  #fresh(event: Event): Entry {
    return { event, clock: new Int32Array(this.#contexts), races: NO_RACES, previous: NONE, heads: [] };
  }
}

const NO_RACES: readonly number[] = [];
