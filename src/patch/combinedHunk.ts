import type { TextLine } from "../mail/textLine";
import type { HunkHeader } from "./hunkHeader";
import type { HunkReading } from "./hunkReader";
import { isNoNewline } from "./hunkReader";
import type { Mark, ParentRange, Row } from "./patch";

/**
 * Reads a hunk of a combined diff (git-diff(1), "combined diff format"): each row has one
 * column of marks for each parent. A minus in any column means that the line is gone,
 * and only the parents with a minus had it; a plus means that the parent did not have a
 * line that is there now. Null if the rows do not add up to the counts of the header:
 * such diffs are shown, not repaired.
 */
export function readCombinedHunk(
  lines: readonly TextLine[],
  at: number,
  header: HunkHeader,
  parents: readonly ParentRange[],
): HunkReading | null {
  const headerLine = lines[at]?.line ?? 0;
  const left = parents.map((parent) => parent.lines);
  let now = header.newLines;
  const rows: Row[] = [];
  let next = at + 1;
  let lastLine = headerLine;
  while (now > 0 || left.some((count) => count > 0)) {
    const current = lines[next];
    if (current === undefined) return null;
    const last = rows.at(-1);
    if (isNoNewline(current.text) && last !== undefined) rows[rows.length - 1] = { ...last, noNewline: true };
    else {
      const columns = current.text.slice(0, parents.length).padEnd(parents.length);
      if (!/^[-+ ]+$/.test(columns)) return null;
      const mark: Mark = columns.includes("-") ? "-" : columns.includes("+") ? "+" : " ";
      const present = mark === "-" ? "-" : " ";
      for (let parent = 0; parent < left.length; parent++)
        if (columns.charAt(parent) === present) left[parent] = (left[parent] ?? 0) - 1;
      if (mark !== "-") now -= 1;
      rows.push({ mark, text: current.text.slice(parents.length), line: current.line, columns });
    }
    if (now < 0 || left.some((count) => count < 0)) return null;
    lastLine = current.line;
    next += 1;
  }
  const hunk = {
    ...header,
    line: headerLine,
    lastLine,
    additions: rows.filter((row) => row.mark === "+").length,
    deletions: rows.filter((row) => row.mark === "-").length,
    rows,
    gaps: [],
    repairs: [],
    certainty: 1,
  };
  return { hunk, next, others: [] };
}
