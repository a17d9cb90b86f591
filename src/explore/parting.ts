import type { Machine } from "../kernel";
import { runSchedule, type Execution } from "./execution";
import type { ExecutionStep } from "./executionStep";
import type { Schedule } from "./schedule";

/** Where two executions of one schedule stop doing the same. */
export interface Parting {
  /** How many of the first operations are the same in both. */
  readonly together: number;
  /** Why they part, as a sentence; undefined if they never do. */
  readonly why: string | undefined;
}

/** A schedule on two programs. */
export interface Replayed extends Parting {
  readonly first: Execution;
  readonly second: Execution;
}

/** Runs a schedule on two programs, on each as far as it goes, and says where and why they part. */
export function replayOnBoth(first: Machine, second: Machine, schedule: Schedule | string): Replayed {
  const executions = { first: runSchedule(first, schedule), second: runSchedule(second, schedule) };
  return { ...executions, ...partingOf(executions.first, executions.second) };
}

/**
 * Where two executions part: at the first operation that another context takes, or that stands for other C text, or
 * that does something else to memory; or where one of them ends before the other.
 */
export function partingOf(first: Execution, second: Execution): Parting {
  const length = Math.min(first.steps.length, second.steps.length);
  for (let n = 0; n < length; n += 1) {
    const [a, b] = [first.steps[n], second.steps[n]];
    if (!a || !b || signature(a) === signature(b)) continue;
    return {
      together: n,
      why: `step ${n + 1} is ${inWords(a)} in the first and ${inWords(b)} in the second`,
    };
  }
  return { together: length, why: endsApart(first, second, length) };
}

function endsApart(first: Execution, second: Execution, length: number): string | undefined {
  if (first.misfit === second.misfit && first.steps.length === second.steps.length) return undefined;
  const after = length === 0 ? "before the first step" : `after step ${length}`;
  if (second.misfit !== undefined && second.steps.length === length)
    return `${after} the schedule does not fit the second: ${second.misfit}`;
  if (first.misfit !== undefined && first.steps.length === length)
    return `${after} the schedule does not fit the first: ${first.misfit}`;
  return `${after} the ${first.steps.length > length ? "second" : "first"} is at its end`;
}

/** An operation as two revisions can share it: who does what where, and what comes of it. */
export function signature({ contextId, function: name, kind, cText, text }: ExecutionStep): string {
  return `${contextId} ${name}(): ${cText} [${kind}: ${text}]`;
}

function inWords(step: ExecutionStep): string {
  return `"${signature(step)}"`;
}
