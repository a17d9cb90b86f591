import { UsageError } from "./command";
import { nearest } from "../nearest";

/**
 * The items that a list of names, with commas between them, asks for; `all`, or nothing, means all of them.
 * Throws a `UsageError` that gives the nearest name for one that does not exist.
 */
export function chosen<T extends { readonly id: string }>(
  what: string,
  list: string | undefined,
  all: readonly T[],
): readonly T[] {
  if (list === undefined || list === "all") return all;
  return list.split(",").map((name) => {
    const found = all.find(({ id }) => id === name);
    if (found !== undefined) return found;
    const near = nearest(
      name,
      all.map(({ id }) => id),
    );
    throw new UsageError(
      `There is no ${what} "${name}"${near === null ? "." : `; the nearest is "${near}".`}`,
    );
  });
}
