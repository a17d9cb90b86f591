/**
 * How much the laws try. Mistakes put in on purpose were found with the everyday numbers in nearly every run;
 * `LAWS=thorough` tries all, which takes minutes more.
 */
const isThorough = process.env["LAWS"] === "thorough";

/** How many random cases a law is tried with: so many in every run, or `all`. */
export function runs(everyday: number, all: number): number {
  return isThorough ? all : everyday;
}

/** One of each `step` members of a list, beginning with the one at `first`, or all of them. */
export function oneOf<T>(step: number, list: readonly T[], first = 0): readonly T[] {
  return isThorough ? list : list.filter((_, n) => n % step === first % step);
}
