import { runSchedule, type ExecutionStep, type Machine } from "../explore";
import { violationsOf, type Cell, type SeenViolation } from "../models/matrix";
import { placed, type PlacesOf } from "../models/places/places";
import { sourceFileOf } from "../models/places/sourceFile";
import type { Place } from "../models/places/shownRows";

/** A step with the line of C that it stands for; null where no hunk shows it. */
export type PlacedStep = ExecutionStep & { readonly place: Place | null };

/** A violation of a cell, with the part of an execution that tells how it comes about. */
export interface Finding {
  readonly violation: SeenViolation;
  /** The line at which it happens, or the nearest before it that a hunk shows; null if there is none at all. */
  readonly place: Place | null;
  /** The C file of the function in which it happens; null for what belongs to the scenario. */
  readonly file: string | null;
  /** The steps where contexts meet, those that begin one, and those of the violation, in order. */
  readonly story: readonly PlacedStep[];
}

/** The violations of a cell, each with its line and its story. */
export function findingsOf(cell: Cell, machine: Machine, places: PlacesOf): readonly Finding[] {
  return violationsOf(cell).map((violation) => {
    const steps = placed(runSchedule(machine, violation.schedule).steps, places);
    const place = placeOf(violation, steps, places);
    return { violation, place, file: sourceFileOf(violation.function), story: storyOf(steps) };
  });
}

/**
 * Where a violation happens: at its own line, or where no hunk shows that, at the call that led there, or else at the
 * last line of its context that a hunk shows. A context that sleeps stands before its step; what is judged at the end,
 * such as a leak, has no step of its own.
 */
function placeOf(violation: SeenViolation, steps: readonly PlacedStep[], places: PlacesOf): Place | null {
  const { function: name, cText, contextId } = violation;
  const own = steps.filter((step) => step.contextId === contextId);
  const exact = steps.findLast((step) => step.function === name && step.cText === cText);
  // Of what a context waits for there is no step, but the calls around it are those of its last one.
  const calls = name === "" ? [] : [violation, ...[...((exact ?? own.at(-1))?.stack ?? [])].reverse()];
  const shown = (some: readonly PlacedStep[]): Place | undefined =>
    some.findLast(({ place }) => place !== null)?.place ?? undefined;
  return exact?.place ?? calls.flatMap((call) => places(call))[0] ?? shown(own) ?? shown(steps) ?? null;
}

function storyOf(steps: readonly PlacedStep[]): readonly PlacedStep[] {
  const told = new Set<number>();
  const begun = new Set<number>();
  for (const step of steps) {
    const met = step.happensBefore.filter((n) => steps[n - 1]?.context !== step.context);
    if (met.length > 0 || step.violation !== undefined || !begun.has(step.context)) told.add(step.n);
    for (const n of met) told.add(n);
    begun.add(step.context);
  }
  const last = steps.at(-1);
  if (last) told.add(last.n);
  return steps.filter(({ n }) => told.has(n));
}
