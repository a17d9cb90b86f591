import type { TextLine } from "../mail/textLine";
import type { HunkHeader } from "./hunkHeader";
import type { HunkReading } from "./hunkReader";
import { GUESSED, isNoNewline } from "./hunkReader";
import type { Mark, ParentRange, Repair, Row } from "./patch";

/** A mailer breaks lines that are longer than this. */
const NARROWEST_WRAP = 60;

/** What may stand right below the last row. */
const isNext = /^(?:@@|diff |--|Index: |commit |From )/;

/** True for what a mailer may have broken off the row above it: the next word had no room there. */
function isBrokenOff(text: string, { columns = "", text: above }: Row): boolean {
  const firstWord = /^\S+/.exec(text)?.[0].length ?? 0;
  return firstWord > 0 && columns.length + above.length + 1 + firstWord > NARROWEST_WRAP;
}

/**
 * Reads a hunk of a combined diff (git-diff(1), "combined diff format"): each row has one
 * column of marks for each parent. A minus in any column means that the line is gone,
 * and only the parents with a minus had it; a plus means that the parent did not have a
 * line that is there now. What a mailer broke off a row is joined to it
 * where the counts of the header are met then. Null if the rows do not add up to them: such hunks are left out.
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
  const repairs: Repair[] = [];
  const join = ({ text, line }: TextLine): boolean => {
    const above = rows.at(-1);
    if (above === undefined || !isBrokenOff(text, above)) return false;
    rows[rows.length - 1] = { ...above, text: `${above.text} ${text}` };
    repairs.push({ line, kind: "join", note: "the end of a wrapped row" });
    return true;
  };
  let next = at + 1;
  let lastLine = headerLine;
  while (now > 0 || left.some((count) => count > 0)) {
    const current = lines[next];
    if (current === undefined) return null;
    const last = rows.at(-1);
    if (isNoNewline(current.text) && last !== undefined) rows[rows.length - 1] = { ...last, noNewline: true };
    else {
      const columns = current.text.slice(0, parents.length).padEnd(parents.length);
      if (!/^[-+ ]+$/.test(columns)) {
        if (!join(current)) return null;
        lastLine = current.line;
        next += 1;
        continue;
      }
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
  const behind = lines[next];
  if (behind?.line === lastLine + 1 && !isNext.test(behind.text) && join(behind)) {
    lastLine = behind.line;
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
    repairs,
    certainty: repairs.length === 0 ? 1 : GUESSED,
  };
  return { hunk, next, others: [] };
}
