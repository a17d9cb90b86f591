/** How many lines above and below are looked at. */
const reach = 60;

/** Lines of the old text that an inline diff shows together as deleted; all numbers from 1. */
export interface DeletedBlock {
  readonly first: number;
  readonly last: number;
  /** The line of the new text right below them; one more than it has, where they end the file. */
  readonly below: number;
}

/**
 * The block of deleted lines in which an inline diff shows a line.
 *
 * VS Code pairs the lines of two short texts so that the paired text is as long as can be, whatever the patch
 * itself paired (`DynamicProgrammingDiffing` in its sources, version 1.91); so does this, around the line.
 *
 * @param line the deleted line, from 1
 * @param expected the line of the new text that the patch has below it, from 1
 */
export function blockAround(
  before: readonly string[],
  after: readonly string[],
  line: number,
  expected: number,
): DeletedBlock {
  const oldFirst = Math.max(0, line - 1 - reach);
  const newFirst = Math.max(0, expected - 1 - reach);
  const old = before.slice(oldFirst, line - 1 + reach).map((text) => text.trim());
  const now = after.slice(newFirst, expected - 1 + reach).map((text) => text.trim());
  const partner = pair(old, now);
  const at = line - 1 - oldFirst;
  const above = partner.findLastIndex((beside, i) => i < at && beside !== undefined);
  const next = partner.findIndex((beside, i) => i > at && beside !== undefined);
  const beside = partner[above];
  return {
    first: oldFirst + above + 2,
    last: next < 0 ? Math.min(before.length, oldFirst + old.length) : oldFirst + next,
    below: beside === undefined ? expected : newFirst + beside + 2,
  };
}

/** For each line of the first text its partner in the second, so that the weights of pairs add up to the most. */
function pair(old: readonly string[], now: readonly string[]): readonly (number | undefined)[] {
  const width = now.length + 1;
  const best = new Float64Array((old.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  const weight = (i: number, j: number): number => {
    const text = old[i] ?? "";
    return text !== now[j] ? 0 : text === "" ? 0.1 : 1 + Math.log(1 + text.length);
  };
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + weight(i, j));
  const partner: (number | undefined)[] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    const paired = weight(i, j);
    if (paired > 0 && at(i, j) === at(i + 1, j + 1) + paired) partner[i++] = j++;
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return partner;
}

/** An end of a block this many rows nearer counts more than which neighbour is the shorter. */
const nearer = 8;

/** Where something about a deleted line can be said. */
export interface Neighbour {
  /** Line of the new text, from 1. */
  readonly line: number;
  /** Whether it stands above the block. */
  readonly isAbove: boolean;
}

/** The line of the new text, above or below a block, behind which words about one of its lines are best in sight. */
export function besideDeleted(
  { first, last, below }: DeletedBlock,
  line: number,
  after: readonly string[],
): Neighbour {
  const [over, under] = [after[below - 2], after[below - 1]];
  const [up, down] = [line - first, last - line];
  const isAbove =
    under === undefined ||
    (over !== undefined && (Math.abs(up - down) < nearer ? widthOf(over) < widthOf(under) : up < down));
  return { line: isAbove ? below - 1 : below, isAbove };
}

/** How many columns a line takes; kernel code is indented by tabs. */
function widthOf(text: string): number {
  return text.trim() === "" ? 0 : text.replaceAll("\t", " ".repeat(8)).length;
}

/** The line within two rows of another behind which there is the most room for words. */
export function roomiest(lines: readonly string[], line: number): number {
  const width = (n: number): number => widthOf(lines[n - 1] ?? "");
  const near = [line, line + 1, line - 1, line + 2, line - 2].filter((n) => n > 0 && n <= lines.length);
  return near.reduce((best, n) => (width(n) < width(best) ? n : best), line);
}
