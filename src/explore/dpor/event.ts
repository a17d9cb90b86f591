import { START, type Machine, type Node, type State } from "../../kernel";
import { conflict, NOTHING, pendingFootprint, type Footprint } from "./footprint";

/** An event of an execution: a context's step, the environment's decision in it and the locations it uses. */
export interface Event {
  readonly context: number;
  readonly choice: number;
  readonly footprint: Footprint;
  /** The locations read and written, as bits (`Events`). */
  readonly reads: number;
  readonly writes: number;
  /** Whether the step may have to wait. */
  readonly waits: boolean;
  /** Whether the locations may be others when the step is taken elsewhere (`Machine.usesOthers`). */
  readonly varies: boolean;
  /** Whether its own cell may be read only or written, depending on what it holds (`Effect.spares`). */
  readonly spares: boolean;
  /** Whether the environment decides something in it. */
  readonly decides: boolean;
  /** Whether the step always uses these locations, but for what `spares` says and for silent operations behind it. */
  readonly isFixed: boolean;
}

/** The bit that all slots share which came too late to get one of their own. */
const SHARED = 1 << 31;

/** Whether two events conflict: they use one location and at least one of them writes it. */
export function inConflict(a: Event, b: Event): boolean {
  const bits = (a.writes & (b.reads | b.writes)) | (a.reads & b.writes);
  return bits !== 0 && (bits !== SHARED || conflict(a.footprint, b.footprint));
}

/** Whether two events use the same locations, be it to read or to write. */
export function usesSame(a: Event, b: Event): boolean {
  const locations = new Set(b.footprint.map((use) => use >> 1));
  return a.footprint.length === b.footprint.length && a.footprint.every((use) => locations.has(use >> 1));
}

/**
 * The events of a search. Steps from one node mostly use the same locations, and then are one object. The first 31 slots
 * that are used get a bit of their own, so that sets of locations can be compared at once.
 */
export class Events {
  readonly #machine: Machine;
  /** The latest event by context and node. */
  readonly #known: (Event | undefined)[][];
  /** For each context an event without a decision of which it is not known what it uses. */
  readonly #planned: readonly Event[];
  /** Contexts that nobody has to raise, so that their first step depends on nobody. */
  readonly #raised: readonly boolean[];

  /** For an event that may read its cell only or write it, the other one. */
  readonly #others = new Map<Event, Event>();
  /** The bit of each slot; 0 for those that were not used yet. */
  readonly #bits: Int32Array;
  #bitsGiven = 0;

  constructor(machine: Machine, start: State) {
    this.#machine = machine;
    this.#bits = new Int32Array(machine.cpus.locations);
    this.#known = machine.contexts.map(() => []);
    this.#planned = machine.contexts.map((_, context) => this.#eventOf(context, 0, NOTHING, unknown));
    this.#raised = machine.contexts.map((_, n) => start[machine.contextBase + n] === START);
  }

  /** An event of which it is not known yet what it uses. */
  planned(context: number, choice: number): Event {
    return choice === 0
      ? (this.#planned[context] as Event)
      : this.#eventOf(context, choice, NOTHING, unknown);
  }

  /** What a context waits to do, as an event with this decision; undefined if it waits for nothing. */
  pending(state: State, context: number, choice: number): Event | undefined {
    const footprint = pendingFootprint(this.#machine, state, context);
    return footprint.length === 0
      ? undefined
      : this.#eventOf(context, choice, footprint, { ...unknown, waits: true });
  }

  /** Takes a step, which changes `state`, and gives the event that it is. */
  step(state: State, context: number, choice: number): Event {
    const machine = this.#machine;
    const node = machine.node(state, context);
    const known = (this.#known[context] as (Event | undefined)[])[node.id];
    if (known === undefined || !known.isFixed || known.choice !== choice) {
      const uses: number[] = [];
      const isMore = machine.operate(state, context, choice, uses);
      return this.#finish(state, context, choice, node, uses, isMore);
    }
    const event =
      known.spares && node.operation ? this.with(known, machine.useOf(state, node.operation)) : known;
    if (!machine.operate(state, context, choice)) return event;
    return this.#finish(state, context, choice, node, [...event.footprint], true);
  }

  /** An event as it would be if it used its own cell as `use` says (`Machine.useOf`). */
  with(event: Event, use: number): Event {
    if (event.footprint.includes(use)) return event;
    const known = this.#others.get(event);
    if (known) return known;
    const footprint = event.footprint.map((given) => (given >> 1 === use >> 1 ? use : given));
    const other = this.#eventOf(event.context, event.choice, footprint, event);
    this.#others.set(event, other);
    this.#others.set(other, event);
    return other;
  }

  /** Takes the silent operations, if there are more, and gives the event of the step. */
  #finish(state: State, context: number, choice: number, node: Node, uses: number[], isMore: boolean): Event {
    const machine = this.#machine;
    const { id, operation } = node;
    for (let going = isMore; going;) going = machine.operate(state, context, 0, uses);
    const violations = uses.indexOf(2 * machine.violationSlot + 1);
    if (violations >= 0) uses.splice(violations, 1);
    if (uses[0] === 2 * (machine.contextBase + context) && this.#raised[context] === true) uses.shift();
    const known = this.#known[context] as (Event | undefined)[];
    const latest = known[id];
    if (latest && latest.choice === choice && isEqual(latest.footprint, uses)) return latest;
    const varies = this.#usesMore(context, node, uses);
    const spares = operation?.effect.spares !== undefined;
    const event = this.#eventOf(context, choice, uses, {
      waits: operation?.effect.enabled !== undefined || machine.cpus.uses(context, id).length > 0,
      varies,
      spares,
      decides: operation?.kind === "choose" && operation.operand > 1,
      isFixed: !isMore && !varies && operation?.effect.access !== "share" && !machine.cpus.isKept(context),
    });
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
    own += this.#machine.cpus.countOf(context, id, uses);
    return uses.length > own;
  }

  #eventOf(
    context: number,
    choice: number,
    footprint: Footprint,
    nature: Pick<Event, "waits" | "varies" | "spares" | "decides" | "isFixed">,
  ): Event {
    let [reads, writes] = [0, 0];
    for (const use of footprint)
      if ((use & 1) === 1) writes |= this.#bit(use >> 1);
      else reads |= this.#bit(use >> 1);
    const { waits, varies, spares, decides, isFixed } = nature;
    return { context, choice, footprint, reads, writes, waits, varies, spares, decides, isFixed };
  }

  #bit(slot: number): number {
    if (this.#bits[slot] === 0) {
      this.#bits[slot] = this.#bitsGiven < 31 ? 1 << this.#bitsGiven : SHARED;
      this.#bitsGiven += 1;
    }
    return this.#bits[slot] as number;
  }
}

/** What is known of an event that was not executed. */
const unknown = { waits: false, varies: false, spares: false, decides: false, isFixed: false };

function isEqual(a: Footprint, b: Footprint): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n += 1) if (a[n] !== b[n]) return false;
  return true;
}
