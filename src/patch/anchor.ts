import type { TextLine } from "../mail/textLine";
import type { AnchorIndex, Place } from "./anchorIndex";
import { Quote } from "./quote";
import { QuoteAbove } from "./quoteAbove";
import type { Reach } from "./quoteAbove";
import type { Fit } from "./quote";

/** The place of a diff that a comment speaks of. */
export interface Anchor extends Pick<Place, "patch" | "file" | "hunk" | "row" | "path" | "side" | "line"> {
  /** 1 for a verbatim quote that fits one place; below 0.5 if it fits several equally well. */
  readonly certainty: number;
}

/** The best place for a quoted passage and those that fit, best first: no more than 32 of them. */
export interface Anchoring {
  /** Null if no line of the passage is a line of the diffs. */
  readonly anchor: Anchor | null;
  readonly candidates: readonly Anchor[];
}

/** How many rows of a diff a quoter may have trimmed between two quoted lines before order says nothing. */
const TRIMMED = 60;
/** Quoted lines further up than this add nothing that the nearer ones do not say. */
const MEMORY = 60;
/** Of more places than this only those are looked at closely whose nearest lines fit best. */
const CLOSELY = 48;
/** Of so many places each line above may take the one that fits best. */
const CHOICES = 3;
/** How near "nearest" is. */
const NEAR = 4;
/** So many lines at the end of a passage may be no diff (`[...]`, an attribution, a greeting). */
const LEFTOVER = 3;
/** So many places are told at most: nobody looks through more of them, and a line may fit thousands. */
const CANDIDATES = 32;

interface Scored {
  readonly place: Place;
  readonly fit: Fit;
  readonly score: number;
}

/** How much it counts that the quote names the file of a place: more than a tie, less than a row more that fits. */
const NAMED = 0.6;

function isNamed(path: string, file: string | null): boolean {
  return file !== null && (path === file || path.endsWith(`/${file}`) || file.endsWith(`/${path}`));
}

function scored(quote: Quote, fits: readonly Fit[], at: number, index: AnchorIndex, reach: Reach): Scored[] {
  const above = new QuoteAbove(quote, at, index, reach);
  const file = quote.lines.slice(0, at).findLast((line) => line.file !== null)?.file ?? null;
  const found = fits.flatMap((fit): Scored[] => {
    const place = index.places[fit.end];
    if (place === undefined) return [];
    return [{ place, fit, score: fit.score + above.score(fit) + (isNamed(place.path, file) ? NAMED : 0) }];
  });
  return found.sort(byScore);
}

/** The best first; of places that fit equally well a context row, for a line that shows no mark is likely one. */
function byScore(one: Scored, other: Scored): number {
  return other.score - one.score || Number(other.place.mark === " ") - Number(one.place.mark === " ");
}

function scoreAll(quote: Quote, at: number, index: AnchorIndex): readonly Scored[] {
  let fits = quote.fitsAt(at);
  if (fits.length === 0) fits = quote.partsAt(at);
  if (fits.length > CLOSELY) {
    const shallow = scored(quote, fits, at, index, { memory: NEAR, trimmed: NEAR, choices: 1 });
    const least = shallow[CLOSELY - 1]?.score ?? 0;
    // All that are as good as the last one kept stay, so that equal fits remain equal.
    fits = shallow
      .filter(({ score }) => score >= least)
      .slice(0, 4 * CLOSELY)
      .map(({ fit }) => fit);
  }
  return scored(quote, fits, at, index, { memory: MEMORY, trimmed: TRIMMED, choices: CHOICES });
}

/** Scores that differ by less than this cannot be told apart. */
const TIE = 0.1;
const CLEAR = 0.4;

function anchorOf({ place }: Scored, certainty: number): Anchor {
  const { patch, file, hunk, row, path, side, line } = place;
  return { patch, file, hunk, row, path, side, line, certainty: Math.round(certainty * 100) / 100 };
}

/**
 * Finds the place that a quoted passage speaks of: the last quoted line of the diff.
 * The passage may have lost its quote marks, its first column and its blanks, may be
 * wrapped, trimmed or quoted again. Lines above the last one decide between places
 * with the same text, also those that the mail quotes `above` other comments; of places that fit equally well
 * none is believed.
 */
export function anchorQuote(
  passage: readonly TextLine[],
  index: AnchorIndex,
  above: readonly TextLine[] = [],
): Anchoring {
  // Somebody's words stand between: rows may be missing there, as at an empty line.
  const between = above.length === 0 ? [] : [{ text: "", line: 0 }];
  const quote = new Quote([...above, ...between, ...passage], index);
  const first = quote.lines.length - passage.length;
  let at = quote.lines.length - 1;
  for (let left = 0; at >= first && left <= LEFTOVER; at--) {
    if (quote.lines[at]?.blank === true) continue;
    const all = scoreAll(quote, at, index);
    const [best] = all;
    if (best !== undefined && best.score > 0.1) return rank(all, best, left);
    left += 1;
  }
  return { anchor: null, candidates: [] };
}

function rank(all: readonly Scored[], best: Scored, left: number): Anchoring {
  const equal = all.filter((other) => best.score - other.score < TIE).length;
  const second = all[1];
  const margin = second === undefined ? Infinity : best.score - second.score;
  const unique = best.fit.verbatim && left === 0 && margin >= 1 ? 1 : 0.9;
  const certainty =
    equal > 1
      ? 0.49 / (equal - 1) ** 0.5
      : margin < CLEAR
        ? 0.5 + margin
        : Math.max(0.5, unique - 0.1 * left);
  const candidates = all.slice(0, CANDIDATES).map((other) => {
    const behind = best.score - other.score;
    return anchorOf(other, behind < TIE ? certainty : Math.min(0.4, certainty * Math.exp(-behind)));
  });
  return { anchor: candidates[0] ?? null, candidates };
}
