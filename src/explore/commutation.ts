import type { Machine } from "../kernel";

/** Whether the program has few enough contexts for sets of them to be the bits of one number, as partial-order reduction needs. */
export function hasFewContexts({ contexts }: Machine): boolean {
  return contexts.length <= 31;
}

/**
 * Whether steps of different contexts that use no common slot of the state can be swapped, as the search for reduced states
 * needs. Where an interrupt stops all others on its CPU they cannot.
 */
export function stepsCommute(machine: Machine): boolean {
  return machine.options.irq !== "same-cpu" && hasFewContexts(machine);
}
