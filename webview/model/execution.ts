import type { ContextView, ExecutionView, StatusView, StepView } from "../../src/protocol";

import { storyOf } from "./story";

/** A lock held by a context from the step that took it (inclusive) to the one that gave it back. */
export interface LockSpan {
  readonly context: number;
  readonly lock: string;
  readonly from: number;
  readonly to: number;
}

/**
 * An execution prepared for showing: statuses after every step, preemptions, lock spans and the order of
 * causes. Positions run from 0 (before the first step) to the number of steps; step n leads to position n.
 */
export class Execution {
  readonly view: ExecutionView;
  readonly contexts: readonly ContextView[];
  readonly steps: readonly StepView[];
  /** Number of the first step that fails; null if there is none. */
  readonly failure: number | null;
  /** Whether there are violations that only the end shows: a hang, a deadlock, a leak. */
  readonly #endsWrong: boolean;
  /** Contexts that can do something at some time of this execution; the others need no lane. */
  readonly lanes: readonly number[];
  readonly #locksAt: readonly (readonly LockSpan[])[];
  readonly #causeTable: readonly (readonly number[])[];
  readonly #effectTable: readonly (readonly number[])[];
  /** `clocks[n - 1][c]`: how many steps of context c happen before or are step n (a vector clock, Mattern 1989). */
  readonly #clocks: readonly Int32Array[];
  /** `ordinals[n - 1]`: step n is the how-many-th of its context, from 1. */
  readonly #ordinals: readonly number[];
  #knownStory: ReadonlySet<number> | null = null;
  readonly #statusTable: readonly (readonly StatusView[])[];

  constructor(view: ExecutionView) {
    this.view = view;
    this.contexts = view.contexts;
    this.steps = view.steps;
    const inSteps = view.steps.reduce((sum, step) => sum + step.violations.length, 0);
    this.#endsWrong = (view.outcome?.violations.length ?? 0) > inSteps;
    this.failure = view.steps.find(({ n }) => this.fails(n))?.n ?? null;
    this.#statusTable = tabulateStatuses(view);
    this.lanes = findLanes(view);
    this.#locksAt = spread(findLockSpans(view.steps), view.steps.length);
    const { clocks, ordinals } = tick(view);
    this.#clocks = clocks;
    this.#ordinals = ordinals;
    this.#causeTable = view.steps.map((step) => this.#reduce(step));
    this.#effectTable = findEffects(this.#causeTable);
  }

  get length(): number {
    return this.steps.length;
  }

  /** The steps in which contexts meet; found when they are first asked for. */
  get story(): ReadonlySet<number> {
    return (this.#knownStory ??= storyOf(this));
  }

  /** Step n, from 1. */
  step(n: number): StepView | undefined {
    return this.steps[n - 1];
  }

  /** Whether step n has a violation, or is the last one before an end that is a violation. */
  fails(n: number): boolean {
    return (this.step(n)?.violations.length ?? 0) > 0 || (this.#endsWrong && n === this.length);
  }

  /** Status of every context at a position. */
  statuses(position: number): readonly StatusView[] {
    return this.#statusTable[Math.min(position, this.length)] ?? [];
  }

  /** The context that could have gone on, when step n is by another one; null if no preemption is before n. */
  preempted(n: number): number | null {
    const before = this.step(n - 1);
    const here = this.step(n);
    if (!before || !here || before.context === here.context) return null;
    return this.statuses(n - 1)[before.context]?.state === "ready" ? before.context : null;
  }

  /** Whether step a happens before step b: by program order, or by a chain of memory, locks and wake-ups. */
  happensBefore(a: number, b: number): boolean {
    const first = this.step(a);
    if (!first || a >= b) return false;
    return (this.#clocks[b - 1]?.[first.context] ?? 0) >= (this.#ordinals[a - 1] ?? Infinity);
  }

  /** Locks held at step n or taken or given back by it. */
  locksAround(n: number): readonly LockSpan[] {
    return this.#locksAt[n - 1] ?? [];
  }

  /** Steps of other contexts right before step n in the happens-before order, without those that follow from others. */
  causes(n: number): readonly number[] {
    return this.#causeTable[n - 1] ?? [];
  }

  /** Steps of other contexts that step n is a cause of. */
  effects(n: number): readonly number[] {
    return this.#effectTable[n - 1] ?? [];
  }

  /** The direct predecessors of a step in other contexts that nothing else implies (transitive reduction). */
  #reduce(step: StepView): readonly number[] {
    const direct = step.after.filter((n) => this.step(n)?.context !== step.context);
    const own = this.#lastOf(step.context, step.n);
    return direct.filter((n) => {
      if (own !== null && this.happensBefore(n, own)) return false;
      return !direct.some((other) => other !== n && this.happensBefore(n, other));
    });
  }

  /** The latest step of a context before step n. */
  #lastOf(context: number, n: number): number | null {
    for (let before = n - 1; before > 0; before--) if (this.step(before)?.context === context) return before;
    return null;
  }

  /** This execution, of which is known now after which step every order fails, and which model made it. */
  studied(noReturn: number | null, versions: string): Execution {
    return new Execution({ ...this.view, noReturn, versions });
  }

  /** This execution cut after `keep` steps and gone on with others. */
  extended(keep: number, steps: readonly StepView[], rest: Partial<ExecutionView>): Execution {
    return new Execution({
      ...this.view,
      ...rest,
      steps: [...this.steps.slice(0, keep), ...steps],
      noReturn: this.view.noReturn !== null && this.view.noReturn <= keep ? this.view.noReturn : null,
    });
  }
}

function findLanes(view: ExecutionView): readonly number[] {
  const awake = new Set(view.start.filter(({ state }) => state !== "waiting").map(({ context }) => context));
  for (const step of view.steps) {
    for (const status of step.statuses) if (status.state !== "waiting") awake.add(status.context);
  }
  return view.contexts.flatMap((_, context) => (awake.has(context) ? [context] : []));
}

function tabulateStatuses(view: ExecutionView): readonly (readonly StatusView[])[] {
  const table: (readonly StatusView[])[] = [view.start];
  let current = view.start;
  for (const step of view.steps) {
    if (step.statuses.length > 0) {
      const next = [...current];
      for (const status of step.statuses) next[status.context] = status;
      current = next;
    }
    table.push(current);
  }
  return table;
}

function findLockSpans(steps: readonly StepView[]): readonly LockSpan[] {
  const open = new Map<string, LockSpan>();
  const spans: LockSpan[] = [];
  for (const step of steps) {
    const held = new Set(step.locks);
    for (const [key, span] of open) {
      if (span.context !== step.context || held.has(span.lock)) continue;
      spans.push({ ...span, to: step.n });
      open.delete(key);
    }
    for (const lock of held) {
      const key = `${step.context} ${lock}`;
      if (!open.has(key)) open.set(key, { context: step.context, lock, from: step.n, to: Infinity });
    }
  }
  return [...spans, ...open.values()];
}

/** For each step, the locks held around it. */
function spread(spans: readonly LockSpan[], length: number): readonly (readonly LockSpan[])[] {
  const table = Array.from({ length }, (): LockSpan[] => []);
  for (const span of spans) {
    for (let n = span.from; n <= Math.min(span.to, length); n++) table[n - 1]?.push(span);
  }
  return table;
}

function findEffects(causes: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const table = causes.map((): number[] => []);
  causes.forEach((all, i) => {
    for (const cause of all) table[cause - 1]?.push(i + 1);
  });
  return table;
}

function tick(view: ExecutionView): { clocks: readonly Int32Array[]; ordinals: readonly number[] } {
  const clocks: Int32Array[] = [];
  const ordinals: number[] = [];
  const latest = view.contexts.map(() => new Int32Array(view.contexts.length));
  for (const step of view.steps) {
    const clock = latest[step.context]?.slice() ?? new Int32Array(view.contexts.length);
    for (const cause of step.after) {
      clocks[cause - 1]?.forEach((time, i) => (clock[i] = Math.max(clock[i] ?? 0, time)));
    }
    const ordinal = (clock[step.context] ?? 0) + 1;
    clock[step.context] = ordinal;
    ordinals.push(ordinal);
    clocks.push(clock);
    latest[step.context] = clock;
  }
  return { clocks, ordinals };
}
