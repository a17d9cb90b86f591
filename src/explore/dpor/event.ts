import { START, type Machine, type Node, type State } from "../../kernel";
import { conflict, NOTHING, pendingFootprint, type Footprint } from "./footprint";

/** An event of an execution: a context's step, the environment's decision in it and the locations it uses. */
export interface Event {
  readonly context: number;
  readonly choice: number;
  readonly footprint: Footprint;
  /** The locations read and written, as bits: slots that are equal modulo 32 share one. */
  readonly reads: number;
  readonly writes: number;
  /** Whether the step may have to wait. */
  readonly waits: boolean;
  /** Whether the locations may be others when the step is taken elsewhere (`Machine.usesOthers`). */
  readonly varies: boolean;
}

/** Whether two events conflict: they use one location and at least one of them writes it. */
export function inConflict(a: Event, b: Event): boolean {
  const bits = (a.writes & (b.reads | b.writes)) | (a.reads & b.writes);
  return bits !== 0 && conflict(a.footprint, b.footprint);
}

/** Whether two events use the same locations, be it to read or to write. */
export function usesSame(a: Event, b: Event): boolean {
  const locations = new Set(b.footprint.map((use) => use >> 1));
  return a.footprint.length === b.footprint.length && a.footprint.every((use) => locations.has(use >> 1));
}

function eventOf(
  context: number,
  choice: number,
  footprint: Footprint,
  waits: boolean,
  varies = false,
): Event {
  let [reads, writes] = [0, 0];
  for (const use of footprint)
    if ((use & 1) === 1) writes |= 1 << ((use >> 1) & 31);
    else reads |= 1 << ((use >> 1) & 31);
  return { context, choice, footprint, reads, writes, waits, varies };
}

/** The events of a search. Steps from one node mostly use the same locations, and then are one object. */
export class Events {
  readonly #machine: Machine;
  /** The latest event by context and node. */
  readonly #known: (Event | undefined)[][];
  /** Contexts that nobody has to raise, so that their first step depends on nobody. */
  readonly #raised: readonly boolean[];
  readonly #uses: number[] = [];

  constructor(machine: Machine, start: State) {
    this.#machine = machine;
    this.#known = machine.contexts.map(() => []);
    this.#raised = machine.contexts.map((_, n) => start[machine.contextBase + n] === START);
  }

  /** An event of which it is not known yet what it uses. */
  planned(context: number, choice: number): Event {
    return eventOf(context, choice, NOTHING, false);
  }

  /** What a context waits to do, as an event; undefined if it waits for nothing. */
  pending(state: State, context: number): Event | undefined {
    const footprint = pendingFootprint(this.#machine, state, context);
    return footprint.length === 0 ? undefined : eventOf(context, 0, footprint, true);
  }

  /** Takes a step, which changes `state`, and gives the event that it is. */
  step(state: State, context: number, choice: number): Event {
    const machine = this.#machine;
    const uses = this.#uses;
    while (uses.length > 0) uses.pop();
    const node = machine.node(state, context);
    machine.step(state, context, choice, uses);
    const violations = uses.indexOf(2 * machine.violationSlot + 1);
    if (violations >= 0) uses.splice(violations, 1);
    if (uses[0] === 2 * (machine.contextBase + context) && this.#raised[context] === true) uses.shift();
    return this.#keep(context, choice, node, uses);
  }

  #keep(context: number, choice: number, node: Node, uses: readonly number[]): Event {
    const { id, operation } = node;
    const known = this.#known[context] as (Event | undefined)[];
    const latest = known[id];
    if (latest && latest.choice === choice && isEqual(latest.footprint, uses)) return latest;
    const { enabled, spares } = operation?.effect ?? {};
    const varies = spares !== undefined || this.#usesMore(context, node, uses);
    const event = eventOf(context, choice, [...uses], enabled !== undefined, varies);
    known[id] = event;
    return event;
  }

  /** Whether a step used more than its operation's own cell and object: what it chose, or what silent operations use. */
  #usesMore(context: number, { id, operation }: Node, uses: readonly number[]): boolean {
    if (!operation) return false;
    let own = 0;
    if (id === START && this.#raised[context] !== true) own += 1;
    if (operation.status >= 0) own += 1;
    if (operation.slot >= 0 && operation.effect.access !== "none") own += 1;
    return uses.length > own;
  }
}

function isEqual(a: Footprint, b: Footprint): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n += 1) if (a[n] !== b[n]) return false;
  return true;
}
