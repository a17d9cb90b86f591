import type { Machine, State } from "../../kernel";
import type { Event } from "./event";
import type { EventLog } from "./eventLog";
import type { Frames } from "./frame";
import { Sequence } from "./sequence";
import { insert, leaf } from "./wakeupTree";

/** `optimal` keeps wakeup trees and wastes no execution; `source` keeps source sets and may block some in their sleep. */
export type Reduction = "optimal" | "source";

/** What an event can be reversed with. */
interface Races {
  /** Depths of the earlier events. */
  readonly earlier: number[];
  /** For each of them how many events the log must keep for nothing new to come of the reversal. */
  readonly decided: number[];
  count: number;
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
  readonly #frames: Frames;
  readonly #reduction: Reduction;
  readonly #sequence: Sequence;
  readonly #races: Races[] = [];
  /** A state to try steps on. */
  readonly #trial: State;
  /** How many events of the log have had their races listed. */
  #listed = 0;

  constructor(machine: Machine, log: EventLog, frames: Frames, reduction: Reduction) {
    this.#machine = machine;
    this.#log = log;
    this.#frames = frames;
    this.#reduction = reduction;
    this.#sequence = new Sequence(log, machine.contexts.length);
    this.#trial = machine.initial.slice();
  }

  /** Reverses the races of all events. */
  settle(): void {
    const { depth } = this.#log;
    const kept = this.#listed;
    for (let later = 0; later < depth; later += 1) {
      if (later >= kept) this.#list(later);
      const { earlier, decided, count } = this.#races[later] as Races;
      for (let n = 0; n < count; n += 1)
        if (later >= kept || (decided[n] as number) > kept)
          decided[n] = this.#reverse(earlier[n] as number, this.#log.event(later), later);
    }
    this.#listed = depth;
  }

  /** Reverses the races of the last event. */
  settleLast(): void {
    const later = this.#log.depth - 1;
    this.#list(later);
    const { earlier, count } = this.#races[later] as Races;
    for (let n = 0; n < count; n += 1) this.#reverse(earlier[n] as number, this.#log.event(later), later);
  }

  /** Hears that the log has lost its last event. */
  pop(): void {
    if (this.#listed > this.#log.depth) this.#listed = this.#log.depth;
  }

  /** Reverses the races of a step that waits behind the last event. */
  settlePending(event: Event): void {
    for (const earlier of this.#conflictsToReverse(event, this.#log.depth))
      this.#reverse(earlier, event, this.#log.depth);
  }

  /** Whether a step that waits behind the last event could have been taken earlier. */
  couldGo(event: Event): boolean {
    const { depth } = this.#log;
    return this.#log
      .conflicts(event.context, event.footprint, depth)
      .some((earlier) => this.#isEnabledBefore(earlier, event, depth));
  }

  #list(later: number): void {
    const races = (this.#races[later] ??= { earlier: [], decided: [], count: 0 });
    const event = this.#log.event(later);
    races.count = 0;
    if (event.waits)
      for (const earlier of this.#conflictsToReverse(event, later)) races.earlier[races.count++] = earlier;
    else
      for (let n = 0; n < this.#log.raceCount(later); n += 1)
        races.earlier[races.count++] = this.#log.race(later, n);
  }

  /**
   * The events before which a step that may have to wait can be taken: the latest ones in conflict where it need not wait.
   * What happens before one of those is in a race with the step only in the executions that are then explored.
   */
  #conflictsToReverse(event: Event, depth: number): readonly number[] {
    const conflicts = this.#log.conflicts(event.context, event.footprint, depth);
    const found: number[] = [];
    for (const earlier of conflicts)
      if (
        !found.some((later) => this.#log.isBefore(earlier, later)) &&
        this.#isEnabledBefore(earlier, event, depth)
      )
        found.push(earlier);
    return found;
  }

  /**
   * Whether a step that may have to wait, here before the event at `depth`, can be taken before the event at `earlier`,
   * behind what is independent of that one.
   */
  #isEnabledBefore(earlier: number, event: Event, depth: number): boolean {
    const { state } = this.#frames.at(earlier);
    const now = this.#frames.at(depth).state;
    // What the earlier event writes, nothing uses that is independent of it.
    const settled = this.#log.event(earlier).footprint;
    const known = this.#machine.enabledByLocation(state, now, event.context, (slot) =>
      settled.includes(2 * slot + 1),
    );
    if (known !== undefined) return known;
    this.#trial.set(state);
    this.#sequence.begin(earlier);
    this.#sequence.forEach(({ context, choice }) => this.#machine.step(this.#trial, context, choice));
    return this.#machine.enabled(this.#trial, event.context);
  }

  /**
   * Plans an execution in which `event`, which stands at `depth` or is still to come, takes place before the event at
   * depth `earlier`, behind what is independent of that one, unless an equivalent execution is known. Gives how many
   * events of the log must stay for the same to come of it.
   */
  #reverse(earlier: number, event: Event, depth: number): number {
    const { sleep, children } = this.#frames.at(earlier);
    const sequence = this.#sequence;
    sequence.begin(earlier);
    sequence.end(event, depth);
    const { events, size } = sleep;
    if (this.#reduction === "optimal") {
      for (let n = 0; n < size; n += 1) if (sequence.isCoveredBy(events[n] as Event)) return sequence.decided;
      insert(children, sequence);
      return sequence.decided;
    }
    const known = [...events.slice(0, size), ...children.map((child) => child.event)];
    if (sequence.first && !known.some((other) => sequence.startsWith(other)))
      children.push(leaf(sequence.first));
    return 0;
  }
}
