import { cellName, Status, type Cell, type Machine, type State } from "../kernel";
import { holders } from "./outcome";

const states = ["TASK_RUNNING", "TASK_INTERRUPTIBLE", "TASK_UNINTERRUPTIBLE"];

/** Says in words what stands in the state vector. Made once for a machine. */
export class Words {
  readonly #machine: Machine;
  readonly #cells = new Map<number, Cell<unknown>>();
  readonly #statuses = new Map<number, string>();

  constructor(machine: Machine) {
    this.#machine = machine;
    const { world } = machine.program;
    for (const cell of world.cells) this.#cells.set(cell.slot, cell);
    for (const { $object: object } of world.handles)
      if (object.status >= 0) this.#statuses.set(object.status, object.label);
  }

  /** A slot's name as a path: `dio.refcount`, `dio` for whether it is allocated, `bio0` for whether it was raised. */
  path(slot: number): string {
    const cell = this.#cells.get(slot);
    if (cell) return `${cell.object.label}.${cell.field}`;
    const context = this.#machine.contexts[slot - this.#machine.contextBase];
    return this.#statuses.get(slot) ?? context?.id ?? "violations";
  }

  /** The value of a slot: numbers, `NULL`, an object's name, `held`, `freed`. */
  value(slot: number, code: number): string {
    const cell = this.#cells.get(slot);
    if (cell) return this.#cellValue(cell, code);
    if (this.#statuses.has(slot)) return ["not allocated", "allocated", "freed"][code] ?? String(code);
    if (slot >= this.#machine.contextBase) return code === 0 ? "not raised" : "runnable";
    return this.#machine.program.world.values.list(code >> 1).join();
  }

  /** Why a context cannot take a step now; undefined if it can, or has nothing to do. */
  blocked(state: State, context: number): string | undefined {
    const machine = this.#machine;
    const { operation } = machine.node(state, context);
    if (!operation || machine.enabled(state, context)) return undefined;
    if (!machine.cpuAllows(state, context)) return "an interrupt has its CPU, or interrupts are off there";
    const name = operation.cell ? cellName(operation.cell) : operation.kind;
    switch (operation.cell?.type.kind) {
      case "spinlock":
        return `spins for ${name}${this.#heldBy(state, context)}`;
      case "mutex":
      case "rwsem":
        return `sleeps until ${name} is free${this.#heldBy(state, context)}`;
      default:
        return operation.effect.access === "read" && operation.kind !== "await"
          ? `sleeps in ${operation.kind}() until somebody wakes it`
          : `waits until ${name} changes`;
    }
  }

  /** Names of the locks that a context holds. */
  locksHeld(state: State, context: number): readonly string[] {
    return this.#machine.node(state, context).held.map(({ name }) => name);
  }

  #heldBy(state: State, context: number): string {
    const { operation } = this.#machine.node(state, context);
    const names = holders(this.#machine, state, operation).map((n) => this.#machine.contexts[n]?.id);
    return names.length === 0
      ? ""
      : `, which ${names.join(" and ")} ${names.length === 1 ? "holds" : "hold"}`;
  }

  #cellValue({ type, object, field }: Cell<unknown>, code: number): string {
    const { world } = this.#machine.program;
    switch (type.kind) {
      case "pointer":
        return code === 0 ? "NULL" : (world.handles[code - 1]?.$object.label ?? String(code));
      case "spinlock":
      case "mutex":
        return code === 0 ? "free" : "held";
      case "rwsem":
        if (code === 0) return "free";
        return code < 0 ? "held by a writer" : `${code} ${code === 1 ? "reader" : "readers"}`;
      case "log":
        return `[${world.values.list(code).join(", ")}]`;
      case "set":
        return `{${world.values
          .list(code)
          .map((address) => world.handles[address - 1]?.$object.label)
          .join(", ")}}`;
      default:
        return object.struct === "task" && field === "state"
          ? (states[code] ?? String(code))
          : String(world.values.decode(code));
    }
  }

  /** Whether an object is allocated, freed or not allocated yet; undefined for static ones. */
  status(slot: number, state: State): "allocated" | "freed" | "not allocated" | undefined {
    if (slot < 0) return undefined;
    const code = state[slot];
    if (code === Status.freed) return "freed";
    return code === Status.allocated ? "allocated" : "not allocated";
  }
}
