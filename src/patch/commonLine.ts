import type { AnchorIndex, Place } from "./anchorIndex";
import type { QuotedForm, QuotedLine } from "./quotedLine";

/**
 * A line that stands in more places than this says nothing by itself: it is looked for only where it stands in step
 * with the quote around it, and near the places of a rarer line above it.
 */
export const COMMON = 48;
/** Of so many lines above a common one the rarest tell where to look for it: of those close by, and of all. */
const WAYS_UP = [4, 60] as const;
/** Around each place of a rarer line at least so many places of the common one are looked at. */
const LEAST_AROUND = 3;
/** A line above that most of the places have as well tells them no better apart than one that all have. */
const TELLING = 0.75;

/** Index of the first of some ascending numbers that is not below `least`. */
export function lowerBound(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fits(place: Place | undefined, { mark, key }: QuotedForm): boolean {
  return place?.key === key && (mark === null || place.mark === mark);
}

/** Some dozens of the places where a line of this form may stand, the likeliest; all of them if they are no more. */
export function likelyPlaces(
  form: QuotedForm,
  lines: readonly QuotedLine[],
  at: number,
  index: AnchorIndex,
): readonly number[] {
  const all = index.byKey.get(form.key) ?? [];
  if (all.length <= COMMON) return all;
  const found = new Set(WAYS_UP.flatMap((most) => besideRarest(all, lines, at, most, index)));
  // Of places that nothing tells apart the last ones have the most rows above them.
  for (const end of inStep(all, form, lines, at, index).slice(-COMMON)) found.add(end);
  return [...found];
}

/** The places of a line that also have the lines above it above them, as long as those tell places apart. */
function inStep(
  all: readonly number[],
  form: QuotedForm,
  lines: readonly QuotedLine[],
  at: number,
  { byKey, inStep: knownBefore, places }: AnchorIndex,
): readonly number[] {
  let ends = all;
  let name = "";
  let current: QuotedForm | undefined = form;
  for (let up = 0; current !== undefined && ends.length > COMMON; up++) {
    const wanted: QuotedForm = current;
    name += `${wanted.mark ?? "?"}${wanted.key}\n`;
    const known = knownBefore.get(name);
    const next = known ?? ends.filter((end) => fits(places[end - up], wanted));
    if (known === undefined) knownBefore.set(name, next);
    if (next.length === 0 || (up > 0 && next.length > TELLING * ends.length)) break;
    ends = next;
    current = lines[at - up - 1]?.forms.find(({ key }) => byKey.has(key));
  }
  return ends;
}

/** The places of a line that stand around where the rarest of the `most` lines above it has them. */
function besideRarest(
  all: readonly number[],
  lines: readonly QuotedLine[],
  at: number,
  most: number,
  { byKey }: AnchorIndex,
): readonly number[] {
  let rarest: readonly number[] = [];
  let distance = 0;
  for (let up = 1; up <= most; up++) {
    for (const { key } of lines[at - up]?.forms ?? []) {
      const places = byKey.get(key) ?? [];
      if (places.length === 0 || places.length > (distance === 0 ? COMMON : rarest.length - 1)) continue;
      [rarest, distance] = [places, up];
    }
  }
  const around = Math.max(LEAST_AROUND, Math.floor(COMMON / rarest.length));
  return rarest.flatMap((place) => {
    const first = lowerBound(all, place + Math.max(1, distance - (around >> 1)));
    return all.slice(first, first + around);
  });
}
