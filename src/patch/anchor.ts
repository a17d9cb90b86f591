import type { TextLine } from "../mail/textLine";
import type { AnchorIndex, Place } from "./anchorIndex";
import { Quote } from "./quote";
import type { Fit } from "./quote";

/** The place of a diff that a comment speaks of. */
export interface Anchor extends Pick<Place, "patch" | "file" | "hunk" | "row" | "path" | "side" | "line"> {
  /** 1 for a verbatim quote that fits one place; below 0.5 if it fits several equally well. */
  readonly certainty: number;
}

/** The best place for a quoted passage and all that fit, best first. */
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
/** How near "nearest" is. */
const NEAR = 4;
/** So many lines at the end of a passage may be no diff (`[...]`, an attribution, a greeting). */
const LEFTOVER = 3;
const CANDIDATES = 32;

/** How far a place is compared with the quote above its last line. */
interface Reach {
  /** Lines of the quote that are looked at. */
  readonly memory: number;
  /** Rows that may have been trimmed between two of them. */
  readonly trimmed: number;
}

/** Adds up how well the lines above the last one go on to fit the rows above it. */
function contextScore(quote: Quote, last: Fit, at: number, index: AnchorIndex, reach: Reach): number {
  let score = 0;
  let line = at - last.lines;
  let end = last.end - last.places;
  const stop = Math.max(0, line - reach.memory);
  while (line >= stop && end >= 0) {
    if (quote.lines[line]?.blank === true) {
      if (index.places[end]?.key === "") end -= 1;
      line -= 1;
      continue;
    }
    const found = quote.nearestAbove(line, end);
    const skipped = found === null ? Infinity : end - found.end;
    if (found === null || skipped >= reach.trimmed) {
      line -= 1;
      score -= 0.05;
      continue;
    }
    // Lines in step with the rows say more than lines found somewhere above.
    score += found.score * (skipped === 0 ? 1 : 0.6 / (1 + skipped * 0.2));
    line -= found.lines;
    end = found.end - found.places;
  }
  return score;
}

interface Scored {
  readonly place: Place;
  readonly fit: Fit;
  readonly score: number;
}

function scored(quote: Quote, fits: readonly Fit[], at: number, index: AnchorIndex, reach: Reach): Scored[] {
  const found = fits.flatMap((fit): Scored[] => {
    const place = index.places[fit.end];
    if (place === undefined) return [];
    return [{ place, fit, score: fit.score + contextScore(quote, fit, at, index, reach) }];
  });
  return found.sort(byScore);
}

/** The best first; of places that fit equally well a context row, for a line that shows no mark is likely one. */
function byScore(one: Scored, other: Scored): number {
  return other.score - one.score || Number(other.place.mark === " ") - Number(one.place.mark === " ");
}

function scoreAll(quote: Quote, at: number, index: AnchorIndex): readonly Scored[] {
  let fits = quote.fitsAt(at);
  if (fits.length > CLOSELY) {
    const shallow = scored(quote, fits, at, index, { memory: NEAR, trimmed: NEAR });
    const least = shallow[CLOSELY - 1]?.score ?? 0;
    // All that are as good as the last one kept stay, so that equal fits remain equal.
    fits = shallow
      .filter(({ score }) => score >= least)
      .slice(0, 4 * CLOSELY)
      .map(({ fit }) => fit);
  }
  return scored(quote, fits, at, index, { memory: MEMORY, trimmed: TRIMMED });
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
 * with the same text; places that fit equally well are all returned, none believed.
 */
export function anchorQuote(passage: readonly TextLine[], index: AnchorIndex): Anchoring {
  const quote = new Quote(passage, index);
  let at = quote.lines.length - 1;
  for (let left = 0; at >= 0 && left <= LEFTOVER; at--) {
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
