import { cellName, type Node, type Operation } from "../../kernel";
import type { Schedule } from "../schedule";

/** One side of a data race. */
export interface RacingAccess {
  readonly contextId: string;
  readonly function: string;
  readonly cText: string;
  readonly kind: string;
  readonly writes: boolean;
  /** False for atomics and other accesses that the C marks as shared. */
  readonly plain: boolean;
}

/** Two accesses to one location that nothing orders. */
export interface DataRace {
  /** The location, as C names it: `dio->waiter`. */
  readonly cell: string;
  readonly accesses: readonly [RacingAccess, RacingAccess];
  /** Leads to a state in which the second access is about to happen, and the first too if they can happen at once. */
  readonly schedule: Schedule;
  /** False if the second access only comes when the first has had an effect on it, by way of another data race. */
  readonly atOnce: boolean;
}

/** An access that a context is about to make. */
export interface Pending {
  readonly contextId: string;
  readonly node: Node;
  readonly operation: Operation;
}

/** Whether two accesses to one location are a race if nothing orders them. */
export function canRace({ operation: a }: Pending, { operation: b }: Pending): boolean {
  return (a.plain || b.plain) && (a.effect.access !== "read" || b.effect.access !== "read");
}

/** A race as it is told, and a key that is equal for the same two statements, whoever runs them. */
export function told(a: Pending, b: Pending): { readonly key: string } & Pick<DataRace, "cell" | "accesses"> {
  const accesses = [accessOf(a), accessOf(b)] as const;
  const { cell, object } = a.operation;
  const name = cell ? cellName(cell) : (object?.label ?? "");
  const sides = accesses.map((access) => `${access.function} ${access.cText} ${access.kind}`).sort();
  return { key: [name, ...sides].join("\n"), cell: name, accesses };
}

function accessOf({ contextId, node, operation }: Pending): RacingAccess {
  const { kind, text, effect, plain } = operation;
  return {
    contextId,
    function: node.stack.at(-1)?.function ?? contextId,
    cText: text,
    kind,
    writes: effect.access !== "read",
    plain,
  };
}
