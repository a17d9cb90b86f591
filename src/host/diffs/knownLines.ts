import { carrySeries } from "../../patch/applyHunks";
import type { Side } from "../../patch/patch";
import { unknownText, type SparseText } from "../../patch/sparseText";
import type { FoundPatch, FoundSeries } from "../desk/found";
import { fileOf } from "../desk/lookup";

/**
 * What a series shows of a file before or after one of its patches. A line that one patch shows is known under
 * all others too, as long as none changes it: it is carried up and down the series.
 */
export function knownInSeries(
  { patches }: FoundSeries,
  patch: FoundPatch,
  path: string,
  side: Side,
): SparseText {
  const changing = patches.filter((one) => fileOf(one, path) !== undefined);
  const { states } = carrySeries(changing.flatMap((one) => fileOf(one, path) ?? []));
  return states[changing.indexOf(patch) + (side === "old" ? 0 : 1)] ?? unknownText;
}
