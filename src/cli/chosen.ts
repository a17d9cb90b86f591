import { unknown } from "./model";

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
    throw unknown(
      what,
      name,
      all.map(({ id }) => id),
    );
  });
}
