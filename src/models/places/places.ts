import { knownPatches } from "../../series/knownPatch";
import type { Place } from "./shownRows";
import type { RowsOfPatch, ShownRow, StepText } from "./shownRows";
import { findRow, rowsOn } from "./shownRows";

/** The lines that a step of a revision stands for: one for each open diff that shows it, the likeliest first. */
export type PlacesOf = (step: StepText) => readonly Place[];

/** Gives a patch that is open, by its short name. */
export type OpenPatch = (name: string) => Promise<RowsOfPatch | undefined>;

/** A side of a patch that shows a revision's text, or at least text that it shares. */
interface Showing {
  readonly patch: string;
  readonly side: Place["side"];
}

/** Short name of the series that a revision belongs to; `base` and `lock` stand around `direct-io`. */
export function seriesOf(revision: string): string {
  const known = knownPatches.find(({ name }) => name === revision);
  return known?.series ?? (["base", "lock"].includes(revision) ? "direct-io" : "aio-errors");
}

/**
 * Where to look for the lines of a revision: in what its own patch made, in what the next patch was made for,
 * and further away as long as a patch leaves the line alone, which equal text in the same function shows.
 */
export function showings(revision: string): readonly Showing[] {
  const known = knownPatches.find(({ name }) => name === revision);
  const series = seriesOf(revision);
  const names = knownPatches.filter((one) => one.series === series).map(({ name }) => name);
  if (series !== "direct-io") {
    const own: Showing[] = known ? [{ patch: revision, side: "new" }] : [];
    return [...own, ...names.map((patch): Showing => ({ patch, side: "old" })), { patch: "p5", side: "new" }];
  }
  // `lock` and what was only thought of come after the whole series, `base` before it.
  const isLater = revision === "lock" || revision.startsWith("whatif-");
  const at = isLater ? names.length - 1 : names.indexOf(revision);
  const far = names.map((_, distance): readonly Showing[] => {
    const [before, after] = [names[at - distance], names[at + 1 + distance]];
    return [
      ...(before === undefined ? [] : [{ patch: before, side: "new" } as const]),
      ...(after === undefined ? [] : [{ patch: after, side: "old" } as const]),
    ];
  });
  return far.flat();
}

/** Finds the lines of a revision's steps in the diffs that are open. */
export async function placesOf(revision: string, open: OpenPatch): Promise<PlacesOf> {
  const shown: (readonly ShownRow[])[] = [];
  for (const { patch, side } of showings(revision)) {
    const found = await open(patch);
    if (found) shown.push(rowsOn(found, side));
  }
  const known = new Map<string, readonly Place[]>();
  return (step) => {
    const key = `${step.function}|${step.cText}`;
    const places = known.get(key) ?? shown.flatMap((rows) => findRow(rows, step) ?? []);
    known.set(key, places);
    return places;
  };
}

/**
 * Gives each step one place, so that the diff in front changes as seldom as can be: a patch is kept while it
 * shows the steps, then the one is taken that shows most of the steps that follow. `latest` is the place
 * before the first step.
 */
export function placed<S extends StepText>(
  steps: readonly S[],
  places: PlacesOf,
  latest: Place | null = null,
): readonly (S & { readonly place: Place | null })[] {
  const candidates = steps.map(places);
  let patch = latest?.patch;
  return steps.map((step, i) => {
    const here = candidates[i] ?? [];
    const kept = here.find((place) => place.patch === patch);
    const place = kept ?? longest(here, candidates.slice(i + 1));
    if (place) patch = place.patch;
    return { ...step, place: place ?? null };
  });
}

/** Of some places, the one whose patch shows the longest run of the steps that follow. */
function longest(here: readonly Place[], next: readonly (readonly Place[])[]): Place | undefined {
  let left = here;
  for (const shown of next) {
    if (left.length <= 1) break;
    if (shown.length === 0) continue;
    const still = left.filter(({ patch }) => shown.some((place) => place.patch === patch));
    if (still.length === 0) break;
    left = still;
  }
  return left[0];
}
