import type { Machine, State } from "../../kernel";
import { sleep } from "../../kernel/effect";

/** What a task does to interrupts of its CPU. */
const Mask = { none: 0, off: 1, offAsleep: 2 } as const;

/**
 * What an export has a variable for: the slots of the state, of another context's node only whether it was raised; the
 * locations of CPUs (`Machine.cpus`), 1 while an interrupt is inside; and behind them, by context, what a task does to
 * interrupts. The latter two are read off the nodes, so that they make no states.
 */
export function slotValue(machine: Machine, state: State, slot: number): number {
  const { contextBase, contexts, cpus, initial } = machine;
  if (slot < contextBase) return state[slot] ?? 0;
  if (slot < initial.length) return Math.min(state[slot] ?? 0, 1);
  if (slot >= cpus.locations) return maskOf(machine, state, slot - cpus.locations);
  const isInside = (n: number) =>
    cpus.isKept(n) && cpus.location(n) === slot && machine.active(state, n) ? 1 : 0;
  return Math.max(...contexts.map((_, n) => isInside(n)));
}

/** The slot of what a task does to interrupts. */
export function maskSlot({ cpus }: Machine, context: number): number {
  return cpus.locations + context;
}

/** The slots, beside those that an operation uses, on which depends whether a context may come in on its CPU. */
export function masksAround(machine: Machine, context: number): readonly number[] {
  return machine.cpus.others(context).map((other) => maskSlot(machine, other));
}

function maskOf(machine: Machine, state: State, context: number): number {
  const { interruptsOn, operation } = machine.node(state, context);
  if (interruptsOn || machine.cpus.isKept(context)) return Mask.none;
  return operation?.effect === sleep ? Mask.offAsleep : Mask.off;
}
