import { squash } from "./anchorIndex";
import type { AnchorIndex } from "./anchorIndex";
import { COMMON } from "./commonLine";
import type { QuotedForm } from "./quotedLine";

/** Shorter parts than this, blanks not counted, are parts of many rows. */
const LEAST = 12;
/** What people put for the part of a line that they left out. */
const leftOut = /^\s*(?:\.{2,}|…|\[\.{2,}\])|(?:\.{2,}|…|\[\.{2,}\])\s*$/g;
const word = /\w+/g;

/** Where each word stands in the rows of the diffs. */
function wordsOf({ places }: AnchorIndex): ReadonlyMap<string, readonly number[]> {
  const words = new Map<string, number[]>();
  for (const [at, { verbatim }] of places.entries()) {
    for (const each of new Set(verbatim.match(word))) {
      const found = words.get(each);
      if (found === undefined) words.set(each, [at]);
      else found.push(at);
    }
  }
  return words;
}

/** The words are only listed where somebody quotes a part of a line. */
const known = new WeakMap<AnchorIndex, ReadonlyMap<string, readonly number[]>>();

/** The rows of which the quoter kept a part: at least two words of it, one of which does not stand in most rows. */
export function placesOfPart({ mark, verbatim }: QuotedForm, index: AnchorIndex): readonly number[] {
  const part = (mark === "+" || mark === "-" ? verbatim.slice(1) : verbatim).replace(leftOut, "");
  const key = squash(part);
  const own = part.match(word) ?? [];
  if (key.length < LEAST || own.length < 2) return [];
  const words = known.get(index) ?? wordsOf(index);
  known.set(index, words);
  for (const each of new Set(own)) {
    const all = words.get(each) ?? [];
    // The first and the last word may be cut as well, and be words elsewhere.
    const found = all.length > COMMON ? [] : all.filter((at) => index.places[at]?.key.includes(key));
    if (found.length > 0) return found;
  }
  return [];
}
