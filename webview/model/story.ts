import type { StepView } from "../../src/protocol";
import type { Execution } from "./execution";

/**
 * The steps in which contexts meet, the story of a race: where one goes on after another, where memory that
 * two of them use once both could run is read or written, where memory comes and goes, what the outcome is
 * made of, and what breaks.
 * What a context does by itself, such as filling in a fresh object, is left out.
 */
export function storyOf(execution: Execution): ReadonlySet<number> {
  const shared = sharedCells(execution);
  const recorders = recordersOf(execution);
  const told = (step: StepView): boolean => {
    const { n, context } = step;
    const neighbours = [execution.step(n - 1), execution.step(n + 1)];
    return (
      neighbours.some((other) => other?.context !== context) ||
      step.violations.length > 0 ||
      execution.view.noReturn === n ||
      step.changes.some(({ object, field }) => field === "" || recorders.has(`${object}->${field}`)) ||
      (shared.has(step.cell) && !isLocking(step)) ||
      [...execution.causes(n), ...execution.effects(n)].length > 0
    );
  };
  return new Set(execution.steps.filter(told).map((step) => step.n));
}

/** What the product writes down: events, results, calls of end_io. */
export function recordersOf({ view }: Execution): ReadonlySet<string> {
  const recorded = view.objects.flatMap(({ id, fields }) =>
    fields.flatMap(({ name, recorder }) => (recorder ? [`${id}->${name}`] : [])),
  );
  return new Set(recorded);
}

/** Taking and giving back a lock tells nothing by itself; what is done under it does. */
export function isLocking({ operation }: StepView): boolean {
  return /lock/.test(operation);
}

/** Cells that at least two contexts use once both could run, and at least one of them changes. */
export function sharedCells(execution: Execution): ReadonlySet<string> {
  const users = usersOf(execution);
  const meeting = new Map<string, { readonly contexts: Set<number>; changed: boolean }>();
  for (const { n, cell, context, changes } of execution.steps) {
    if (cell === "") continue;
    const alive = execution.statuses(n - 1);
    const others = [...(users.get(cell) ?? [])].filter((other) => other !== context);
    if (!others.some((other) => hasBegun(alive[other]?.state))) continue;
    const entry = meeting.get(cell) ?? { contexts: new Set<number>(), changed: false };
    entry.contexts.add(context);
    entry.changed ||= changes.length > 0;
    meeting.set(cell, entry);
  }
  return new Set(
    [...meeting].flatMap(([cell, { contexts, changed }]) => (contexts.size > 1 && changed ? [cell] : [])),
  );
}

function usersOf(execution: Execution): ReadonlyMap<string, ReadonlySet<number>> {
  const users = new Map<string, Set<number>>();
  for (const { cell, context } of execution.steps)
    users.set(cell, (users.get(cell) ?? new Set()).add(context));
  return users;
}

/** Whether a context could have run by then: it may have finished, since what it left behind still counts. */
function hasBegun(state: string | undefined): boolean {
  return state !== undefined && state !== "waiting";
}
