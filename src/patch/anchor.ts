import type { TextLine } from "../mail/textLine";
import type { AnchorIndex, Place } from "./anchorIndex";
import type { QuotedForm, QuotedLine } from "./quotedLine";
import { readQuotedLine } from "./quotedLine";

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

/** How many lines a mailer may have made of one row, or how many rows it may have run together. */
const PIECES = 4;
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

/** How much a matching line says: a brace little, a whole statement all that one line can. */
function weight(key: string): number {
  return Math.min(1, 0.15 + key.length / 24);
}

/** How well the last pieces of the quote up to `at` match the places up to `end`. */
interface Match {
  readonly lines: number;
  readonly places: number;
  readonly score: number;
  readonly verbatim: boolean;
}

function markScore(form: QuotedForm, place: Place): number {
  if (form.mark === null || place.mark === "@") return 0;
  return form.mark === place.mark ? 0.3 : form.mark === " " ? -0.15 : -0.6;
}

/** One line against one row; the usual case. */
function matchOne(quoted: QuotedLine, place: Place): Match | null {
  let best: Match | null = null;
  for (const form of quoted.forms) {
    if (form.key !== place.key) continue;
    const score = weight(place.key) + markScore(form, place);
    if (best === null || score > best.score)
      best = { lines: 1, places: 1, score, verbatim: form.verbatim === place.verbatim };
  }
  return best;
}

/** Several lines against one row (the quoter's mailer wrapped it). */
function matchWrapped(quote: readonly QuotedLine[], at: number, place: Place): Match | null {
  for (let pieces = 2; pieces <= PIECES && at - pieces + 1 >= 0; pieces++) {
    const head = quote[at - pieces + 1];
    if (head === undefined || head.blank) return null;
    const rest = quote.slice(at - pieces + 2, at + 1);
    // Only the first piece carries the row's mark; what looks like one further down is text.
    const tails = rest.map(
      (line) => line.forms.find((form) => form.mark !== "+" && form.mark !== "-")?.key ?? "",
    );
    for (const form of head.forms) {
      if (form.key + tails.join("") !== place.key) continue;
      return { lines: pieces, places: 1, score: weight(place.key) + markScore(form, place), verbatim: false };
    }
  }
  return null;
}

/** One line against several rows (the quoter's mailer filled them to one paragraph). */
function matchFilled(quoted: QuotedLine, places: readonly Place[], end: number): Match | null {
  for (const form of quoted.forms) {
    let key = "";
    for (let rows = 1; rows <= PIECES; rows++) {
      const place = places[end - rows + 1];
      if (place === undefined || place.mark === "@") break;
      const marked = rows === 1 ? "" : key;
      key = place.key + marked;
      if (!form.key.endsWith(place.key) && rows === 1) break;
      if (rows > 1 && form.key === key)
        return { lines: 1, places: rows, score: weight(key) + markScore(form, place), verbatim: false };
      if (key.length > form.key.length) break;
    }
  }
  return null;
}

function matchAt(
  quote: readonly QuotedLine[],
  at: number,
  places: readonly Place[],
  end: number,
): Match | null {
  const quoted = quote[at];
  const place = places[end];
  if (quoted === undefined || place === undefined) return null;
  return matchOne(quoted, place) ?? matchWrapped(quote, at, place) ?? matchFilled(quoted, places, end);
}

/** Adds up how well the lines above the last one go on to fit the rows above it. */
function contextScore(
  quote: readonly QuotedLine[],
  from: number,
  places: readonly Place[],
  end: number,
  memory: number,
  trimmed: number,
): number {
  let score = 0;
  let at = from;
  let place = end;
  const stop = Math.max(0, from - memory);
  while (at >= stop && place >= 0) {
    const quoted = quote[at];
    if (quoted === undefined) break;
    if (quoted.blank) {
      if (places[place]?.key === "") place -= 1;
      at -= 1;
      continue;
    }
    let found: Match | null = null;
    let skipped = 0;
    for (; skipped < trimmed && place - skipped >= 0; skipped++) {
      found = matchAt(quote, at, places, place - skipped);
      if (found !== null) break;
    }
    if (found === null) {
      at -= 1;
      score -= 0.05;
      continue;
    }
    // Lines in step with the rows say more than lines found somewhere above.
    score += found.score * (skipped === 0 ? 1 : 0.6 / (1 + skipped * 0.2));
    at -= found.lines;
    place -= skipped + found.places;
  }
  return score;
}

interface Scored {
  readonly place: Place;
  /** Its index among all places. */
  readonly end: number;
  readonly score: number;
  readonly verbatim: boolean;
}

function candidatesFor(quote: readonly QuotedLine[], at: number, index: AnchorIndex): readonly number[] {
  const ends = new Set<number>();
  let key = "";
  for (let pieces = 1; pieces <= PIECES && at - pieces + 1 >= 0; pieces++) {
    const quoted = quote[at - pieces + 1];
    if (quoted === undefined || quoted.blank) break;
    for (const form of quoted.forms) for (const end of index.byKey.get(form.key + key) ?? []) ends.add(end);
    const plain = quoted.forms.find((form) => form.mark !== "+" && form.mark !== "-")?.key ?? "";
    key = plain + key;
  }
  if (ends.size > 0) return [...ends];
  // Rows run together by a mailer that fills paragraphs: found by their ends.
  const last = quote[at];
  return index.places.flatMap((place, end) =>
    place.key.length > 3 && last !== undefined && matchFilled(last, index.places, end) !== null ? [end] : [],
  );
}

function scoreAt(
  quote: readonly QuotedLine[],
  at: number,
  index: AnchorIndex,
  end: number,
  memory: number,
  trimmed: number,
): readonly Scored[] {
  const place = index.places[end];
  const match = matchAt(quote, at, index.places, end);
  if (place === undefined || match === null) return [];
  const above = contextScore(quote, at - match.lines, index.places, end - match.places, memory, trimmed);
  return [{ place, end, score: match.score + above, verbatim: match.verbatim }];
}

function byScore(one: Scored, other: Scored): number {
  return other.score - one.score;
}

function scoreAll(quote: readonly QuotedLine[], at: number, index: AnchorIndex): readonly Scored[] {
  let ends = candidatesFor(quote, at, index);
  if (ends.length > CLOSELY) {
    const shallow = ends.flatMap((end) => scoreAt(quote, at, index, end, NEAR, NEAR)).sort(byScore);
    const least = shallow[CLOSELY - 1]?.score ?? 0;
    // All that are as good as the last one kept stay, so that equal fits remain equal.
    ends = shallow
      .filter((scored) => scored.score >= least)
      .slice(0, 4 * CLOSELY)
      .map((scored) => scored.end);
  }
  return ends.flatMap((end) => scoreAt(quote, at, index, end, MEMORY, TRIMMED)).sort(byScore);
}

/** Scores that differ by less than this cannot be told apart. */
const TIE = 0.1;
const CLEAR = 0.4;

function anchorOf(scored: Scored, certainty: number): Anchor {
  const { patch, file, hunk, row, path, side, line } = scored.place;
  return { patch, file, hunk, row, path, side, line, certainty: Math.round(certainty * 100) / 100 };
}

/**
 * Finds the place that a quoted passage speaks of: the last quoted line of the diff.
 * The passage may have lost its quote marks, its first column and its blanks, may be
 * wrapped, trimmed or quoted again. Lines above the last one decide between places
 * with the same text; places that fit equally well are all returned, none believed.
 */
export function anchorQuote(passage: readonly TextLine[], index: AnchorIndex): Anchoring {
  const quote = passage.map(readQuotedLine);
  let at = quote.length - 1;
  for (let left = 0; at >= 0 && left <= LEFTOVER; at--) {
    if (quote[at]?.blank === true) continue;
    const scored = scoreAll(quote, at, index);
    const [best] = scored;
    if (best !== undefined && best.score > 0.1) return rank(scored, best, left);
    left += 1;
  }
  return { anchor: null, candidates: [] };
}

function rank(scored: readonly Scored[], best: Scored, left: number): Anchoring {
  const equal = scored.filter((other) => best.score - other.score < TIE).length;
  const second = scored[1];
  const margin = second === undefined ? Infinity : best.score - second.score;
  const unique = best.verbatim && left === 0 && margin >= 1 ? 1 : 0.9;
  const certainty =
    equal > 1
      ? 0.49 / (equal - 1) ** 0.5
      : margin < CLEAR
        ? 0.5 + margin
        : Math.max(0.5, unique - 0.1 * left);
  const candidates = scored.slice(0, CANDIDATES).map((other) => {
    const behind = best.score - other.score;
    return anchorOf(other, behind < TIE ? certainty : Math.min(0.4, certainty * Math.exp(-behind)));
  });
  return { anchor: candidates[0] ?? null, candidates };
}
