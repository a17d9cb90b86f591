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

/**
 * What the steps of an automaton do, remembered: a step on one cell depends on the automaton's node and the cell's value
 * alone (`Machine.changesLittle`). A move is a number, for which `target`, `slot` and `value` tell the context's next node,
 * the cell and its new value. Steps that do more, or more than one operation, or that fail, are left to the machine.
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
    if (!machine.enabled(state, context)) return BLOCKED;
    trial.set(state);
    const more = machine.operate(trial, context);
    const recorded =
      slot !== machine.violationSlot && trial[machine.violationSlot] !== state[machine.violationSlot];
    return more || recorded || machine.oopsed(trial)
      ? OTHER
      : (trial[machine.contextBase + context] as number);
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
