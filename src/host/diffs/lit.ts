import type { Place, StepView } from "../../protocol";
import type { Shown } from "../replay/current";

/** A line that is marked in the diffs. */
export interface Lit {
  readonly place: Place;
  /** Index of the context whose step it is. */
  readonly context: number;
  /**
   * The step that is looked at, one that broke something, where a context has got to, or, while the step stands in no
   * hunk, the line at which the diff was left. In a debug session also the step that comes next.
   */
  readonly kind: "step" | "violation" | "elsewhere" | "away" | "next";
  readonly step: StepView;
}

/**
 * The lines to mark: that of the step that is looked at, and for every context that is under way elsewhere the last of
 * its lines that a diff shows.
 *
 * @param left the line that was lit last, where it is said that a step stands in no hunk
 */
export function litBy({ execution, cursor }: Shown, left: Place | null = null): readonly Lit[] {
  const done = execution.steps.slice(0, cursor);
  const now = done.at(-1);
  const lit = execution.contexts.flatMap((_, context): readonly Lit[] => {
    if (context === now?.context && now.place !== null) {
      const kind = now.violations.length > 0 ? "violation" : "step";
      return [{ place: now.place, context, kind, step: now }];
    }
    const latest = done.findLast((step) => step.context === context && step.place !== null);
    if (!latest?.place || hasFinished(done, context)) return [];
    return [{ place: latest.place, context, kind: "elsewhere", step: latest }];
  });
  if (!now || now.place !== null) return lit;
  const { context } = now;
  const place = left ?? lit.find((one) => one.context === context)?.place;
  return place ? [...lit, { place, context, kind: "away", step: now }] : lit;
}

function hasFinished(done: readonly StepView[], context: number): boolean {
  const status = done
    .findLast(({ statuses }) => statuses.some((one) => one.context === context))
    ?.statuses.find((one) => one.context === context);
  return status?.state === "finished";
}

/** The line to mark on a side: the step's own, or the same one on the other side. */
export function lineOn(place: Place, side: Place["side"]): number | null {
  if (place.side === side) return place.line;
  return place.unchanged ? place.across : null;
}

/** The line at which a debugger stands, before its step is done. */
export function nextOf({ execution, cursor }: Shown): readonly Lit[] {
  const step = execution.steps[cursor];
  return step?.place ? [{ place: step.place, context: step.context, kind: "next", step }] : [];
}

/** Whether a mark is of the step that is looked at, and on its own line. */
export function isOfStep({ kind }: Pick<Lit, "kind">): boolean {
  return kind === "step" || kind === "violation";
}
