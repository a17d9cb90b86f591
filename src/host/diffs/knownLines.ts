import { carryHunks } from "../../patch/applyHunks";
import type { Side } from "../../patch/patch";
import { merged, sideOfFile, unknownText, type SparseText } from "../../patch/sparseText";
import type { FoundPatch, FoundSeries } from "../desk/found";
import { fileOf } from "../desk/lookup";

/** What is known of a file on both sides of one patch of a series. */
type Sides = Readonly<Record<Side, SparseText>>;

/**
 * What a series shows of a file before and after each of its patches. A line that one patch shows is known
 * under all others too, as long as none changes it: it is carried up and down the series.
 */
export function knownInSeries({ patches }: FoundSeries, path: string): ReadonlyMap<FoundPatch, Sides> {
  const changing = patches.flatMap((patch) => {
    const file = fileOf(patch, path);
    return file === undefined ? [] : [{ patch, file }];
  });
  const known = new Map<FoundPatch, Sides>();
  let below = unknownText;
  for (const { patch, file } of changing) {
    const old = merged(sideOfFile(file, "old"), below);
    below = merged(sideOfFile(file, "new"), carryHunks(old, file.hunks, "old").text);
    known.set(patch, { old, new: below });
  }
  let above = unknownText;
  for (const { patch, file } of changing.toReversed()) {
    const sides = known.get(patch);
    if (sides === undefined) continue;
    const after = merged(sides.new, above);
    above = merged(sides.old, carryHunks(after, file.hunks, "new").text);
    known.set(patch, { old: above, new: after });
  }
  return known;
}
