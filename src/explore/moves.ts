import { nothing } from "../kernel/effect";
import { Status, type Machine, type State } from "../kernel";

/** Values of a cell for which moves are remembered. */
const VALUES = 64;
/** Nodes that there is room for at first. */
const NODES = 64;

/** The context cannot take a step. */
export const BLOCKED = -1;
/** The step has to be taken by the machine. */
export const OTHER = -2;
const UNKNOWN = -3;

/** The moves of each context; contexts with one automaton share what is known of it. */
export function movesOf(machine: Machine): readonly Moves[] {
  const byAutomaton = new Map(machine.automata.map((automaton) => [automaton, new Moves(machine)]));
  return machine.automata.map((automaton) => byAutomaton.get(automaton) as Moves);
}

/**
 * What the steps of an automaton do, remembered: a step on one cell depends on the automaton's node and the cell's value
 * alone (`Machine.changesLittle`), and so do silent statements behind it. A move is a number, for which `target`, `slot` and `value` tell the context's next node,
 * the cell and its new value. Steps that do more, or that fail, are left to the machine.
 */
export class Moves {
  readonly #machine: Machine;
  /** The cell of each node's operation; OTHER, or UNKNOWN. A node without a cell counts as using the violations. */
  #slots = new Int32Array(NODES).fill(UNKNOWN);
  /** The status of the cell's object, by node; -1 if it is always allocated. */
  #statuses = new Int32Array(NODES);
  /** By node and value. */
  #targets = new Int32Array(NODES * VALUES).fill(UNKNOWN);
  #values = new Int32Array(NODES * VALUES);
  readonly #trial: State;
  readonly #contextBase: number;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#trial = machine.initial.slice();
    this.#contextBase = machine.contextBase;
  }

  /** The context's move in a state, BLOCKED or OTHER. */
  find(state: State, context: number): number {
    const node = state[this.#contextBase + context] as number;
    const slot = node < this.#slots.length ? (this.#slots[node] as number) : UNKNOWN;
    if (slot < 0) return slot === OTHER ? OTHER : this.#learnNode(state, context, node);
    const value = state[slot] as number;
    if (value < 0 || value >= VALUES) return OTHER;
    const status = this.#statuses[node] as number;
    if (status >= 0 && state[status] !== Status.allocated) return OTHER;
    const move = node * VALUES + value;
    const target = this.#targets[move] as number;
    if (target >= 0) return move;
    return target === UNKNOWN ? this.#learn(state, context, slot, move) : target;
  }

  /** Makes `next` the state behind a move. */
  take(state: State, context: number, move: number, next: State): void {
    for (let slot = 0; slot < state.length; slot += 1) next[slot] = state[slot] as number;
    next[this.slot(move)] = this.value(move);
    next[this.#contextBase + context] = this.target(move);
  }

  /** The cell that a move uses. */
  slot(move: number): number {
    return this.#slots[(move / VALUES) | 0] as number;
  }

  /** The value that a move leaves in its cell. */
  value(move: number): number {
    return this.#values[move] as number;
  }

  /** The node that the context comes to. */
  target(move: number): number {
    return this.#targets[move] as number;
  }

  #learnNode(state: State, context: number, node: number): number {
    const machine = this.#machine;
    while (node >= this.#slots.length) this.#grow();
    const { operation } = machine.node(state, context);
    const simple = machine.changesLittle(state, context) && machine.choices(state, context) === 1;
    const isNull = operation?.cell !== undefined && operation.slot < 0;
    const remembered = machine.options.irq === "any-cpu" && simple && !isNull && !operation?.violation;
    const slot = operation && operation.slot >= 0 ? operation.slot : machine.violationSlot;
    this.#slots[node] = remembered ? slot : OTHER;
    this.#statuses[node] = operation?.status ?? -1;
    return this.find(state, context);
  }

  #learn(state: State, context: number, slot: number, move: number): number {
    const target = this.#targetOf(state, context, slot);
    this.#targets[move] = target;
    this.#values[move] = this.#trial[slot] as number;
    return target >= 0 ? move : target;
  }

  #targetOf(state: State, context: number, slot: number): number {
    const machine = this.#machine;
    const trial = this.#trial;
    const { violationSlot } = machine;
    if (!machine.enabled(state, context)) return BLOCKED;
    for (let n = 0; n < trial.length; n += 1) trial[n] = state[n] as number;
    let more = machine.operate(trial, context);
    // The silent operations behind it are part of the step.
    for (; more; more = machine.operate(trial, context)) {
      const { operation } = machine.node(trial, context);
      if (operation?.effect !== nothing || operation.violation) return OTHER;
    }
    const recorded = slot !== violationSlot && trial[violationSlot] !== state[violationSlot];
    return recorded || machine.oopsed(trial) ? OTHER : (trial[this.#contextBase + context] as number);
  }

  #grow(): void {
    const [slots, statuses, targets, values] = [this.#slots, this.#statuses, this.#targets, this.#values];
    this.#slots = new Int32Array(slots.length * 2).fill(UNKNOWN);
    this.#statuses = new Int32Array(slots.length * 2);
    this.#targets = new Int32Array(targets.length * 2).fill(UNKNOWN);
    this.#values = new Int32Array(values.length * 2);
    this.#slots.set(slots);
    this.#statuses.set(statuses);
    this.#targets.set(targets);
    this.#values.set(values);
  }
}
