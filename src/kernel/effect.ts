import type { Operation, ViolationKind } from "./operation";
import type { Values } from "./values";
import { Status } from "./world";

/**
 * What one kind of operation does to memory. Effects are shared by all operations of the kind and hold no state, so a
 * step is a call with the state vector. Sequential consistency: a step is seen by all contexts at once.
 */
export interface Effect {
  /**
   * How the location in `slot` is used; conflicts are computed from it. `share` changes it in a way that can be swapped with
   * any other sharing, as readers come and go: it conflicts with all other uses.
   */
  readonly access: "none" | "read" | "write" | "share";
  /** Whether what may write leaves its location as it is in this memory, and so only reads it; absent if it never does. */
  readonly spares?: (memory: Int32Array, operation: Operation) => boolean;
  /** False while the context has to wait; absent if it never waits. */
  readonly enabled?: (memory: Int32Array, operation: Operation) => boolean;
  /** The oops that happens instead of the effect, if any. */
  readonly fails?: (memory: Int32Array, operation: Operation) => ViolationKind | undefined;
  /** Writes memory and gives the result, as a slot value. For a choice, `choice` is the result. */
  readonly apply: (memory: Int32Array, operation: Operation, values: Values, choice: number) => number;
}

const at = (memory: Int32Array, slot: number): number => memory[slot] ?? 0;

/** No effect on memory: local statements, barriers, recorded violations. */
export const nothing: Effect = { access: "none", apply: () => 0 };

/** BUG(): the kernel stops. */
export const bug: Effect = { access: "none", fails: () => "bug", apply: () => 0 };

/** The environment decides. */
export const choice: Effect = { access: "none", apply: (_memory, _operation, _values, choice) => choice };

/** The value of the cell. */
export const read: Effect = { access: "read", apply: (memory, { slot }) => at(memory, slot) };

/** Whether the cell is not 0 and not null. */
export const truth: Effect = {
  access: "read",
  apply: (memory, { slot }) => (at(memory, slot) !== 0 ? 1 : 0),
};

/** Whether the cell holds the operand. */
export const equality: Effect = {
  access: "read",
  apply: (memory, { slot, operand }) => (at(memory, slot) === operand ? 1 : 0),
};

/** Whether the cell's number is less than the operand. */
export const less: Effect = {
  access: "read",
  apply: (memory, { slot, operand }, values) =>
    values.decode(at(memory, slot)) < values.decode(operand) ? 1 : 0,
};

/** Whether the cell has any bit of the operand. */
export const anyBit: Effect = {
  access: "read",
  apply: (memory, { slot, operand }) => ((at(memory, slot) & operand) !== 0 ? 1 : 0),
};

/** Stores the operand. */
export const write: Effect = {
  access: "write",
  apply: (memory, { slot, operand }) => {
    memory[slot] = operand;
    return 0;
  },
};

function sum(memory: Int32Array, { slot, operand }: Operation, values: Values): number {
  const code = values.encode(values.decode(at(memory, slot)) + values.decode(operand));
  memory[slot] = code;
  return code;
}

/** Adds the operand; the result is not looked at. */
export const add: Effect = {
  access: "write",
  apply: (memory, operation, values) => {
    sum(memory, operation, values);
    return 0;
  },
};

/** Adds the operand and gives the new value. */
export const addReturn: Effect = { access: "write", apply: sum };

/** Adds the operand and tells whether the new value is 0. */
export const addTest: Effect = {
  access: "write",
  apply: (memory, operation, values) => (sum(memory, operation, values) === 0 ? 1 : 0),
};

/** Stores the operand and gives the old value. */
export const exchange: Effect = {
  access: "write",
  apply: (memory, { slot, operand }) => {
    const old = at(memory, slot);
    memory[slot] = operand;
    return old;
  },
};

/** Stores `second` if the cell holds the operand; gives the old value. */
export const compareExchange: Effect = {
  access: "write",
  spares: (memory, { slot, operand }) => at(memory, slot) !== operand,
  apply: (memory, { slot, operand, second }) => {
    const old = at(memory, slot);
    if (old === operand) memory[slot] = second;
    return old;
  },
};

/** Clears the bits of `second`, sets the bits of the operand, and tells whether any of both was set. */
export const bits: Effect = {
  access: "write",
  apply: (memory, { slot, operand, second }) => {
    const old = at(memory, slot);
    memory[slot] = (old & ~second) | operand;
    return (old & (operand | second)) !== 0 ? 1 : 0;
  },
};

/** As `bits`, without a result. */
export const bitsQuiet: Effect = {
  access: "write",
  apply: (memory, operation, values, choice) => {
    bits.apply(memory, operation, values, choice);
    return 0;
  },
};

/** Waits until the lock is free and takes it for one holder. */
export const acquire: Effect = {
  access: "write",
  enabled: (memory, { slot }) => at(memory, slot) === 0,
  apply: write.apply,
};

/** Takes the lock if it is free; gives 1 if so. */
export const tryAcquire: Effect = {
  access: "write",
  apply: (memory, { slot, operand }) => {
    if (at(memory, slot) !== 0) return 0;
    memory[slot] = operand;
    return 1;
  },
};

/** Gives back a lock that was taken with the operand's value; one that is not held is a bug. */
export const release: Effect = {
  access: "write",
  fails: (memory, { slot, operand }) => (at(memory, slot) === operand ? undefined : "bug"),
  apply: (memory, { slot }) => {
    memory[slot] = 0;
    return 0;
  },
};

/** Waits until no writer holds the semaphore and joins the readers, to leave them itself. */
export const joinReaders: Effect = {
  access: "share",
  enabled: (memory, { slot }) => at(memory, slot) >= 0,
  apply: add.apply,
};

/** As `joinReaders`, but another context will leave them: that one must not come before. */
export const joinForOther: Effect = { ...joinReaders, access: "write" };

/** Leaves the readers after joining them, whoever else comes and goes. */
export const leaveReaders: Effect = {
  access: "share",
  fails: (memory, { slot }) => (at(memory, slot) > 0 ? undefined : "bug"),
  apply: add.apply,
};

/** Leaves the readers in the name of another context: a bug if that one did not join before. */
export const leaveForOther: Effect = { ...leaveReaders, access: "write" };

/** BUG_ON(!locked). */
export const assertHeld: Effect = {
  access: "read",
  fails: (memory, { slot }) => (at(memory, slot) !== 0 ? undefined : "bug"),
  apply: () => 0,
};

/** Sleeps until the task's state is TASK_RUNNING; goes on at once if it is. */
export const sleep: Effect = {
  access: "read",
  enabled: (memory, { slot }) => at(memory, slot) === 0,
  apply: () => 0,
};

/** Waits until the cell is not the operand, then stores `second`. */
export const exchangeWhenOther: Effect = {
  access: "write",
  enabled: (memory, { slot, operand }) => at(memory, slot) !== operand,
  apply: (memory, { slot, second }) => {
    memory[slot] = second;
    return 0;
  },
};

/** Waits until the operation's condition holds for the value of the cell, and gives that value. */
export const waitUntil: Effect = {
  access: "read",
  enabled: (memory, { slot, condition }) => condition?.(at(memory, slot)) ?? true,
  apply: read.apply,
};

/** Appends the operand to a log. */
export const append: Effect = {
  access: "write",
  apply: (memory, { slot, operand }, values) => {
    memory[slot] = values.append(at(memory, slot), operand);
    return 0;
  },
};

/** Puts the object at address `operand` into a set. */
export const include: Effect = {
  access: "write",
  apply: (memory, { slot, operand }, values) => {
    memory[slot] = values.include(at(memory, slot), operand);
    return 0;
  },
};

/** Takes the object at address `operand` out of a set. */
export const exclude: Effect = {
  access: "write",
  apply: (memory, { slot, operand }, values) => {
    memory[slot] = values.exclude(at(memory, slot), operand);
    return 0;
  },
};

/** Where the next free object of a pool stands in `slots`, which are pairs of status slot and address; -1 if none is left. */
function nextFree(memory: Int32Array, slots: readonly number[]): number {
  for (let n = 0; n < slots.length; n += 2) if (at(memory, slots[n] ?? 0) === Status.unallocated) return n;
  return -1;
}

/** Takes the next object of the pool and gives its address; an empty pool is an error of the program. */
export const allocate: Effect = {
  access: "none",
  apply: (memory, { slots, text }) => {
    const n = nextFree(memory, slots);
    if (n < 0) throw new Error(`the pool is empty at "${text}": give World.pool() a larger count`);
    memory[slots[n] ?? 0] = Status.allocated;
    return slots[n + 1] ?? 0;
  },
};

/** Frees the object whose status is in `slot`. One that nobody allocated stays so, and is allocated when its turn comes. */
export const free: Effect = {
  access: "write",
  fails: (memory, { slot }) => {
    const status = at(memory, slot);
    if (status === Status.freed) return "double-free";
    return status === Status.unallocated ? "use-after-free" : undefined;
  },
  apply: (memory, { slot }) => {
    if (at(memory, slot) === Status.allocated) memory[slot] = Status.freed;
    return 0;
  },
};

/** The slot of the first context among `slots` that nobody raised yet; -1 if there is none. */
function nextParked(memory: Int32Array, slots: readonly number[]): number {
  return slots.find((slot) => at(memory, slot) === 0) ?? -1;
}

/** Makes the first parked context among `slots` runnable; a context that runs or ran already is left alone. */
export const raise: Effect = {
  access: "none",
  apply: (memory, { slots }) => {
    const slot = nextParked(memory, slots);
    if (slot >= 0) memory[slot] = 1;
    return 0;
  },
};

/** The location that an allocation or a raise will write in this memory; -1 for other effects. */
export function locationChosen(memory: Int32Array, { effect, slots }: Operation): number {
  if (effect === allocate) return slots[nextFree(memory, slots)] ?? -1;
  return effect === raise ? nextParked(memory, slots) : -1;
}
