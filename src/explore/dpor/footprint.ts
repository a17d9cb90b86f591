import { START, type Machine, type State } from "../../kernel";

/** Locations that an event uses: twice the slot for a read, one more for a write (`Machine.step`). */
export type Footprint = readonly number[];

/** No location. */
export const NOTHING: Footprint = [];

/** Whether two uses of locations conflict: they have one in common that at least one of them writes. */
export function conflict(a: Footprint, b: Footprint): boolean {
  for (let n = 0; n < a.length; n += 1) {
    const x = a[n] as number;
    for (let m = 0; m < b.length; m += 1) {
      const y = b[m] as number;
      if (x >> 1 === y >> 1 && ((x | y) & 1) === 1) return true;
    }
  }
  return false;
}

/** What the next operation of a context would use if it could be taken: for contexts that wait. */
export function pendingFootprint(machine: Machine, state: State, context: number): Footprint {
  const { id, operation } = machine.node(state, context);
  if (!operation) return NOTHING;
  const { status } = operation;
  const footprint: number[] = [];
  if (id === START) footprint.push(2 * (machine.contextBase + context));
  footprint.push(...machine.cpus.uses(context, id));
  if (status >= 0) footprint.push(2 * status);
  const use = machine.useOf(state, operation);
  if (use >= 0) footprint.push(use);
  return footprint;
}
