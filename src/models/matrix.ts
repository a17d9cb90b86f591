import type { FoundOutcome, Violation } from "../explore";
import { explore } from "../explore";
import { programFor } from "./program";
import { revisions } from "./revisions";
import type { Scenario } from "./scenario/scenario";

/** What one revision does in one scenario. */
export interface Cell {
  readonly revision: string;
  readonly scenario: string;
  /** Hunks that were left out; absent for the whole revision. */
  readonly without?: readonly string[];
  readonly exhaustive: boolean;
  readonly outcomes: readonly FoundOutcome[];
}

/** A violation that some execution has, with the schedule of one. */
export interface SeenViolation extends Violation {
  readonly schedule: string;
}

/** What a patch mends in a scenario, and what it brings. */
export interface Change {
  readonly scenario: string;
  readonly from: string;
  readonly to: string;
  readonly fixed: readonly SeenViolation[];
  readonly introduced: readonly SeenViolation[];
}

/** Explores every execution of a scenario on a revision. */
export function cellOf(revision: string, scenario: Scenario, without?: readonly string[]): Cell {
  const { exhaustive, outcomes } = explore(programFor(revision, scenario, { without: without ?? [] }));
  const less = without === undefined ? {} : { without };
  return { revision, scenario: scenario.id, ...less, exhaustive, outcomes };
}

/** Whether a revision is one that people only talked about; the matrix has it if it is named. */
export function isWhatIf(revision: string): boolean {
  return revision.startsWith("whatif-");
}

/** The pairs of revisions that a patch of the documents, or the commit after them, lies between. */
const neighbours: readonly (readonly [from: string, to: string])[] = revisions.flatMap(({ id, parent }) =>
  // No patch makes prop-base of lock: two months of other people's commits do.
  parent === null || id === "prop-base" || isWhatIf(id) ? [] : [[parent, id]],
);

/** What tells violations of one cell apart. */
interface Named {
  readonly kind: string;
  readonly object: string;
  readonly context: string;
}

/** The violations of a cell, each kind, object and context once, with the schedule of an execution that has it. */
export function violationsOf<V extends Named>(cell: {
  readonly outcomes: readonly { readonly violations: readonly V[]; readonly schedule: string }[];
}): readonly (V & { readonly schedule: string })[] {
  const seen = new Map<string, V & { readonly schedule: string }>();
  for (const { violations, schedule } of cell.outcomes)
    for (const violation of violations) {
      const key = keyOf(violation);
      if (!seen.has(key)) seen.set(key, { ...violation, schedule });
    }
  return [...seen.values()];
}

function keyOf({ kind, object, context }: Named): string {
  return `${kind} ${object} ${context}`;
}

/** The violations that are here and not there. */
export function missingIn(
  here: readonly SeenViolation[],
  there: readonly SeenViolation[],
): readonly SeenViolation[] {
  const keys = new Set(there.map(keyOf));
  return here.filter((violation) => !keys.has(keyOf(violation)));
}

/** Which patch mends and which brings each violation; only where one does. */
export function changesOf(cells: readonly Cell[]): readonly Change[] {
  const at = new Map(cells.map((cell) => [`${cell.revision} ${cell.scenario}`, cell]));
  const ids = [...new Set(cells.map(({ scenario }) => scenario))];
  return neighbours.flatMap(([from, to]) =>
    ids.flatMap((scenario): Change[] => {
      const [before, after] = [at.get(`${from} ${scenario}`), at.get(`${to} ${scenario}`)];
      if (before === undefined || after === undefined) return [];
      const [old, now] = [violationsOf(before), violationsOf(after)];
      const [fixed, introduced] = [missingIn(old, now), missingIn(now, old)];
      return fixed.length + introduced.length === 0 ? [] : [{ scenario, from, to, fixed, introduced }];
    }),
  );
}
