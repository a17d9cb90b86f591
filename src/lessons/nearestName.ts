import { nearest } from "../nearest";

/** The name most like `word`, as the end of a sentence that says there is no such thing; empty if none is near. */
export function nearestName(word: string, names: readonly string[]): string {
  const near = nearest(word, names);
  return near === null ? "" : `; the nearest is "${near}"`;
}
