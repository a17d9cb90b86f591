import type { Execution } from "./execution";
import type { ExecutionStep } from "./executionStep";

/** One step in one line: context, function, C text, and in brackets what it did. */
function stepText({ contextId, function: name, cText, text, silent }: ExecutionStep): string {
  return `${silent ? " " : ""}${contextId.padEnd(10)} ${name}: ${cText}  [${text}]`;
}

/**
 * The execution without what a context does by itself: steps on memory that two contexts use and one of them changes,
 * what comes to be and goes, what is written down, what breaks, and the last step before and the first one after a
 * change of context. The others are counted.
 */
export function storyText(steps: readonly ExecutionStep[]): string {
  const shared = sharedCells(steps);
  const lines: string[] = [];
  let left = 0;
  steps.forEach((step, n) => {
    if (!isTold(step, steps[n - 1], steps[n + 1], shared)) {
      left += 1;
      return;
    }
    if (left > 0)
      lines.push(`    ... ${left === 1 ? "one step" : `${String(left)} steps`} that nobody else sees`);
    left = 0;
    lines.push(stepText(step));
  });
  return lines.join("\n");
}

function isTold(
  step: ExecutionStep,
  before: ExecutionStep | undefined,
  after: ExecutionStep | undefined,
  shared: ReadonlySet<string>,
): boolean {
  return (
    step.violation !== undefined ||
    before?.context !== step.context ||
    after?.context !== step.context ||
    (step.cell !== undefined && shared.has(placeOf(step))) ||
    step.changes.some(({ from, to }) => to === "freed" || to === "runnable" || from === "not allocated") ||
    (step.silent && step.changes.length > 0)
  );
}

/** The steps that {@link storyText} tells. */
export function toldSteps(steps: readonly ExecutionStep[]): readonly ExecutionStep[] {
  const shared = sharedCells(steps);
  return steps.filter((step, n) => isTold(step, steps[n - 1], steps[n + 1], shared));
}

/** Cells that at least two contexts use and that change once a second context can run. */
function sharedCells(steps: readonly ExecutionStep[]): ReadonlySet<string> {
  const users = new Map<string, { readonly contexts: Set<number>; changed: boolean }>();
  const alone = steps.findIndex(({ changes }) => changes.some(({ to }) => to === "runnable"));
  steps.forEach((step, n) => {
    if (step.cell === undefined) return;
    const place = placeOf(step);
    const entry = users.get(place) ?? { contexts: new Set<number>(), changed: false };
    users.set(place, entry);
    entry.contexts.add(step.context);
    entry.changed ||= n > alone && step.changes.length > 0;
  });
  const met = [...users].filter(([, { contexts, changed }]) => contexts.size > 1 && changed);
  return new Set(met.map(([place]) => place));
}

function placeOf({ object, cell }: ExecutionStep): string {
  return `${object ?? ""} ${cell ?? ""}`;
}

/** Every step, numbered; part of the step before it is set in by one. */
export function wholeText({ steps }: Execution): string {
  return steps
    .map((step) => {
      const { n, silent } = step;
      return `${silent ? " " : ""}${String(n).padStart(silent ? 3 : 4)}  ${stepText(step).trimStart()}`;
    })
    .join("\n");
}
