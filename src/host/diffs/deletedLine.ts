/** How many lines above and below are looked at. */
const reach = 60;

/**
 * Where an inline diff shows a deleted line: the line of the new text right below the block that it is in, from 1.
 *
 * VS Code pairs the lines of two short texts so that the paired text is as long as can be, whatever the patch
 * itself paired (`DynamicProgrammingDiffing` in its sources, version 1.91); so does this, around the line.
 *
 * @param line the deleted line, from 1
 * @param expected the line of the new text that the patch has below it, from 1
 */
export function lineBelowDeleted(
  before: readonly string[],
  after: readonly string[],
  line: number,
  expected: number,
): number {
  const oldFirst = Math.max(0, line - 1 - reach);
  const newFirst = Math.max(0, expected - 1 - reach);
  const old = before.slice(oldFirst, line - 1 + reach).map((text) => text.trim());
  const now = after.slice(newFirst, expected - 1 + reach).map((text) => text.trim());
  const partner = pair(old, now);
  for (let above = line - 2 - oldFirst; above >= 0; above--) {
    const beside = partner[above];
    if (beside !== undefined) return newFirst + beside + 2;
  }
  return expected;
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
