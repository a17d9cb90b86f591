import { outcomeKey } from "../explore";
import type { Cell, SeenViolation } from "./matrix";
import { missingIn, violationsOf } from "./matrix";
import { revisions } from "./revisions";
import { isProblem } from "./scenario/fields";
import { switchableHunks, without } from "./without";

/** The smallest sets of hunks that can be left out of the revision that their patch makes. */
export interface HunkSet {
  readonly revision: string;
  readonly hunks: readonly string[];
}

/** What leaving out some hunks does to a scenario; only where it does something. */
export interface HunkEffect extends HunkSet {
  readonly scenario: string;
  /** Violations that these hunks keep away: seen only without them. */
  readonly broken: readonly SeenViolation[];
  /** Violations that these hunks bring: gone without them. */
  readonly mended: readonly SeenViolation[];
  /** Whether only results, events, remarks or calls of end_io differ. */
  readonly otherwise: boolean;
}

/** Every hunk of every patch, with those that must go with it, each set once, in order of the patches. */
export const hunkSets: readonly HunkSet[] = revisions.flatMap(({ id: revision, patch }) => {
  const own = switchableHunks.filter((hunk) => patch !== null && hunk.startsWith(`${patch}/`));
  const sets = own.flatMap((hunk) => {
    const less = without(revision, [hunk]);
    return isProblem(less) ? [] : [less.leftOut];
  });
  const different = new Map(sets.map((hunks) => [[...hunks].sort().join(), hunks]));
  return [...different.values()].map((hunks) => ({ revision, hunks }));
});

/** Compares cells with hunks left out to those of the whole revision. */
export function hunkEffects(cells: readonly Cell[]): readonly HunkEffect[] {
  const whole = new Map(
    cells
      .filter(({ without: hunks }) => hunks === undefined)
      .map((cell) => [`${cell.revision} ${cell.scenario}`, cell]),
  );
  return cells.flatMap(({ without: hunks, ...less }): HunkEffect[] => {
    const full = whole.get(`${less.revision} ${less.scenario}`);
    if (hunks === undefined || full === undefined || keysOf(full) === keysOf(less)) return [];
    const [old, now] = [violationsOf(full), violationsOf(less)];
    const [broken, mended] = [missingIn(now, old), missingIn(old, now)];
    const otherwise = broken.length + mended.length === 0;
    return [{ revision: less.revision, hunks, scenario: less.scenario, broken, mended, otherwise }];
  });
}

function keysOf({ outcomes }: Cell): string {
  return outcomes.map(outcomeKey).sort().join("\n");
}
