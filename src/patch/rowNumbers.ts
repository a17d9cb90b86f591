import type { Hunk } from "./patch";

/** Where a row stands in the old and in the new file; null where it has no place or where rows are missing above it. */
export interface RowNumber {
  readonly old: number | null;
  readonly new: number | null;
}

/**
 * Line numbers of all rows of a hunk. They are counted from the header's first lines;
 * below a gap whose size is not known they are unknown.
 */
export function numberRows(hunk: Hunk): readonly RowNumber[] {
  // "-0,0" and "+0,0" stand before the first line of an empty file.
  let old: number | null = hunk.oldStart;
  let now: number | null = hunk.newStart;
  return hunk.rows.map((row, index) => {
    for (const gap of hunk.gaps) {
      if (gap.before !== index) continue;
      old = old === null || gap.old === null ? null : old + gap.old;
      now = now === null || gap.new === null ? null : now + gap.new;
    }
    const number = { old: row.mark === "+" ? null : old, new: row.mark === "-" ? null : now };
    if (row.mark !== "+" && old !== null) old += 1;
    if (row.mark !== "-" && now !== null) now += 1;
    return number;
  });
}
