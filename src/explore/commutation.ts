import type { Machine } from "../kernel";

/**
 * Whether steps of different contexts that use no common location can be swapped, as partial-order reduction needs. Where an
 * interrupt stops all others on its CPU they cannot. And sets of contexts have to be the bits of one number.
 */
export function stepsCommute({ contexts, options }: Machine): boolean {
  return options.irq !== "same-cpu" && contexts.length <= 31;
}
