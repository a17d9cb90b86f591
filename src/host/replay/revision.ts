import type { Side } from "../../patch/patch";
import { knownPatches } from "../../series/knownPatch";

/** The code that the first patch of each modelled series was made for. */
const roots: Readonly<Record<string, string>> = { "direct-io": "base", "aio-errors": "prop-base" };

/**
 * The revision that is the code before (`old`) or after (`new`) a patch; undefined when there are no models of it.
 *
 * A revision bears the name of the patch that makes it. The patches of `direct-io` stand on each other; those
 * of `aio-errors` are two answers to one bug, each made for the same tree.
 */
export function revisionOf(patch: string, side: Side): string | undefined {
  const known = knownPatches.find(({ name }) => name === patch);
  if (known === undefined || side === "new") return known?.name;
  const root = roots[known.series];
  if (known.series !== "direct-io") return root;
  const series = knownPatches.filter((one) => one.series === known.series);
  return series[series.indexOf(known) - 1]?.name ?? root;
}
