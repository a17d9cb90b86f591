import { inConflict, type Event } from "./event";
import type { EventLog } from "./eventLog";
import { NONE, type WakeupNode } from "./wakeupTree";

/** What `Sequence.firstIn` says of an event that is independent of the sequence and whose context does not occur in it. */
const INDEPENDENT = -1;
/** What it says of one that conflicts with the first event, or with the nth one: this minus n. */
const CONFLICTING = -2;

/** More events than a log can hold. */
const ALL = 2 ** 30;

/**
 * The events of an execution that come before the later event of a race once it is reversed: those behind the earlier
 * one that do not happen after it (`notdep` in the paper on source sets, see `insert`), and then the later event.
 *
 * The paper makes all of them a branch of the wakeup tree, so that each execution which is explored already or planned is
 * told apart by some event that conflicts with how it begins. Here just those events become the branch, with what happens
 * before them and before the later event; the rest is left open. So branches are short, and what follows is scheduled afresh.
 */
export class Sequence {
  readonly #log: EventLog;
  /** In order; those that were taken out are undefined. Behind `#length` there may be others. */
  readonly #events: (Event | undefined)[] = [];
  /** Where the events stand in the log. */
  readonly #depths: number[] = [];
  /** Where it begins: all before that were taken out. */
  #first = 0;
  #length = 0;
  /** The contexts of the events, and the locations that they read and write, as bits (`Event`). */
  #contexts = 0;
  #reads = 0;
  #writes = 0;
  /** Depths of the events that have to be in the branch, and how many they are. */
  readonly #witnesses: number[] = [];
  #witnessCount = 0;
  /** For each context the depth of its last event that has to be in the branch. */
  readonly #needed: Int32Array;
  #decided = 0;
  /** Whether all events have to be in the branch, and what is found out holds for this execution only. */
  #isWhole = false;

  constructor(log: EventLog, contexts: number) {
    this.#log = log;
    this.#needed = new Int32Array(contexts);
  }

  /** How many events of the log must stay for what was found out about the sequence to hold. */
  get decided(): number {
    return this.#isWhole ? ALL : this.#decided;
  }

  /** Whether all were taken out. */
  get isEmpty(): boolean {
    return this.#first === this.#length;
  }

  /** Makes it the events behind the one at depth `earlier` that do not happen after that one. */
  begin(earlier: number): void {
    const log = this.#log;
    const depths = this.#depths;
    const length = log.independentOf(earlier, depths);
    this.#contexts = 0;
    this.#reads = 0;
    this.#writes = 0;
    for (let at = 0; at < length; at += 1) this.#put(at, log.event(depths[at] as number));
    this.#first = 0;
    this.#length = length;
    this.#witnessCount = 0;
    this.#decided = 0;
  }

  /** Whether the event at a depth is in it. */
  has(depth: number): boolean {
    const at = this.#depths.indexOf(depth);
    return at >= 0 && at < this.#length;
  }

  /** Leaves out the event at a depth and what happens after it. */
  leaveOut(depth: number): void {
    let length = 0;
    for (let at = 0; at < this.#length; at += 1) {
      const other = this.#depths[at] as number;
      if (other === depth || this.#log.isBefore(depth, other)) continue;
      this.#events[length] = this.#events[at];
      this.#depths[length] = other;
      length += 1;
    }
    this.#length = length;
  }

  /**
   * Adds the later event of the race, whose step stands at `depth`, or is still to come if nothing does. `isTried`: it is what
   * became of that step behind just these events.
   */
  end(event: Event, depth: number, isTried: boolean): void {
    this.#isWhole = isTried || depth >= this.#log.depth;
    this.#depths[this.#length] = depth;
    this.#put(this.#length, event);
    this.#length += 1;
  }

  /** Takes each event in order. */
  forEach(take: (event: Event) => void): void {
    for (let at = this.#first; at < this.#length; at += 1) {
      const event = this.#events[at];
      if (event) take(event);
    }
  }

  /** The first event. */
  get first(): Event | undefined {
    return this.#events[this.#first];
  }

  /**
   * Whether what follows `event` covers the sequence: it can be moved to the front, or stays without effect on it. If not, what
   * tells the two apart is needed in the branch.
   */
  isCoveredBy(event: Event): boolean {
    const at = this.#firstIn(event);
    if (at <= CONFLICTING) {
      // Were it covered by this in another execution, nothing would come of that either.
      if (CONFLICTING - at < this.#length - 1) this.#need(CONFLICTING - at);
      return false;
    }
    this.#decided = at === INDEPENDENT ? ALL : this.#lasting(at, event);
    return true;
  }

  /** Whether the event is the first of its context in the sequence and can be moved to the front. */
  startsWith(event: Event): boolean {
    return this.#firstIn(event) >= 0;
  }

  /** As `isCoveredBy`; if so, the event is taken out. */
  takeFirst(event: Event): boolean {
    const at = this.#firstIn(event);
    if (at <= CONFLICTING) {
      if (CONFLICTING - at < this.#length - 1) this.#need(CONFLICTING - at);
      else this.#decided = ALL;
      return false;
    }
    if (at === INDEPENDENT) this.#decided = ALL;
    else {
      this.#decided = Math.max(this.#decided, this.#lasting(at, event));
      this.#events[at] = undefined;
      while (this.#first < this.#length && !this.#events[this.#first]) this.#first += 1;
    }
    return true;
  }

  /** The branch, as a list of its first node; empty if nothing of what is left is needed. */
  branch(): readonly WakeupNode[] {
    const needed = this.#needed;
    if (this.#isWhole) needed.fill(ALL);
    else this.#log.copyClock(this.#depths[this.#length - 1] as number, needed);
    for (let n = 0; n < this.#witnessCount; n += 1) this.#log.joinClock(this.#witnesses[n] as number, needed);
    let rest = NONE;
    for (let at = this.#length - 1; at >= this.#first; at -= 1) {
      const event = this.#events[at];
      if (event && (needed[event.context] as number) >= (this.#depths[at] as number))
        rest = [{ event, children: rest }];
    }
    return rest;
  }

  #put(at: number, event: Event): void {
    this.#events[at] = event;
    this.#contexts |= 1 << (event.context & 31);
    this.#reads |= event.reads;
    this.#writes |= event.writes;
  }

  /**
   * Whether `event` is a weak initial of the sequence (definition 4.5 of the paper): the index of its context's first event
   * if nothing before that conflicts with it, INDEPENDENT, or CONFLICTING minus the index of something that conflicts.
   */
  #firstIn(event: Event): number {
    const events = this.#events;
    const last = this.#length - 1;
    if ((this.#contexts & (1 << (event.context & 31))) === 0) {
      const later = events[last];
      // That one is in the branch anyway.
      if (later && inConflict(later, event)) return CONFLICTING - last;
      if (((this.#writes & (event.reads | event.writes)) | (this.#reads & event.writes)) === 0)
        return INDEPENDENT;
    }
    for (let at = this.#first; at <= last; at += 1) {
      const other = events[at];
      if (!other) continue;
      if (other.context === event.context) return other.choice === event.choice ? at : CONFLICTING - at;
      if (inConflict(other, event)) return CONFLICTING - at;
    }
    return INDEPENDENT;
  }

  /** Notes that the event at an index, which is not the last one, has to be in the branch. */
  #need(at: number): void {
    const depth = this.#depths[at] as number;
    this.#witnesses[this.#witnessCount] = depth;
    this.#witnessCount += 1;
    if (this.#decided <= depth) this.#decided = depth + 1;
  }

  /** How many events of the log must stay for `event` to be the one at an index. */
  #lasting(at: number, event: Event): number {
    // The later event comes after all others of the sequence; but if it is the same event, it conflicts with none of them.
    if (at === this.#length - 1 && this.#events[at] !== event) return ALL;
    return (this.#depths[at] as number) + 1;
  }
}
