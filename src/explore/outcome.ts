import {
  oopsKinds,
  Status,
  type AnyHandle,
  type Cell,
  type Context,
  type FinalView,
  type Machine,
  type Observation,
  type Operation,
  type State,
  type Violation,
  type ViolationKind,
} from "../kernel";

/** How an execution ended, as a person would compare two of them. */
export interface Outcome extends Observation {
  readonly violations: readonly Violation[];
}

/**
 * Whether an execution may end in this state: after an oops, or when no context that has to finish can take a step.
 * Daemons may go on from there or not.
 */
export function isEnd(machine: Machine, state: State): boolean {
  if (machine.oopsed(state)) return true;
  return machine.contexts.every(({ daemon }, n) => daemon === true || !machine.enabled(state, n));
}

/** The outcome of an execution that ends in this state. After an oops all but the violations recorded is an example. */
export function outcomeOf(machine: Machine, state: State): Outcome {
  const { observe } = machine.program;
  const recorded = machine.violations(state);
  // Hangs and leaks are judged only without an oops, also where the execution went on after one.
  if (recorded.some(({ kind }) => oopsKinds.has(kind)))
    return { ...observe?.(viewOf(machine, state, recorded)), violations: recorded };
  const stuck = stuckContexts(machine, state);
  const violations = [...recorded, ...stuck.map((context) => stuckViolation(machine, state, context, stuck))];
  if (!observe) return { violations };
  const observed = observe(viewOf(machine, state, violations));
  return { ...observed, violations: [...violations, ...(observed.violations ?? [])] };
}

/** The key where nothing was observed or went wrong, which many programs have at each of their ends. */
const UNEVENTFUL = JSON.stringify({ violations: [] });

/** Two executions have one outcome exactly if their keys are equal. Notes and examples (who, where, how often) do not matter. */
export function outcomeKey(outcome: Outcome): string {
  if (outcome.violations.length === 0 && Object.keys(outcome).length === 1) return UNEVENTFUL;
  const violations = outcome.violations.map(({ kind, object, context }) => `${kind} ${object} ${context}`);
  const set = [...new Set(violations)].sort();
  if (outcome.violations.some(({ kind }) => oopsKinds.has(kind))) return JSON.stringify({ oops: set });
  return JSON.stringify({
    ...outcome,
    notes: undefined,
    count: undefined,
    schedule: undefined,
    violations: set,
  });
}

/** Contexts that were started, have not finished, are no daemons and cannot take a step. */
function stuckContexts(machine: Machine, state: State): readonly number[] {
  const stuck: number[] = [];
  for (let n = 0; n < machine.contexts.length; n += 1)
    if (
      machine.node(state, n).operation !== undefined &&
      machine.contexts[n]?.daemon !== true &&
      !machine.enabled(state, n)
    )
      stuck.push(n);
  return stuck;
}

function stuckViolation(
  machine: Machine,
  state: State,
  context: number,
  stuck: readonly number[],
): Violation {
  const { id: contextId, class: contextClass } = machine.contexts[context] as Context;
  const { operation, stack } = machine.node(state, context);
  const kind: ViolationKind = waitsForItself(machine, state, context, stuck) ? "deadlock" : "hang";
  return {
    kind,
    object: operation?.object?.struct ?? "",
    context: contextClass,
    contextId,
    function: stack.at(-1)?.function ?? contextId,
    cText: operation?.text ?? "",
  };
}

/** Whether the chain of those that a stuck context waits for, for a lock or for the CPU, comes back to it. */
function waitsForItself(machine: Machine, state: State, context: number, stuck: readonly number[]): boolean {
  const seen = new Set<number>();
  const waiting = [context];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const holder of awaited(machine, state, at)) {
      if (holder === context) return true;
      if (stuck.includes(holder) && !seen.has(holder)) waiting.push(holder);
      seen.add(holder);
    }
  }
  return false;
}

/** The contexts that hold the lock that an operation wants. */
export function holders(machine: Machine, state: State, operation: Operation | undefined): readonly number[] {
  if (!operation || operation.slot < 0) return [];
  return machine.contexts.flatMap((_, n) =>
    machine.node(state, n).held.some(({ slot }) => slot === operation.slot) ? [n] : [],
  );
}

/** The contexts that one waits for: those that keep it from its CPU, or else those that hold the lock that it wants. */
export function awaited(machine: Machine, state: State, context: number): readonly number[] {
  const occupants = machine.occupants(state, context);
  return occupants.length > 0 ? occupants : holders(machine, state, machine.node(state, context).operation);
}

function viewOf(machine: Machine, state: State, violations: readonly Violation[]): FinalView {
  const { world } = machine.program;
  const finished = (n: number) => machine.node(state, n).operation === undefined;
  return {
    read: <T>(cell: Cell<T>): T => world.decode(cell.type, state[cell.slot] ?? 0),
    log: (cell) => world.values.list(state[cell.slot] ?? 0),
    allocated: () => world.handles.filter((handle) => isAllocated(handle, state)),
    finished: (contextId) =>
      machine.contexts.some(({ id }, n) => id === contextId && machine.node(state, n).finished),
    complete: machine.contexts.every(({ daemon }, n) => daemon === true || finished(n)),
    violations,
  };
}

function isAllocated({ $object: { status } }: AnyHandle, state: State): boolean {
  return status >= 0 && state[status] === Status.allocated;
}
