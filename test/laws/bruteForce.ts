import {
  isEnd,
  Machine,
  outcomeKey,
  outcomeOf,
  type MachineOptions,
  type Program,
  type State,
} from "../../src/explore";

/** More executions than a test can wait for. */
const TOO_MANY = 10_000;

/**
 * Every execution of a program, one after the other, without any stored state or reduction: the meaning of all other
 * searches. Undefined if there are too many.
 */
export function bruteForce(
  program: Program,
  options: MachineOptions = {},
): { readonly keys: ReadonlySet<string>; readonly executions: number } | undefined {
  const machine = new Machine(program, options);
  const keys = new Set<string>();
  let executions = 0;
  let steps = 0;
  const run = (state: State): void => {
    if (steps > TOO_MANY) return;
    if (isEnd(machine, state)) keys.add(outcomeKey(outcomeOf(machine, state)));
    let ends = true;
    for (let context = 0; context < machine.contexts.length && !machine.oopsed(state); context += 1) {
      if (!machine.enabled(state, context)) continue;
      ends = false;
      for (let choice = 0; choice < machine.choices(state, context); choice += 1) {
        const next = state.slice();
        machine.step(next, context, choice);
        steps += 1;
        run(next);
      }
    }
    if (ends) executions += 1;
  };
  run(machine.initial.slice());
  return steps > TOO_MANY ? undefined : { keys, executions };
}
