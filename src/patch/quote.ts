import type { TextLine } from "../mail/textLine";
import { COMMON, likelyPlaces, lowerBound } from "./commonLine";
import { placesOfPart } from "./partialLine";
import { squash, tailOf } from "./anchorIndex";
import type { AnchorIndex, Place } from "./anchorIndex";
import type { QuotedForm, QuotedLine } from "./quotedLine";
import { readQuotedLine, wrappedForms } from "./quotedLine";

/** How many lines a mailer may have made of one row, or how many rows it may have run together. */
const PIECES = 4;

/** How well a quoted line, with the lines above it that are the same row, fits a place. */
export interface Fit {
  /** Index of the place; of the last one where several were run together. */
  readonly end: number;
  readonly lines: number;
  readonly places: number;
  readonly score: number;
  readonly verbatim: boolean;
}

/** How much a matching line says: a brace little, a whole statement all that one line can. */
function weight(key: string): number {
  return Math.min(1, 0.15 + key.length / 24);
}

function markScore(form: QuotedForm, place: Place): number {
  if (form.mark === null || place.mark === "@") return 0;
  return form.mark === place.mark ? 0.3 : form.mark === " " ? -0.15 : -0.6;
}

/** One line against several rows (the quoter's mailer filled them to one paragraph), the last of which is at `end`. */
function fitFilled({ forms }: QuotedLine, places: readonly Place[], end: number): Fit | null {
  for (const form of forms) {
    let key = "";
    for (let rows = 1; rows <= PIECES; rows++) {
      const place = places[end - rows + 1];
      if (place === undefined || place.mark === "@") break;
      key = place.key + key;
      if (!form.key.endsWith(key)) break;
      if (rows > 1 && form.key === key) {
        const score = weight(key) + markScore(form, place);
        return { end, lines: 1, places: rows, score, verbatim: false };
      }
    }
  }
  return null;
}

/** A quoted passage, which finds once for each of its lines where that fits the diffs. */
export class Quote {
  readonly lines: readonly QuotedLine[];
  readonly #index: AnchorIndex;
  readonly #fits: (readonly Fit[] | undefined)[] = [];
  readonly #forms: (readonly { readonly form: QuotedForm; readonly lines: number }[] | undefined)[] = [];

  constructor(passage: readonly TextLine[], index: AnchorIndex) {
    this.lines = passage.map(readQuotedLine);
    this.#index = index;
  }

  /** All places that the line at `at` fits, in the order of the diffs. */
  fitsAt(at: number): readonly Fit[] {
    const known = this.#fits[at];
    if (known !== undefined) return known;
    const found = this.#findFits(at);
    this.#fits[at] = found;
    return found;
  }

  /**
   * The last few fits of the line that are not behind the place of index `end`, the nearest first. They are looked up
   * alone: a line may stand in thousands of places.
   */
  nearestAbove(at: number, end: number, most: number): readonly Fit[] {
    const line = this.lines[at];
    if (line === undefined || line.blank) return [];
    const forms = this.#formsAt(at, line);
    const best = new Map<number, Fit>();
    for (const { form, lines } of forms) this.#take(best, form, lines, this.#lastPlaces(form.key, end, most));
    const found = forms.length === 0 ? this.fitsAt(at).filter((fit) => fit.end <= end) : [...best.values()];
    return found.length < 2 ? found : found.sort((one, other) => other.end - one.end).slice(0, most);
  }

  /** The last few places of a key that are not behind `end`; a common line counts only in step with the rows. */
  #lastPlaces(key: string, end: number, most: number): readonly number[] {
    const places = this.#index.byKey.get(key) ?? [];
    if (places.length > COMMON) return this.#index.places[end]?.key === key ? [end] : [];
    const behind = lowerBound(places, end + 1);
    return places.slice(Math.max(0, behind - most), behind);
  }

  /** The ways to understand a line by which it is a row somewhere. */
  #formsAt(at: number, line: QuotedLine): readonly { readonly form: QuotedForm; readonly lines: number }[] {
    const known = this.#forms[at];
    if (known !== undefined) return known;
    const forms = [
      ...line.forms.map((form) => ({ form, lines: 1 })),
      ...wrappedForms(this.lines, at, PIECES).map((form) => ({ form, lines: form.lines })),
    ].filter(({ form }) => this.#index.byKey.has(form.key));
    this.#forms[at] = forms;
    return forms;
  }

  #findFits(at: number): readonly Fit[] {
    const line = this.lines[at];
    if (line === undefined || line.blank) return [];
    const best = new Map<number, Fit>();
    for (const { form, lines } of this.#formsAt(at, line))
      this.#take(best, form, lines, likelyPlaces(form, this.lines, at, this.#index));
    const found = best.size > 0 ? [...best.values()] : this.#filled(line);
    return found.sort((one, other) => one.end - other.end);
  }

  /** Notes the places of one form; of several forms that fit a place, fewer lines go first, then the score. */
  #take(best: Map<number, Fit>, form: QuotedForm, lines: number, ends: readonly number[]): void {
    for (const end of ends) {
      const place = this.#index.places[end];
      if (place === undefined) continue;
      const score = weight(place.key) + markScore(form, place);
      const other = best.get(end);
      if (other !== undefined && (other.lines < lines || other.score >= score)) continue;
      best.set(end, {
        end,
        lines,
        places: 1,
        score,
        verbatim: lines === 1 && form.verbatim === place.verbatim,
      });
    }
  }

  /** The places of rows of which the line at `at` is a part; what was cut off takes a fifth of what it says. */
  partsAt(at: number): readonly Fit[] {
    const best = new Map<number, Fit>();
    for (const form of this.lines[at]?.forms ?? [])
      for (const end of placesOfPart(form, this.#index)) {
        const place = this.#index.places[end];
        if (place === undefined || best.has(end)) continue;
        const score = 0.8 * weight(squash(form.verbatim)) + markScore(form, place);
        best.set(end, { end, lines: 1, places: 1, score, verbatim: false });
      }
    return [...best.values()];
  }

  /** A line that is no row by itself may be several that a mailer ran together; one too common to tell is not the last. */
  #filled(line: QuotedLine): Fit[] {
    const { places, byKey, lengths } = this.#index;
    const last = line.forms.flatMap(({ key }) =>
      [...(lengths.get(tailOf(key)) ?? [])].map((length) => byKey.get(key.slice(-length)) ?? []),
    );
    const ends = new Set(last.filter((found) => found.length <= COMMON).flat());
    return [...ends].flatMap((end) => fitFilled(line, places, end) ?? []);
  }
}
