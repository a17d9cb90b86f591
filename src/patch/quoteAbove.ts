import type { AnchorIndex, Place } from "./anchorIndex";
import type { Fit, Quote } from "./quote";

/** How far a place is compared with the quote above its last line. */
export interface Reach {
  /** Lines of the quote that are looked at. */
  readonly memory: number;
  /** Rows that may have been trimmed between two of them. */
  readonly trimmed: number;
  /** Among so many places right above it is chosen where a line stood: the nearest may have the other mark. */
  readonly choices: number;
}

/** What the quote says of rows that may be missing below a line of it. */
type Missing =
  /** Nothing: the lines stand below each other. */
  | "none"
  /** An empty line that is no row of the diff stands between. */
  | "perhaps"
  /** A sign such as `[...]` stands between. */
  | "surely";

const kinds: readonly Missing[] = ["none", "perhaps", "surely"];

/** How much a line counts that stands somewhere above, not in step with the rows. */
const OUT_OF_STEP = 0.6;
/** What a line costs that stands nowhere near above. */
const NOWHERE = -0.05;

/**
 * How much a line counts that fits `skipped` rows further up. Lines in step with the rows say more than lines found
 * somewhere above. Where rows were left out the distance says nothing, but nobody cuts from one hunk into another.
 */
function stepWeight(skipped: number, missing: Missing, isSameHunk: boolean): number {
  if (missing !== "none" && isSameHunk) return OUT_OF_STEP;
  return skipped === 0 ? 1 : OUT_OF_STEP / (1 + skipped * 0.2);
}

function isSameHunk(one: Place | undefined, other: Place | undefined): boolean {
  return one?.hunk === other?.hunk && one?.file === other?.file && one?.patch === other?.patch;
}

/**
 * How well the lines of a quote above line `at` go on to fit the rows above a place that `at` fits. Each line may stand in
 * one of the nearest places that it fits; the sum of the best choice counts. What is known of a line and a row is kept, so
 * many places in one hunk cost little more than one.
 */
export class QuoteAbove {
  readonly #known = new Map<number, number>();

  readonly #quote: Quote;
  readonly #at: number;
  readonly #index: AnchorIndex;
  readonly #reach: Reach;

  constructor(quote: Quote, at: number, index: AnchorIndex, reach: Reach) {
    this.#quote = quote;
    this.#at = at;
    this.#index = index;
    this.#reach = reach;
  }

  score(last: Fit): number {
    return this.#best(this.#at - last.lines, last.end - last.places, "none", this.#index.places[last.end]);
  }

  /** The best sum for the lines up to `line` in the rows up to `end`; `own` is in the hunk that the quote ends in. */
  #best(line: number, end: number, missing: Missing, own: Place | undefined): number {
    if (line < Math.max(0, this.#at - this.#reach.memory) || end < 0) return 0;
    const isSame = isSameHunk(this.#index.places[end], own);
    const state = kinds.indexOf(missing) * 2 + Number(isSame);
    const key = (line * this.#index.places.length + end) * kinds.length * 2 + state;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const score = this.#bestOf(line, end, missing, own);
    this.#known.set(key, score);
    return score;
  }

  #bestOf(line: number, end: number, missing: Missing, own: Place | undefined): number {
    const current = this.#quote.lines[line];
    if (current?.isCut === true) return this.#best(line - 1, end, "surely", own);
    if (current?.blank === true) {
      const between = this.#best(line - 1, end, missing === "none" ? "perhaps" : missing, own);
      if (this.#index.places[end]?.key !== "") return between;
      return Math.max(between, this.#best(line - 1, end - 1, missing, own));
    }
    let best: number | null = null;
    for (const fit of this.#quote.nearestAbove(
      line,
      missing === "surely" ? end - 1 : end,
      this.#reach.choices,
    )) {
      const skipped = end - fit.end;
      if (skipped >= this.#reach.trimmed) break;
      const worth = fit.score * stepWeight(skipped, missing, isSameHunk(this.#index.places[fit.end], own));
      const sum = worth + this.#best(line - fit.lines, fit.end - fit.places, "none", own);
      if (best === null || sum > best) best = sum;
    }
    return best ?? NOWHERE + this.#best(line - 1, end, missing, own);
  }
}
