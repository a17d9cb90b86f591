import { knownPatches } from "../../series/knownPatch";
import type { Place } from "../../protocol";
import type { RowsOfPatch, ShownRow, StepText } from "./shownRows";
import { findRow, rowsOn } from "./shownRows";

/** The line that a step of a revision stands for; null if no open diff shows it. */
export type PlaceOf = (step: StepText) => Place | null;

/** Gives a patch that is open, by its short name. */
export type OpenPatch = (name: string) => Promise<RowsOfPatch | undefined>;

/** A side of a patch that shows a revision's text, or at least text that it shares. */
interface Showing {
  readonly patch: string;
  readonly side: Place["side"];
}

/**
 * Where to look for the lines of a revision: in what its own patch made, in what the next patch was made for,
 * and further away as long as a patch leaves the line alone, which equal text in the same function shows.
 */
export function showings(revision: string): readonly Showing[] {
  const known = knownPatches.find(({ name }) => name === revision);
  const series = known?.series ?? (revision === "prop-base" ? "aio-errors" : "direct-io");
  const names = knownPatches.filter((one) => one.series === series).map(({ name }) => name);
  if (series !== "direct-io") {
    const own: Showing[] = known ? [{ patch: revision, side: "new" }] : [];
    return [...own, ...names.map((patch): Showing => ({ patch, side: "old" })), { patch: "p5", side: "new" }];
  }
  // `lock` comes after the whole series, `base` before it.
  const at = revision === "lock" ? names.length - 1 : names.indexOf(revision);
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
export async function placesOf(revision: string, open: OpenPatch): Promise<PlaceOf> {
  const shown: (readonly ShownRow[])[] = [];
  for (const { patch, side } of showings(revision)) {
    const found = await open(patch);
    if (found) shown.push(rowsOn(found, side));
  }
  const known = new Map<string, Place | null>();
  return (step) => {
    const key = `${step.function}|${step.cText}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const place = shown.reduce<Place | null>((found, rows) => found ?? findRow(rows, step), null);
    known.set(key, place);
    return place;
  };
}
