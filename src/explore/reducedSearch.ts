import { PARKED, type Machine, type Node, type State } from "../kernel";
import { acquire } from "../kernel/effect";
import { Access, Accesses } from "./accesses";
import { isEnd } from "./outcome";
import type { Outcomes } from "./outcomes";
import type { Choice } from "./schedule";
import type { Coverage } from "./coverage";
import { follow, hashOf } from "./stateHash";
import { StateStore } from "./stateStore";
import { Summaries } from "./summaries";
import type { Limits, Progress } from "./verdict";

/** How many steps are taken between two looks at the clock. */
const STRIDE = 1024;

/** A state on the stack of the search. */
interface Frame {
  readonly state: State;
  readonly hash: number;
  /** Its number in the store. */
  readonly number: number;
  readonly enabled: number;
  /** Bit sets of contexts: those to explore from here, and those begun. */
  wanted: number;
  begun: number;
  /** The transition under way: context and choice. */
  context: number;
  choice: number;
  choices: number;
}

/**
 * Depth-first search over states that follows, from each state, only as many contexts as have to be followed to reach
 * every outcome: at first one; another one when a race shows that it matters which goes first. Dynamic partial-order
 * reduction (Flanagan, Godefroid, POPL 2005) with stored states and summaries of what comes after them (Yang et al., SPIN 2008).
 *
 * An execution ends at an oops, so an oops comes before or after everything of everybody. That it keeps every set of
 * violations: take the machine whose other contexts go on after an oops, and let recording a violation and an oops
 * write one common location (`violationSlot`). Equivalent executions of that machine record violations in one order,
 * so they have the same first oops and the same violations before it. The search covers that machine's executions up
 * to the first oops; the races behind an oops are found because all contexts are followed from the state before it.
 *
 * The search holds only without cycles: it gives up with `cyclic` when it meets a state that is still on its stack.
 */
export class ReducedSearch {
  readonly #machine: Machine;
  readonly #outcomes: Outcomes;
  readonly #limits: Limits;
  readonly #start: State;
  readonly #store: StateStore;
  readonly #summaries: Summaries;
  readonly #accesses: Accesses;
  readonly #frames: Frame[] = [];
  /** Whether a state is on the stack, by number. */
  readonly #open: boolean[] = [];
  #steps = 0;
  #cyclic = false;

  /** The executions begin in `start`. */
  constructor(machine: Machine, outcomes: Outcomes, limits: Limits, start: State = machine.initial) {
    this.#machine = machine;
    this.#outcomes = outcomes;
    this.#limits = limits;
    this.#start = start;
    this.#store = new StateStore(machine.initial.length);
    this.#summaries = new Summaries(machine.contexts.length * machine.initial.length * 4);
    this.#accesses = new Accesses(machine);
  }

  /** Runs the search; gives undefined if the program has cycles. */
  *run(): Generator<Progress, Coverage | undefined> {
    const started = Date.now();
    this.#enter(this.#start.slice(), hashOf(this.#start));
    for (let frame = this.#frames.at(-1); frame; frame = this.#frames.at(-1)) {
      if (this.#cyclic) return undefined;
      if (this.#steps % STRIDE === STRIDE - 1) {
        yield {
          executions: null,
          states: this.#store.count,
          steps: this.#steps,
          failures: this.#outcomes.failures,
        };
        const bounds = this.#reached(Date.now() - started);
        if (bounds) return this.#coverage(bounds);
      }
      if (this.#choose(frame)) this.#follow(frame);
      else this.#leave(frame);
    }
    return this.#coverage({});
  }

  /** Sets the frame's next transition; false if there is none left. */
  #choose(frame: Frame): boolean {
    if (frame.choice + 1 < frame.choices) {
      frame.choice += 1;
      return true;
    }
    const rest = frame.wanted & ~frame.begun;
    if (rest === 0) return false;
    frame.context = 31 - Math.clz32(rest & -rest);
    frame.begun |= 1 << frame.context;
    frame.choice = 0;
    frame.choices = this.#machine.choices(frame.state, frame.context);
    return true;
  }

  #follow(frame: Frame): void {
    const machine = this.#machine;
    const { context, choice, state } = frame;
    const node = machine.node(state, context);
    const next = state.slice();
    const footprint: number[] = [];
    machine.step(next, context, choice, footprint);
    this.#steps += 1;
    const own = machine.contextBase + context;
    let hash = follow(follow(frame.hash, own, state, next), machine.violationSlot, state, next);
    // A location is followed once; an unchanged one is followed at no cost.
    const followed: number[] = [];
    const accesses: number[] = [];
    for (const access of footprint) {
      const slot = access >> 1;
      const isWrite = (access & 1) === 1;
      // That a context starts after it was raised is known to the books from the raise itself.
      if (accesses.includes(access) || (!isWrite && slot === own)) continue;
      accesses.push(access);
      // A location that is shared changes, though it counts as read.
      if (slot !== machine.violationSlot && slot !== own && !followed.includes(slot)) {
        hash = follow(hash, slot, state, next);
        followed.push(slot);
      }
    }
    this.#order(frame, context, node, accesses);
    // Before an oops everybody else may still come first.
    if (machine.oopsed(next)) frame.wanted |= frame.enabled;
    if (node.operation) this.#accesses.push(context, node.operation, accesses, this.#raised(state, accesses));
    this.#enter(next, hash);
  }

  /** Notes a transition's accesses, and follows its context from before each transition that it is in a race with. */
  #order(frame: Frame, context: number, { operation }: Node, accesses: readonly number[]): void {
    for (const entry of accesses) {
      const slot = entry >> 1;
      const waits = slot === operation?.slot && operation.effect === acquire;
      const access = (entry & 1) === 0 ? Access.read : waits ? Access.acquire : Access.write;
      this.#note(frame.number, context, slot, access);
    }
  }

  #note(number: number, context: number, slot: number, access: number): void {
    this.#summaries.include(number, (context * this.#store.width + slot) * 4 + access);
    this.#race(context, slot, access);
  }

  #race(context: number, slot: number, access: number): void {
    this.#accesses.races(context, slot, access, (depth) => {
      const before = this.#frames[depth] as Frame;
      const bit = 1 << context;
      before.wanted |= (before.enabled & bit) !== 0 ? bit : before.enabled;
    });
  }

  #enter(state: State, hash: number): void {
    const machine = this.#machine;
    const number = this.#store.add(state, hash);
    if (number < this.#store.count - 1 || this.#open[number] !== undefined) {
      if (this.#open[number]) this.#cyclic = true;
      this.#meetAgain(number);
      return;
    }
    this.#open[number] = true;
    let enabled = 0;
    let first = 0;
    const previous = this.#frames.at(-1)?.context ?? 0;
    if (!machine.oopsed(state)) {
      for (let context = 0; context < machine.contexts.length; context += 1)
        if (machine.enabled(state, context)) enabled |= 1 << context;
      first = this.#first(enabled, previous);
    }
    if (isEnd(machine, state)) this.#outcomes.add(state, () => this.#schedule());
    this.#frames.push({
      state,
      hash,
      number,
      enabled,
      wanted: first,
      begun: 0,
      context: 0,
      choice: 0,
      choices: 0,
    });
    this.#noteBlocked(state, number, enabled);
  }

  /**
   * The contexts to follow at first: the one that ran, so that executions have few preemptions. Where only daemons can go
   * on, all of them: any of them may stop while another goes on, which no race tells.
   */
  #first(enabled: number, previous: number): number {
    const { contexts } = this.#machine;
    const needed =
      contexts.reduce((set, { daemon }, n) => (daemon === true ? set : set | (1 << n)), 0) & enabled;
    if (needed === 0) return enabled;
    const bit = 1 << previous;
    return (needed & bit) !== 0 ? bit : needed & -needed;
  }

  /** What a context waits to do is as good as done for races: it may never get the chance on this way. */
  #noteBlocked(state: State, number: number, enabled: number): void {
    if (this.#machine.oopsed(state)) return;
    for (let context = 0; context < this.#machine.contexts.length; context += 1) {
      if ((enabled & (1 << context)) !== 0) continue;
      const { operation } = this.#machine.node(state, context);
      if (!operation || operation.slot < 0) continue;
      const writes = (this.#machine.useOf(state, operation) & 1) === 1 ? Access.write : Access.read;
      this.#note(number, context, operation.slot, operation.effect === acquire ? Access.acquire : writes);
    }
  }

  #meetAgain(number: number): void {
    const { width } = this.#store;
    this.#summaries.each(number, (access) => {
      const place = access >> 2;
      this.#race(Math.floor(place / width), place % width, access & 3);
    });
    this.#finish(number);
  }

  #leave(frame: Frame): void {
    this.#frames.pop();
    this.#open[frame.number] = false;
    this.#finish(frame.number);
  }

  /** Goes back from a state to the one before it on the stack. */
  #finish(number: number): void {
    const parent = this.#frames.at(-1);
    if (!parent) return;
    this.#summaries.join(parent.number, number);
    this.#accesses.pop();
  }

  /** The contexts that a transition from a state raises; those that run already it only looks for. */
  #raised(state: State, accesses: readonly number[]): readonly number[] {
    const { contextBase } = this.#machine;
    return accesses
      .map((access) => access >> 1)
      .filter((slot) => slot >= contextBase && state[slot] === PARKED)
      .map((slot) => slot - contextBase);
  }

  #schedule(): Choice[] {
    return this.#frames.map(({ state, context, choice }) =>
      this.#machine.node(state, context).operation?.kind === "choose" ? { context, choice } : { context },
    );
  }

  #reached(elapsed: number): Record<string, number> | undefined {
    const { states, memory, milliseconds, steps } = this.#limits;
    if (states !== undefined && this.#store.count >= states) return { states };
    if (memory !== undefined && this.#store.outgrows(memory - this.#summaries.bytes)) return { memory };
    if (milliseconds !== undefined && elapsed >= milliseconds) return { milliseconds };
    return steps !== undefined && this.#frames.length >= steps ? { steps } : undefined;
  }

  #coverage(bounds: Readonly<Record<string, number>>): Coverage {
    return { executions: null, states: this.#store.count, steps: this.#steps, bounds };
  }
}
