import type { ExecutionView, StepView } from "../protocol";

/** How far one command goes: a step of the machine, a statement, to the caller. */
export type Reach = "instruction" | "into" | "over" | "out";

/**
 * An execution as a debugger walks it. A position is a number of steps done; a *statement* is a run of steps of one
 * context with one text at one depth, whatever other contexts do in between.
 */
export class Walk {
  readonly steps: readonly StepView[];
  /** Whether a step begins a statement. */
  readonly #begins: readonly boolean[];

  constructor({ steps, contexts }: Pick<ExecutionView, "steps" | "contexts">) {
    this.steps = steps;
    const latest = contexts.map((): StepView | undefined => undefined);
    this.#begins = steps.map((step) => {
      const before = latest[step.context];
      latest[step.context] = step;
      return !before || !sameStatement(before, step);
    });
  }

  /** The next step of a context at or after a position. */
  nextOf(context: number, from: number): number | null {
    const at = this.steps.findIndex((step, n) => n >= from && step.context === context);
    return at < 0 ? null : at;
  }

  /** Whether the step after a position begins a statement of its context. */
  beginsStatement(position: number): boolean {
    return this.#begins[position] ?? false;
  }

  /** Whether a context that is to take the step after `start` has gone far enough at a later position. */
  #isDone(start: number, position: number, reach: Reach): boolean {
    if (reach === "instruction") return true;
    const first = this.steps[start];
    const next = first && this.nextOf(first.context, position);
    const step = next === null || next === undefined ? undefined : this.steps[next];
    if (!first || !step || next === null || next === undefined) return true;
    const depth = step.stack.length - first.stack.length;
    if (reach === "out") return depth < 0;
    return this.beginsStatement(next) && (reach === "into" || depth <= 0);
  }

  /**
   * Where a command ends that follows the schedule from a position; `stops` tells the positions at which the person
   * wants to stop in any case.
   */
  forward(from: number, reach: Reach, stops: (position: number) => boolean): number {
    for (let at = from + 1; at < this.steps.length; at++)
      if (stops(at) || this.#isDone(from, at, reach)) return at;
    return this.steps.length;
  }

  /** Where a step back ends: before the latest statement, or the latest one of a context. */
  back(from: number, context: number | null, reach: Reach): number {
    let at = from - 1;
    while (at > 0 && context !== null && this.steps[at]?.context !== context) at--;
    if (reach === "instruction") return Math.max(0, at);
    const own = this.steps[at]?.context;
    while (at > 0 && !(this.steps[at]?.context === own && this.#begins[at])) at--;
    return Math.max(0, at);
  }

  /** The position before the step with which a call began that a context is in: the call at `depth`, 0 the outermost. */
  entryOf(context: number, depth: number, from: number): number {
    let entry = this.nextOf(context, from) ?? from;
    for (let at = from - 1; at >= 0; at--) {
      const step = this.steps[at];
      if (step?.context !== context) continue;
      if (step.stack.length <= depth) break;
      entry = at;
    }
    return Math.min(entry, from);
  }

  /** Functions that the step after a position has just entered. */
  entered(position: number): readonly string[] {
    const step = this.steps[position];
    if (!step) return [];
    const before = this.steps.slice(0, position).findLast(({ context }) => context === step.context);
    const common = before ? step.stack.findIndex((name, depth) => before.stack[depth] !== name) : 0;
    return common < 0 ? [] : step.stack.slice(common);
  }
}

function sameStatement(a: StepView, b: StepView): boolean {
  return a.cText === b.cText && a.function === b.function && a.stack.length === b.stack.length;
}
