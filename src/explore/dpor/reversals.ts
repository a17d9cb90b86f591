import type { Machine, State } from "../../kernel";
import { awaited } from "../outcome";
import { inConflict, usesSame, type Event, type Events } from "./event";
import type { EventLog } from "./eventLog";
import type { Frames } from "./frame";
import { Sequence } from "./sequence";
import { insert, leaf } from "./wakeupTree";

/** `optimal` keeps wakeup trees and wastes no execution; `source` keeps source sets and may block some in their sleep. */
export type Reduction = "optimal" | "source";

/** Events that can be looked at without a pause. */
const MOMENT = 2 ** 18;

/** No other event stays behind. */
const NOBODY: readonly number[] = [];

/** An event that a later one can come before. */
interface Reversal {
  /** The depth of the event. */
  earlier: number;
  /** Depths of others that have to stay behind with it, lest the later one have to wait. */
  behind: readonly number[];
  /** How many events the log must keep for nothing new to come of the reversal. */
  decided: number;
  /** What made it needless, if that was something asleep which nothing beside the race conflicts with as yet. */
  cover: Event | undefined;
}

/**
 * The races of the execution on the log. Sees to it that each is also explored the other way round.
 *
 * In optimal mode a race is looked at again in each execution that has it, since other events beside it make another
 * sequence; but not while all events stay that decided what became of it.
 */
export class Reversals {
  readonly #machine: Machine;
  readonly #log: EventLog;
  readonly #events: Events;
  readonly #frames: Frames;
  readonly #reduction: Reduction;
  readonly #sequence: Sequence;
  /** The reversals of each event of the log, and how many they are. */
  readonly #reversals: Reversal[][] = [];
  readonly #counts: number[] = [];
  /** For each event how many events the log must keep for nothing new to come of any of its reversals. */
  readonly #lasting: number[] = [];
  /** A state to try steps on. */
  readonly #trial: State;
  /** Whether the latest event to be reversed had to be tried out: it may be another one beside other events. */
  #isTried = false;
  /** How many events of the log have had their races listed. */
  #listed = 0;
  /** How many events have had their races reversed, where that goes on. */
  #settled = 0;
  /**
   * Whether some step uses other locations, depending on what it finds, than its own. Then a third step that conflicts with
   * neither of two can part them for good, which source sets do not allow for (the paper's property 7 of happens-before).
   */
  wanders = false;

  constructor(machine: Machine, log: EventLog, events: Events, frames: Frames, reduction: Reduction) {
    this.#machine = machine;
    this.#log = log;
    this.#events = events;
    this.#frames = frames;
    this.#reduction = reduction;
    this.#sequence = new Sequence(log, machine.contexts.length);
    this.#trial = machine.initial.slice();
  }

  /** Reverses races of all events, or of so many as take a moment: then false, and it is to be called again. */
  settle(): boolean {
    const { depth } = this.#log;
    const kept = this.#listed;
    const lasting = this.#lasting;
    let work = 0;
    for (let later = this.#settled; later < depth; later += 1) {
      if (later < kept && (lasting[later] as number) <= kept) continue;
      if (work > MOMENT) {
        this.#settled = later;
        return false;
      }
      if (later >= kept) this.#list(later);
      work += this.#settleAt(later, kept) * depth;
    }
    this.#settled = 0;
    this.#listed = depth;
    return true;
  }

  /** Reverses the races of the event at a depth, of whose execution so many events have stayed; gives how often that took a look at others. */
  #settleAt(later: number, kept: number): number {
    const event = this.#log.event(later);
    const reversals = this.#reversals[later] as Reversal[];
    const count = this.#counts[later] as number;
    let looks = later >= kept && event.waits ? 1 : 0;
    let lasting = 0;
    for (let n = 0; n < count; n += 1) {
      const reversal = reversals[n] as Reversal;
      if (later >= kept || !this.#isSettled(reversal, kept)) {
        reversal.cover = this.#reverse(reversal.earlier, reversal.behind, event, later);
        reversal.decided = this.#sequence.decided;
        looks += 1;
      }
      if (reversal.decided > lasting) lasting = reversal.decided;
    }
    this.#lasting[later] = lasting;
    return looks;
  }

  /** Reverses the races of the last event. */
  settleLast(): void {
    const later = this.#log.depth - 1;
    this.#list(later);
    for (const { earlier, behind } of (this.#reversals[later] ?? []).slice(0, this.#counts[later]))
      this.#reverse(earlier, behind, this.#log.event(later), later);
  }

  /** Hears that the log has lost its last event. */
  pop(): void {
    if (this.#listed > this.#log.depth) this.#listed = this.#log.depth;
  }

  /** Reverses the races of a step that waits behind the last event. */
  settlePending(event: Event): void {
    const { depth } = this.#log;
    for (const [earlier, behind] of this.#conflictsToReverse(event, depth))
      this.#reverse(earlier, behind, event, depth);
  }

  /** Whether a step that waits behind the last event could have been taken earlier. */
  couldGo(event: Event): boolean {
    const { depth } = this.#log;
    const conflicts = this.#log.conflicts(event.context, event.footprint, depth);
    return conflicts.some((earlier) => this.#mustStayBehind(earlier, event, depth, conflicts) !== undefined);
  }

  #list(later: number): void {
    const event = this.#log.event(later);
    this.#counts[later] = 0;
    if (event.waits)
      for (const [earlier, behind] of this.#conflictsToReverse(event, later))
        this.#add(later, earlier, behind);
    else
      for (let n = 0; n < this.#log.raceCount(later); n += 1)
        this.#add(later, this.#log.race(later, n), NOBODY);
  }

  #add(later: number, earlier: number, behind: readonly number[]): void {
    const reversals = (this.#reversals[later] ??= []);
    const n = this.#counts[later] as number;
    const reversal = (reversals[n] ??= { earlier, behind, decided: 0, cover: undefined });
    reversal.earlier = earlier;
    reversal.behind = behind;
    this.#counts[later] = n + 1;
  }

  /**
   * The events before which a step that may have to wait can be taken: the latest ones in conflict where it need not wait.
   * What happens before one of those is in a race with the step only in the executions that are then explored. Each comes with
   * what has to stay behind with it.
   */
  #conflictsToReverse(event: Event, depth: number): ReadonlyMap<number, readonly number[]> {
    const conflicts = this.#log.conflicts(event.context, event.footprint, depth);
    const found = new Map<number, readonly number[]>();
    for (const earlier of conflicts) {
      if ([...found.keys()].some((later) => this.#log.isBefore(earlier, later))) continue;
      const behind = this.#mustStayBehind(earlier, event, depth, conflicts);
      if (behind) found.set(earlier, behind);
    }
    return found;
  }

  /**
   * Which of its other conflicts must stay behind a step that may have to wait, here before the event at `depth`, so that it
   * can be taken before the event at `earlier` and behind all else that is independent of that one: the latest steps of those
   * who would still hold what it waits for. So a writer comes before two readers who never leave, but behind one who does.
   * Undefined if it would have to wait all the same.
   */
  #mustStayBehind(
    earlier: number,
    event: Event,
    depth: number,
    conflicts: readonly number[],
  ): readonly number[] | undefined {
    const { state } = this.#frames.at(earlier);
    const now = this.#frames.at(depth).state;
    // What the earlier event writes, nothing uses that is independent of it.
    const settled = this.#log.event(earlier).footprint;
    const known = this.#machine.enabledByLocation(state, now, event.context, (slot) =>
      settled.includes(2 * slot + 1),
    );
    if (known !== undefined) return known ? NOBODY : undefined;
    const behind: number[] = [];
    for (;;) {
      this.#try(earlier, behind);
      if (this.#machine.enabled(this.#trial, event.context)) return behind;
      const latest = awaited(this.#machine, this.#trial, event.context).map((holder) =>
        conflicts.find((other) => this.#log.event(other).context === holder && this.#sequence.has(other)),
      );
      if (latest.length === 0 || latest.includes(undefined)) return undefined;
      behind.push(...latest.filter((other) => other !== undefined));
    }
  }

  /** Tries what is independent of the event at `earlier` before it, without those `behind` and what happens after them. */
  #try(earlier: number, behind: readonly number[]): void {
    this.#trial.set(this.#frames.at(earlier).state);
    this.#sequence.begin(earlier);
    for (const depth of behind) this.#sequence.leaveOut(depth);
    this.#sequence.forEach(({ context, choice }) => this.#machine.step(this.#trial, context, choice));
  }

  /** Whether nothing new can come of a race, of whose execution so many events have stayed. */
  #isSettled({ earlier, decided, cover }: Reversal, kept: number): boolean {
    if (decided <= kept) return true;
    if (!cover) return false;
    for (let depth = kept; depth < this.#log.depth; depth += 1) {
      const event = this.#log.event(depth);
      const meets = event.context === cover.context || inConflict(event, cover);
      if (meets && !this.#log.isBefore(earlier, depth)) return false;
    }
    return true;
  }

  /**
   * The step at `depth` as the event that it is before the one at `earlier` and those `behind`, after what is independent of
   * them. With what it then finds it may use other locations: a cmpxchg() that fails only reads, a recorder may be left out.
   */
  #takenBefore(earlier: number, behind: readonly number[], event: Event, depth: number): Event {
    const { context, choice, varies, spares } = event;
    const { footprint } = this.#log.event(earlier);
    const [before, now] = [this.#frames.at(earlier).state, this.#frames.at(depth).state];
    this.#isTried = varies || this.#machine.usesOthers(before, now, context, choice, footprint);
    if (!this.#isTried && !spares) return event;
    const { operation } = this.#machine.node(now, context);
    // Who uses the cell that the earlier event uses, and leaves it as it is, is all that may come between.
    if (!this.#isTried && operation && footprint.some((use) => use >> 1 === operation.slot))
      return this.#events.with(event, this.#machine.useOf(before, operation));
    this.#isTried = true;
    this.#try(earlier, behind);
    const reversed = this.#events.step(this.#trial, context, choice);
    this.wanders ||= !usesSame(event, reversed);
    return reversed;
  }

  /**
   * Plans an execution in which the step at `depth`, or still to come, takes place before the event at depth `earlier` and
   * those `behind`, after what is independent of them, unless an equivalent execution is known; gives what is asleep if that
   * makes it needless.
   */
  #reverse(earlier: number, behind: readonly number[], step: Event, depth: number): Event | undefined {
    const { sleep, children } = this.#frames.at(earlier);
    const event = this.#takenBefore(earlier, behind, step, depth);
    const sequence = this.#sequence;
    sequence.begin(earlier);
    for (const other of behind) sequence.leaveOut(other);
    sequence.end(event, depth, this.#isTried);
    const { events, size } = sleep;
    if (this.#reduction === "optimal") {
      for (let n = 0; n < size; n += 1) {
        const asleep = events[n] as Event;
        if (sequence.isCoveredBy(asleep)) return this.#isTried ? undefined : asleep;
      }
      insert(children, sequence);
      return undefined;
    }
    const known = [...events.slice(0, size), ...children.map((child) => child.event)];
    if (sequence.first && !known.some((other) => sequence.startsWith(other)))
      children.push(leaf(sequence.first));
    return undefined;
  }
}
