import type { FileDiff, Hunk, Side } from "./patch";
import { GUESSED } from "./hunkReader";
import { gitBlobId } from "./sha1";
import type { SparseText } from "./sparseText";
import { joinedText, sideOfFile } from "./sparseText";

/** Git never abbreviates an id to fewer digits than this. */
const LEAST_DIGITS = 4;

/** True for the id of a blob that is there: not for all zeros, which git writes for no file. */
export function namesBlob(blob: string | null): blob is string {
  return blob !== null && blob.length >= LEAST_DIGITS && !/^0+$/.test(blob);
}

/** True if a text that is known whole has the blob id that a header abbreviates. */
export function hasBlobId(text: SparseText, blob: string | null): boolean {
  if (!namesBlob(blob)) return false;
  // Where the length is not known, the lines that are known may still be all of them.
  const whole = joinedText(text, text.length ?? text.lines.size);
  return whole !== null && gitBlobId(whole).startsWith(blob);
}

type WithHunks = Paths & Pick<FileDiff, "hunks">;

/** The sides that have an id and may be shown whole: their first line is in a hunk, however that is read. */
function provableSides({ oldBlob, newBlob, hunks }: WithHunks): readonly Side[] {
  const sides: Side[] = [];
  if (namesBlob(oldBlob) && hunks.some(({ oldStart }) => oldStart <= 1)) sides.push("old");
  if (namesBlob(newBlob) && hunks.some(({ newStart }) => newStart <= 1)) sides.push("new");
  return sides;
}

/**
 * The sides of a file whose whole text its hunks show and whose git blob id is the one
 * of the `index` line. Only small or new files are shown whole.
 */
export function provenSides(file: WithHunks): readonly Side[] {
  return provableSides(file).filter((side) =>
    hasBlobId(sideOfFile(file, side), side === "old" ? file.oldBlob : file.newBlob),
  );
}

/** A damaged hunk with the other ways to read it, best first. */
export interface Alternatives {
  readonly hunk: Hunk;
  readonly others: readonly Hunk[];
}

/** Only a file that a few hunks show whole can be proved; of more hunks the readings are not combined. */
const FEW_HUNKS = 6;
/** More combinations than this are not tried. */
const TRIALS = 64;

/** All ways to choose one reading of each hunk, the likeliest first, up to a limit. */
function combinations(hunks: readonly Alternatives[]): readonly (readonly Hunk[])[] {
  let chosen: (readonly Hunk[])[] = [[]];
  for (const { hunk, others } of hunks)
    chosen = [hunk, ...others].flatMap((one) => chosen.map((before) => [...before, one])).slice(0, TRIALS);
  return chosen;
}

function changes(hunk: Hunk): number {
  return hunk.additions + hunk.deletions;
}

/**
 * The likeliest readings, but for one hunk whose other reading makes the number of changed lines the claimed one. Where
 * several would, its certainty is its share of what speaks for them; of one alone a sum is still no proof.
 */
function agreeing(hunks: readonly Alternatives[], claim: number): readonly Hunk[] | null {
  const likeliest = hunks.map(({ hunk }) => hunk);
  const lacking = claim - likeliest.reduce((sum, hunk) => sum + changes(hunk), 0);
  if (lacking === 0) return likeliest;
  const found = hunks.flatMap(({ hunk, others }, index) =>
    others
      .filter((other) => changes(other) - changes(hunk) === lacking)
      .map((other) => ({ other, index, odds: other.certainty / hunk.certainty })),
  );
  const [best] = [...found].sort((one, other) => other.odds - one.odds);
  if (best === undefined) return null;
  const share = best.odds / found.reduce((sum, { odds }) => sum + odds, 0);
  // In hundredths, as all certainties of hunks are.
  const certainty = Math.min(GUESSED, Math.round(share * 100) / 100);
  return likeliest.with(best.index, { ...best.other, certainty });
}

type Paths = Pick<FileDiff, "old" | "new" | "oldBlob" | "newBlob">;

/** The readings of a file's hunks that a proof chose, and which sides it proves. */
export interface Decision {
  readonly hunks: readonly Hunk[];
  readonly proven: readonly Side[];
}

/** True if no row of a hunk is missing and each stands on a side whose text is proven. */
function isProven(hunk: Hunk, proven: readonly Side[]): boolean {
  if (hunk.gaps.length > 0) return false;
  return (proven.includes("old") || hunk.deletions === 0) && (proven.includes("new") || hunk.additions === 0);
}

/**
 * Chooses among the readings of a file's damaged hunks: those whose text has the blob
 * id of the header (then nothing is in doubt), else those that have the number of
 * changed lines that the mail's diffstat claims, else the likeliest ones.
 */
export function decide(file: Paths, hunks: readonly Alternatives[], claimed: () => number | null): Decision {
  const likeliest = hunks.map(({ hunk }) => hunk);
  if (hunks.every(({ hunk }) => hunk.certainty === 1)) return { hunks: likeliest, proven: [] };
  const shown = hunks.length <= FEW_HUNKS && provableSides({ ...file, hunks: likeliest }).length > 0;
  let best: Decision | null = null;
  for (const trial of shown ? combinations(hunks) : []) {
    const proven = provenSides({ ...file, hunks: trial });
    if (proven.length <= (best?.proven.length ?? 0)) continue;
    best = {
      hunks: trial.map((hunk) => (isProven(hunk, proven) ? { ...hunk, certainty: 1 } : hunk)),
      proven,
    };
    if (proven.length === 2) break;
  }
  if (best !== null) return best;
  const claim = claimed();
  return { hunks: (claim === null ? null : agreeing(hunks, claim)) ?? likeliest, proven: [] };
}
