import type { Machine } from "../kernel";
import { acquire, joinForOther, joinReaders } from "../kernel/effect";
import type { LockOrder } from "./verdict";

/** What waits for a lock and takes it. */
const takes: ReadonlySet<unknown> = new Set([acquire, joinReaders, joinForOther]);

/** Which locks the code takes while it holds others, as far as the automata of the machine are known. */
export function lockOrders(machine: Machine): readonly LockOrder[] {
  const orders = new Map<string, LockOrder>();
  machine.automata.forEach(({ nodes }, n) => {
    const contextId = machine.contexts[n]?.id ?? "";
    for (const { operation, held, stack } of nodes) {
      if (!operation?.cell || !takes.has(operation.effect)) continue;
      const { cell } = operation;
      const taken = `${cell.object.struct}->${cell.field}`;
      for (const { lockClass } of held) {
        const order = { held: lockClass, taken, contextId, function: stack.at(-1)?.function ?? contextId };
        orders.set(`${lockClass} ${taken} ${contextId}`, order);
      }
    }
  });
  return [...orders.values()];
}

/** The cycles among lock orders, each of them once: lock classes that are taken in both orders (as lockdep finds them). */
export function lockCycles(orders: readonly LockOrder[]): readonly (readonly LockOrder[])[] {
  const cycles: LockOrder[][] = [];
  const extend = (path: readonly LockOrder[]): void => {
    const [first, last] = [path[0], path.at(-1)];
    if (!first || !last) return;
    if (last.taken === first.held) {
      cycles.push([...path]);
      return;
    }
    for (const order of orders) {
      const fresh = !path.some(({ held }) => held === order.held);
      // A cycle is found once, from the lock class that comes first by name.
      if (order.held === last.taken && (fresh || order.taken === first.held) && order.held > first.held)
        extend([...path, order]);
    }
  };
  for (const order of orders) extend([order]);
  return cycles;
}
