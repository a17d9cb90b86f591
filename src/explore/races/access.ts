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

/** The data races of a program. */
export interface Races {
  readonly races: readonly DataRace[];
  /** Executions and states that were looked at; null where none of the kind were. */
  readonly executions: number | null;
  readonly states: number | null;
  /** False if a limit was reached. */
  readonly exhaustive: boolean;
  /** The limits that were reached; `cancelled` if that is why. */
  readonly bounds: Readonly<Record<string, number>>;
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

/** A race as it is told. */
export function told(a: Pending, b: Pending): Pick<DataRace, "cell" | "accesses"> {
  const { cell, object } = a.operation;
  return { cell: cell ? cellName(cell) : (object?.label ?? ""), accesses: [accessOf(a), accessOf(b)] };
}

/** Equal for the same two statements, whoever runs them. */
export function keyOf({ cell, accesses }: Pick<DataRace, "cell" | "accesses">): string {
  const sides = accesses.map((access) => `${access.function} ${access.cText} ${access.kind}`).sort();
  return [cell, ...sides].join("\n");
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
