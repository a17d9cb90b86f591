import type { Machine, State } from "../../kernel";
import type { Outcomes } from "../outcomes";
import type { Choice } from "../schedule";
import type { Limits, Progress } from "../verdict";
import { Events, inConflict, usesSame, type Event } from "./event";
import { EventLog } from "./eventLog";
import { OOPSED, Oopses } from "./oopses";
import { CONFLICTING, firstIn, insert, leaf, type Sequence, type WakeupNode } from "./wakeupTree";

/** `optimal` keeps wakeup trees and wastes no execution; `source` keeps source sets and may block some in their sleep. */
export type Reduction = "optimal" | "source";

/** What a search counted. */
export interface ExecutionCounts {
  /** Complete executions: one for each equivalence class of interleavings. */
  executions: number;
  /** Executions that were given up because an equivalent one had been explored. */
  redundant: number;
  /** Events executed. */
  steps: number;
  /** Whether some execution was cut at the limit of steps. */
  cut: boolean;
}

/** What is settled in advance of a search, by context. */
export interface Plan {
  /** Steps that the context may take; undefined: as many as it likes. */
  readonly allowance: readonly (number | undefined)[];
  /** Results of the context's decisions, in order; the last one is not 0, and all after it are. */
  readonly decisions: readonly (readonly number[])[];
}

/** A prefix on the stack: its state and what is still to be explored from it. */
interface Frame {
  readonly state: State;
  /** Events whose continuations have been explored from here or from before. */
  readonly sleep: Event[];
  /** Where to go on, oldest first; the first one is under way. */
  children: WakeupNode[];
  /** Contexts that an oops has stopped. */
  dead: readonly number[];
}

/** No context can take a step. */
const NOBODY = -1;
/** Those that can have been explored already. */
const ASLEEP = -2;

/** How many steps are taken between two looks at the clock. */
const STRIDE = 4096;

/**
 * Stateless search with dynamic partial-order reduction: explores one interleaving of each class of equivalent ones, where
 * two are equivalent if they order all conflicting accesses alike (A. Mazurkiewicz, 1977). Algorithms 1 (source sets) and 2
 * (wakeup trees, "optimal") of Abdulla, Aronis, Jonsson, Sagonas, J. ACM 64(4), 2017.
 *
 * What goes beyond the paper, which knows no waiting: a step that waits (for a lock, a wake-up, a value) can be reversed
 * with an earlier conflicting one only if it could have been taken there; that is tried out on a copy of the state, from
 * the latest conflict back to the earliest. A context that still waits at the end counts as if its step came next.
 * Decisions of the environment are made in advance (`Plan`): the program that is searched has none.
 *
 * An oops stops its context only, the others go on; `Oopses` says which executions that end at an oops each explored one
 * stands for. So recording a violation need not count as an access, which would depend on the order of other events.
 */
export class DporSearch {
  readonly counts: ExecutionCounts = { executions: 0, redundant: 0, steps: 0, cut: false };
  readonly #machine: Machine;
  readonly #start: State;
  readonly #outcomes: Outcomes;
  readonly #reduction: Reduction;
  readonly #limits: Limits;
  readonly #log: EventLog;
  readonly #events: Events;
  /** The sequence of the race that is looked at. */
  readonly #sequence: Sequence = { events: [], first: 0, length: 0 };
  readonly #frames: Frame[] = [];
  readonly #plan: Plan;
  /** Contexts with an allowance. */
  readonly #daemons: readonly number[];
  /** How many steps each context has taken, and how many decisions. */
  readonly #taken: number[];
  readonly #decided: number[];
  readonly #trial: State;
  readonly #oopses: Oopses;
  #depth = 0;
  /**
   * Whether some step uses other locations, depending on what it finds, than its own. Then a third step that conflicts with
   * neither of two can part them for good, which source sets do not allow for (the paper's property 7 of happens-before).
   */
  wanders = false;
  /** Daemons that could have taken another step than their allowance. */
  readonly wanting = new Set<number>();
  /** How many results each decision that was met can have, by context and then in order. */
  readonly decisions: readonly number[][];

  constructor(
    machine: Machine,
    outcomes: Outcomes,
    limits: Limits,
    reduction: Reduction,
    plan: Plan,
    start: State,
  ) {
    this.#machine = machine;
    this.#start = start;
    this.#outcomes = outcomes;
    this.#limits = limits;
    this.#reduction = reduction;
    this.#plan = plan;
    this.#daemons = plan.allowance.flatMap((steps, context) => (steps === undefined ? [] : [context]));
    this.#log = new EventLog(machine.contexts.length, machine.contextBase, machine.initial.length);
    this.#events = new Events(machine, start);
    this.#oopses = new Oopses(machine, this.#log, start);
    this.#taken = machine.contexts.map(() => 0);
    this.#decided = machine.contexts.map(() => 0);
    this.decisions = machine.contexts.map(() => []);
    this.#trial = start.slice();
  }

  /** Runs the search; gives the bounds that it reached. */
  *run(): Generator<Progress, Readonly<Record<string, number>>> {
    const started = Date.now();
    const { executions = Infinity, milliseconds = Infinity } = this.#limits;
    this.#frame(0).state.set(this.#start);
    this.#enter([], []);
    let pause = STRIDE;
    let told = this.#outcomes.size;
    while (this.#depth > 0) {
      const { counts } = this;
      const { failures, size } = this.#outcomes;
      // Whoever waits for an outcome is to hear of each at once.
      if (counts.steps >= pause || size > told) {
        pause = counts.steps + STRIDE;
        told = size;
        yield { executions: counts.executions, states: null, steps: counts.steps, failures };
        if (Date.now() - started >= milliseconds) return { milliseconds };
      }
      if (counts.executions >= executions) return { executions };
      const frame = this.#frame(this.#depth - 1);
      const [child] = frame.children;
      if (child) this.#follow(frame, child);
      else this.#leave();
    }
    return this.counts.cut ? { steps: this.#limits.steps ?? 0 } : {};
  }

  #follow(frame: Frame, child: WakeupNode): void {
    const machine = this.#machine;
    const { context, choice } = child.event;
    const next = this.#frame(this.#depth).state;
    next.set(frame.state);
    const event = this.#events.step(next, context, choice);
    this.counts.steps += 1;
    this.#taken[context] = (this.#taken[context] as number) + 1;
    if (this.#decides(frame, context)) this.#decided[context] = (this.#decided[context] as number) + 1;
    child.event = event;
    this.#log.push(event);
    if (this.#reduction === "source") this.#settle(this.#log.depth - 1);
    const oopsed = machine.oopsed(next);
    this.#oopses.push(frame.state, next);
    // Only the context is stopped: what the others still do decides which other executions there are.
    if (oopsed) next[machine.violationSlot] = (next[machine.violationSlot] as number) & ~OOPSED;
    keepAsleep(this.#frame(this.#depth).sleep, frame.sleep, event);
    this.#enter(child.children, oopsed ? [...frame.dead, context] : frame.dead);
  }

  /** Makes the state at the top a frame. `tree` says where to go on from it; empty if that is open. */
  #enter(tree: WakeupNode[], dead: readonly number[]): void {
    const frame = this.#frame(this.#depth);
    frame.children = tree;
    frame.dead = dead;
    this.#depth += 1;
    if (tree.length > 0) return;
    const context = this.#choose(frame);
    if (context === NOBODY) this.#complete(frame);
    else if (this.#depth > (this.#limits.steps ?? Infinity)) this.counts.cut = true;
    else if (context === ASLEEP) {
      this.counts.redundant += 1;
      this.#reversePending(frame);
    } else frame.children = [leaf(this.#events.planned(context, this.#choice(frame, context)))];
  }

  /** The context to go on with: the one that ran, so that executions have few preemptions; NOBODY or ASLEEP if there is none. */
  #choose(frame: Frame): number {
    for (const daemon of this.#daemons)
      if (!this.#allowed(daemon) && this.#machine.enabled(frame.state, daemon)) this.wanting.add(daemon);
    const latest = this.#log.depth > 0 ? this.#log.event(this.#log.depth - 1).context : NOBODY;
    if (latest !== NOBODY && this.#canGo(frame, latest) && isAwake(frame, latest)) return latest;
    let chosen = NOBODY;
    for (let context = 0; chosen < 0 && context < this.#taken.length; context += 1)
      if (this.#canGo(frame, context)) chosen = isAwake(frame, context) ? context : ASLEEP;
    return chosen;
  }

  #decides({ state }: Frame, context: number): boolean {
    return this.#machine.choices(state, context) > 1;
  }

  /** The result of the context's next step, if that is a decision; notes that it was met. */
  #choice(frame: Frame, context: number): number {
    if (!this.#decides(frame, context)) return 0;
    const index = this.#decided[context] as number;
    (this.decisions[context] as number[])[index] = this.#machine.choices(frame.state, context);
    return this.#plan.decisions[context]?.[index] ?? 0;
  }

  #leave(): void {
    this.#depth -= 1;
    if (this.#depth === 0) return;
    const frame = this.#frame(this.#depth - 1);
    const done = frame.children.shift();
    this.#log.pop();
    this.#oopses.pop();
    if (!done) return;
    const { event } = done;
    this.#taken[event.context] = (this.#taken[event.context] as number) - 1;
    if (this.#decides(frame, event.context))
      this.#decided[event.context] = (this.#decided[event.context] as number) - 1;
    frame.sleep.push(event);
  }

  #complete(frame: Frame): void {
    if (this.#usedUp()) {
      this.counts.executions += 1;
      this.#record(frame);
    }
    // Also races that were reversed before: what is independent of them is another sequence in each execution.
    if (this.#reduction === "optimal")
      for (let depth = 0; depth < this.#log.depth; depth += 1) this.#settle(depth);
    this.#reversePending(frame);
  }

  /** Races of what waits where an execution ends, or is given up: one that it repeats need not end where daemons stop. */
  #reversePending(frame: Frame): void {
    this.#machine.contexts.forEach((_, context) => {
      if (frame.dead.includes(context)) return;
      const event = this.#events.pending(frame.state, context);
      if (!event) return;
      if (this.#allowed(context)) this.#reverseWaiting(event, this.#log.depth);
      else if (!this.wanting.has(context) && this.#couldGo(event)) this.wanting.add(context);
    });
  }

  /** Whether all that was planned took place; if not, the execution belongs to a smaller plan. */
  #usedUp(): boolean {
    const { allowance, decisions } = this.#plan;
    return this.#taken.every(
      (steps, context) =>
        steps === (allowance[context] ?? steps) &&
        (this.#decided[context] as number) >= (decisions[context]?.length ?? 0),
    );
  }

  #record(frame: Frame): void {
    if (frame.dead.length === 0) this.#outcomes.add(frame.state, () => this.#schedule());
    else
      for (const { state, schedule } of this.#oopses.ends(this.#schedule()))
        this.#outcomes.add(state, () => schedule);
  }

  /** Sees to it that each race of the event at a depth is also explored the other way round. */
  #settle(depth: number): void {
    const races = this.#log.raceCount(depth);
    if (races === 0) return;
    const event = this.#log.event(depth);
    if (event.waits) {
      this.#reverseWaiting(event, depth);
      return;
    }
    for (let n = 0; n < races; n += 1) {
      const earlier = this.#log.race(depth, n);
      this.#reverse(earlier, event, depth);
    }
  }

  /**
   * As `#settle`, for a step that may have to wait: before the latest events in conflict where it need not. What happens
   * before one of those is in a race with the step only in the executions that are then explored.
   */
  #reverseWaiting(event: Event, depth: number): void {
    const reversed: number[] = [];
    for (const earlier of this.#log.conflicts(event.context, event.footprint, depth)) {
      if (reversed.some((later) => this.#log.isBefore(earlier, later))) continue;
      if (!this.#isEnabledBefore(earlier, event, depth)) continue;
      this.#reverse(earlier, event, depth);
      reversed.push(earlier);
    }
  }

  /** Whether a step that waits at the end could have been taken earlier. */
  #couldGo(event: Event): boolean {
    const conflicts = this.#log.conflicts(event.context, event.footprint, this.#log.depth);
    return conflicts.some((earlier) => this.#isEnabledBefore(earlier, event, this.#log.depth));
  }

  /**
   * Whether a step that may have to wait, here before the event at `depth`, can be taken before the event at `earlier`,
   * behind what is independent of that one.
   */
  #isEnabledBefore(earlier: number, event: Event, depth: number): boolean {
    const { state } = this.#frame(earlier);
    const now = this.#frame(depth).state;
    // What the earlier event writes, nothing uses that is independent of it.
    const settled = this.#log.event(earlier).footprint;
    const known = this.#machine.enabledByLocation(state, now, event.context, (slot) =>
      settled.includes(2 * slot + 1),
    );
    if (known !== undefined) return known;
    this.#try(earlier);
    return this.#machine.enabled(this.#trial, event.context);
  }

  /** Makes the trial the state before the event at `earlier`, but behind what is independent of it. */
  #try(earlier: number): void {
    const { events, length } = this.#independentOf(earlier);
    this.#trial.set(this.#frame(earlier).state);
    for (let n = 0; n < length; n += 1) {
      const { context, choice } = events[n] as Event;
      this.#machine.step(this.#trial, context, choice);
    }
  }

  #independentOf(depth: number): Sequence {
    this.#log.independentOf(depth, this.#sequence);
    return this.#sequence;
  }

  /**
   * The step at `depth` as the event that it is before the one at `earlier`, behind what is independent of that one. With
   * what it then finds it may use other locations: a cmpxchg() that fails only reads, a recorder may be left out.
   */
  #takenBefore(earlier: number, event: Event, depth: number): Event {
    const { context, choice } = event;
    const { footprint } = this.#log.event(earlier);
    const [before, now] = [this.#frame(earlier).state, this.#frame(depth).state];
    if (!event.varies && !this.#machine.usesOthers(before, now, context, choice, footprint)) return event;
    this.#try(earlier);
    const reversed = this.#events.step(this.#trial, context, choice);
    this.wanders ||= !usesSame(event, reversed);
    return reversed;
  }

  /**
   * Plans an execution in which the step at `depth` comes before the event at depth `earlier`, behind what is independent of
   * that one (the sequence), unless an equivalent one is known.
   */
  #reverse(earlier: number, step: Event, depth: number): void {
    const { sleep, children } = this.#frame(earlier);
    const event = this.#takenBefore(earlier, step, depth);
    const sequence = this.#independentOf(earlier);
    sequence.events[sequence.length++] = event;
    if (this.#reduction === "optimal") {
      for (const asleep of sleep) if (firstIn(sequence, asleep) !== CONFLICTING) return;
      insert(children, sequence);
      return;
    }
    const known = [...sleep, ...children.map((child) => child.event)];
    if (known.some((other) => firstIn(sequence, other) >= 0)) return;
    const [first] = sequence.events;
    if (first) children.push(leaf(first));
  }

  #canGo({ state, dead }: Frame, context: number): boolean {
    return this.#machine.enabled(state, context) && !dead.includes(context) && this.#allowed(context);
  }

  #allowed(context: number): boolean {
    return (this.#taken[context] as number) < (this.#plan.allowance[context] ?? Infinity);
  }

  #schedule(): Choice[] {
    return Array.from({ length: this.#log.depth }, (_, depth) => {
      const { context, choice } = this.#log.event(depth);
      const { operation } = this.#machine.node(this.#frame(depth).state, context);
      return operation?.kind === "choose" ? { context, choice } : { context };
    });
  }

  #frame(depth: number): Frame {
    return (this.#frames[depth] ??= {
      state: new Int32Array(this.#machine.initial.length),
      sleep: [],
      children: [],
      dead: [],
    });
  }
}

function isAwake({ sleep }: Frame, context: number): boolean {
  for (const event of sleep) if (event.context === context) return false;
  return true;
}

/** Makes `kept` the explored events that stay without effect on what comes after `event`. */
function keepAsleep(kept: Event[], sleep: readonly Event[], event: Event): void {
  while (kept.length > 0) kept.pop();
  for (const asleep of sleep)
    if (asleep.context !== event.context && !inConflict(asleep, event)) kept.push(asleep);
}
