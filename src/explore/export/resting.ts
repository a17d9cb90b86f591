import { FINISHED, START, type Machine } from "../../kernel";

/**
 * The nodes at which a context may rest for ever without being stuck: its end; its beginning too if it waits to be
 * raised, or if there is no step in it at all.
 */
export function restingNodes(machine: Machine, context: number): readonly number[] {
  const { runnable, kind } = machine.contexts[context] ?? {};
  const isStarted = runnable ?? kind === "task";
  const isEmpty = machine.automata[context]?.nodes[START]?.operation === undefined;
  return isStarted && !isEmpty ? [FINISHED] : [FINISHED, START];
}
