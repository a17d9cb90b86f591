import { FINISHED, type Machine, type State } from "../../kernel";
import type { Outcomes } from "../outcomes";
import type { Choice } from "../schedule";
import type { Limits, Progress } from "../verdict";
import { Events } from "./event";
import { EventLog } from "./eventLog";
import { Frames, type Frame } from "./frame";
import { OOPSED, Oopses } from "./oopses";
import { Reversals, type Reduction } from "./reversals";
import type { WakeupNode } from "./wakeupTree";

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

/** No context can take a step. */
const NOBODY = -1;
/** Those that can have been explored already. */
const ASLEEP = -2;

/** How many steps are taken between two looks at the clock. */
const STRIDE = 1024;

/**
 * Stateless search with dynamic partial-order reduction: explores one interleaving of each class of equivalent ones, where
 * two are equivalent if they order all conflicting accesses alike (A. Mazurkiewicz, 1977). Algorithms 1 (source sets) and 2
 * (wakeup trees, "optimal") of Abdulla, Aronis, Jonsson, Sagonas, J. ACM 64(4), 2017.
 *
 * What goes beyond the paper, which knows no waiting: a step that waits (for a lock, a wake-up, a value) can be reversed
 * with an earlier conflicting one only if it could have been taken there, perhaps with others left behind who would keep
 * it waiting; that is tried out on a copy of the state, from the latest conflict back to the earliest. A context that still
 * waits at the end counts as if its step came next.
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
  readonly #frames: Frames;
  readonly #reversals: Reversals;
  readonly #plan: Plan;
  /** Contexts with an allowance. */
  readonly #daemons: readonly number[];
  /** Whether nothing was settled in advance. */
  readonly #isOpen: boolean;
  /** How many steps each context has taken, and how many decisions. */
  readonly #taken: number[];
  readonly #decided: number[];
  readonly #oopses: Oopses;
  /** Contexts in the order in which they go on where nothing else is known. */
  readonly #order: readonly number[];
  #depth = 0;
  /** Whether the races of the execution on the stack are still to be looked at. */
  #isSettling = false;
  /** Daemons that could have taken another step than their allowance. */
  readonly wanting = new Set<number>();
  /** How many results each decision that was met can have at most, by context and then in order. */
  readonly decisions: readonly number[][];

  constructor(
    machine: Machine,
    outcomes: Outcomes,
    limits: Limits,
    reduction: Reduction,
    plan: Plan,
    start: State,
    order: readonly number[],
  ) {
    this.#order = order;
    this.#machine = machine;
    this.#start = start;
    this.#outcomes = outcomes;
    this.#limits = limits;
    this.#reduction = reduction;
    this.#plan = plan;
    this.#daemons = plan.allowance.flatMap((steps, context) => (steps === undefined ? [] : [context]));
    this.#isOpen = this.#daemons.length === 0 && plan.decisions.every((made) => made.length === 0);
    this.#log = new EventLog(machine);
    this.#frames = new Frames(start.length);
    this.#events = new Events(machine, start);
    this.#reversals = new Reversals(machine, this.#log, this.#events, this.#frames, reduction);
    this.#oopses = new Oopses(machine, this.#log, start);
    this.#taken = machine.contexts.map(() => 0);
    this.#decided = machine.contexts.map(() => 0);
    this.decisions = machine.contexts.map(() => []);
  }

  /** Whether source sets do not hold for the program (`Reversals.wanders`). */
  get wanders(): boolean {
    return this.#reversals.wanders;
  }

  /** Runs the search; gives the bounds that it reached. */
  *run(): Generator<Progress, Readonly<Record<string, number>>> {
    const started = Date.now();
    const { executions = Infinity, milliseconds = Infinity } = this.#limits;
    this.#frames.at(0).state.set(this.#start);
    this.#enter([], []);
    while (this.#depth > 0) {
      this.#advance(executions);
      const { failures } = this.#outcomes;
      yield { executions: this.counts.executions, states: null, steps: this.counts.steps, failures };
      if (this.#depth === 0) break;
      if (this.counts.executions >= executions) return { executions };
      if (Date.now() - started >= milliseconds) return { milliseconds };
    }
    return this.counts.cut ? { steps: this.#limits.steps ?? 0 } : {};
  }

  /** Goes on for some steps, or until there is an outcome more: whoever waits for one is to hear of each at once. */
  #advance(executions: number): void {
    const { counts } = this;
    const pause = counts.steps + STRIDE;
    const { size } = this.#outcomes;
    while (
      this.#depth > 0 &&
      counts.steps < pause &&
      counts.executions < executions &&
      this.#outcomes.size === size
    ) {
      const frame = this.#frames.at(this.#depth - 1);
      if (this.#isSettling && !this.#settle(frame)) return;
      const child = frame.children[0];
      if (child) this.#follow(frame, child);
      else this.#leave();
    }
  }

  #follow(frame: Frame, child: WakeupNode): void {
    const machine = this.#machine;
    const { context, choice } = child.event;
    const following = this.#frames.at(this.#depth);
    const next = following.state;
    next.set(frame.state);
    const event = this.#events.step(next, context, choice);
    this.counts.steps += 1;
    this.#taken[context] = (this.#taken[context] as number) + 1;
    if (event.decides) this.#decided[context] = (this.#decided[context] as number) + 1;
    child.event = event;
    this.#log.push(event);
    if (this.#reduction === "source") this.#reversals.settleLast();
    const oopsed = machine.oopsed(next);
    this.#oopses.push(frame.state, next);
    // Only the context is stopped: what the others still do decides which other executions there are.
    if (oopsed) next[machine.violationSlot] = (next[machine.violationSlot] as number) & ~OOPSED;
    following.sleep.inherit(frame.sleep, event);
    following.finished = frame.finished;
    this.#enter(child.children, oopsed ? [...frame.dead, context] : frame.dead);
  }

  /** Makes the state at the top a frame. `tree` says where to go on from it; empty if that is open. */
  #enter(tree: WakeupNode[], dead: readonly number[]): void {
    const frame = this.#frames.at(this.#depth);
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
    } else frame.goOn(this.#events.planned(context, this.#choice(frame, context)));
  }

  /** The context to go on with: the one that ran, so that executions have few preemptions; NOBODY or ASLEEP if there is none. */
  #choose(frame: Frame): number {
    for (const daemon of this.#daemons)
      if (!this.#allowed(daemon) && this.#machine.enabled(frame.state, daemon)) this.wanting.add(daemon);
    const latest = this.#log.depth > 0 ? this.#log.event(this.#log.depth - 1).context : NOBODY;
    if (latest !== NOBODY && this.#canGo(frame, latest) && !frame.sleep.has(latest)) return latest;
    this.#skipFinished(frame);
    let chosen = NOBODY;
    for (let n = frame.finished; chosen < 0 && n < this.#order.length; n += 1) {
      const context = this.#order[n] as number;
      if (this.#canGo(frame, context)) chosen = frame.sleep.has(context) ? ASLEEP : context;
    }
    return chosen;
  }

  #skipFinished(frame: Frame): void {
    const { contextBase } = this.#machine;
    while (frame.state[contextBase + (this.#order[frame.finished] as number)] === FINISHED)
      frame.finished += 1;
  }

  /**
   * The result of the context's next step, if that is a decision; notes that it was met. Other contexts may settle which
   * decision it is: where it lacks the planned result the execution belongs to another plan, and the first one will do.
   */
  #choice(frame: Frame, context: number): number {
    const choices = this.#machine.choices(frame.state, context);
    if (choices <= 1) return 0;
    const index = this.#decided[context] as number;
    const met = this.decisions[context] as number[];
    met[index] = Math.max(met[index] ?? 0, choices);
    return this.#planned(frame, context);
  }

  #planned({ state }: Frame, context: number): number {
    const planned = this.#plan.decisions[context]?.[this.#decided[context] as number] ?? 0;
    return planned < this.#machine.choices(state, context) ? planned : 0;
  }

  #leave(): void {
    this.#depth -= 1;
    if (this.#depth === 0) return;
    const frame = this.#frames.at(this.#depth - 1);
    const done = frame.children.shift();
    this.#log.pop();
    this.#reversals.pop();
    this.#oopses.pop();
    if (!done) return;
    const { event } = done;
    this.#taken[event.context] = (this.#taken[event.context] as number) - 1;
    if (event.decides) this.#decided[event.context] = (this.#decided[event.context] as number) - 1;
    frame.sleep.add(event);
  }

  #complete(frame: Frame): void {
    if (this.#usedUp()) {
      this.counts.executions += 1;
      this.#record(frame);
    }
    this.#isSettling = this.#reduction === "optimal";
    if (!this.#isSettling) this.#reversePending(frame);
  }

  /** Looks at the races of the execution that is complete; false if that goes on. */
  #settle(frame: Frame): boolean {
    this.#isSettling = !this.#reversals.settle();
    if (!this.#isSettling) this.#reversePending(frame);
    return !this.#isSettling;
  }

  /** Races of what waits where an execution ends, or is given up: one that it repeats need not end where daemons stop. */
  #reversePending(frame: Frame): void {
    for (let n = frame.finished; n < this.#order.length; n += 1) {
      const context = this.#order[n] as number;
      if (frame.dead.includes(context)) continue;
      const event = this.#events.pending(frame.state, context, this.#planned(frame, context));
      if (!event) continue;
      if (this.#allowed(context)) this.#reversals.settlePending(event);
      else if (!this.wanting.has(context) && this.#reversals.couldGo(event)) this.wanting.add(context);
    }
  }

  /** Whether all that was planned took place; if not, the execution belongs to another plan. */
  #usedUp(): boolean {
    const { allowance, decisions } = this.#plan;
    if (this.#isOpen) return true;
    if (this.#taken.some((steps, context) => steps !== (allowance[context] ?? steps))) return false;
    const left = decisions.map((results) => [...results]);
    for (let depth = 0; depth < this.#log.depth; depth += 1) {
      const { context, choice, decides } = this.#log.event(depth);
      if (decides && (left[context]?.shift() ?? choice) !== choice) return false;
    }
    return left.every(({ length }) => length === 0);
  }

  #record(frame: Frame): void {
    if (frame.dead.length === 0) this.#outcomes.add(frame.state, () => this.#schedule());
    else
      for (const { state, schedule } of this.#oopses.ends(this.#schedule()))
        this.#outcomes.add(state, () => schedule);
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
      const { operation } = this.#machine.node(this.#frames.at(depth).state, context);
      return operation?.kind === "choose" ? { context, choice } : { context };
    });
  }
}
