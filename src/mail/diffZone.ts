import type { MarkedLine } from "./attributionSearch";

const hunk = /^ ?@@ -\d+(?:,(\d{1,9}))? \+\d+(?:,(\d{1,9}))? @@/;
const names = /^ ?(?:diff -|Index: |--- \S)/;
/** So many lines name a file at most. */
const NAMES = 16;

/** The part of a quoted text that is a diff, as far as the counts of its hunks reach. */
export class DiffZone {
  /** How deep the diff is quoted. */
  depth = 0;
  #left = 0;

  isOpen(): boolean {
    return this.#left > 0;
  }

  /** Goes on with a line that is no broken end. What somebody answers between two rows ends nothing. */
  pass({ text, depth }: MarkedLine): void {
    if (depth === 0) return;
    const counts = hunk.exec(text);
    // One more, that the zone is open still for the broken end of the last row.
    if (counts !== null) this.#left = Number(counts[1] ?? 1) + Number(counts[2] ?? 1) + 1;
    else if (this.#left > 1) this.#left -= /^ ?[-+]/.test(text) ? 1 : 2;
    else this.#left = names.test(text) ? NAMES : 0;
    if (counts !== null || this.#left === NAMES) this.depth = depth;
  }
}
