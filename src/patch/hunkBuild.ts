import type { TextLine } from "../mail/textLine";
import type { Damage } from "./damage";
import type { HunkHeader } from "./hunkHeader";
import type { Gap, Hunk, Repair, Row } from "./patch";
import { EMPTY_ROW, LOST_BLANK } from "./hunkReader";
import type { Reading, Step } from "./hunkSearch";
import { isOnlyQuoted } from "./rowChoices";

type DraftRow = { -readonly [Key in keyof Row]: Row[Key] };

/** What a search reading makes of a hunk, before its certainty is judged. */
export interface BuiltHunk {
  readonly rows: readonly Row[];
  readonly gaps: readonly Gap[];
  readonly repairs: readonly Repair[];
  readonly heading: string;
  readonly lastLine: number;
  /** True if an empty row was put where other places would do nearly as well. */
  readonly guessedPlace: boolean;
}

/** An empty row is expected here more than anywhere else (see `blankBetween`). */
const EXPECTED = 0.55;

function stepsOf(reading: Reading): readonly Step[] {
  const steps: Step[] = [];
  for (let step: Step | null = reading.last; step !== null; step = step.back) steps.push(step);
  return steps.reverse();
}

/**
 * A wrapped line and its end become one again, with the blank at which they were parted. Some mailers leave that
 * blank at the end of the first part; where others do not, a blank there is the first of two.
 */
function joined(head: string, tail: string, keepsBlanks: boolean): string {
  return head.endsWith(" ") && keepsBlanks ? head + tail : `${head} ${tail}`;
}

/** Turns the steps of a reading into rows, gaps and repairs. */
export function buildHunk(
  reading: Reading,
  lines: readonly TextLine[],
  at: number,
  header: HunkHeader,
  damage: Damage,
): BuiltHunk {
  const headerLine = lines[at]?.line ?? 0;
  const rows: DraftRow[] = [];
  const gaps: Gap[] = [];
  const repairs: Repair[] = [];
  let heading = header.heading;
  let lastLine = headerLine;
  const missing = {
    old: header.oldLines - reading.last.old,
    new: header.newLines - reading.last.now,
  };
  let gapped = false;
  let guessedPlace = false;
  for (const step of stepsOf(reading)) {
    const line = lines[step.at]?.line ?? lastLine;
    if (step.gapped && !gapped && missing.old + missing.new > 0) {
      gaps.push({ before: rows.length, ...missing });
      repairs.push({ line, kind: "cut", note: missingNote(missing, "above this line") });
    }
    gapped = step.gapped;
    switch (step.action) {
      case "row":
        if (step.restored)
          repairs.push({ line, kind: "blank", note: step.text === "" ? EMPTY_ROW : LOST_BLANK });
        rows.push({ mark: step.mark, text: step.text, line });
        break;
      case "restore":
        repairs.push({ line, kind: "blank", note: lostRowNote(false) });
        rows.push({ mark: " ", text: "", line });
        guessedPlace ||= step.cost - (step.back?.cost ?? 0) > EXPECTED;
        break;
      case "join": {
        const above = rows.at(-1);
        const [head, tail] = [lines[step.at - 1], lines[step.at]];
        const isWhole = head?.text === "" && tail !== undefined && isOnlyQuoted(head, tail);
        if (above !== undefined && isWhole) above.text = above.mark === " " ? step.text : step.text.slice(1);
        else if (above !== undefined) above.text = joined(above.text, step.text, damage.keepsBlanks);
        repairs.push({ line, kind: "join", note: `the wrapped end of line ${String(line - 1)}` });
        break;
      }
      case "heading":
        heading = joined(heading, step.text, damage.keepsBlanks);
        repairs.push({ line, kind: "join", note: "the wrapped end of the hunk's header" });
        break;
      case "foreign":
        repairs.push({ line, kind: "other", note: "a line that is no part of the diff was left out" });
        break;
      case "no-newline": {
        const above = rows.at(-1);
        if (above !== undefined) above.noNewline = true;
        break;
      }
      case "start":
        break;
    }
    if (step.action !== "start" && step.action !== "restore") lastLine = line;
  }
  if (reading.cut) {
    gaps.push({ before: rows.length, ...missing });
    repairs.push({ line: lastLine, kind: "cut", note: missingNote(missing, "below this line") });
  }
  return { rows, gaps, repairs, heading, lastLine, guessedPlace };
}

/** The note of an empty context row that was put back above a line, or below the last one. */
export function lostRowNote(isBelow: boolean): string {
  return `an empty context row was lost ${isBelow ? "below" : "above"} this line`;
}

function missingNote(missing: { readonly old: number; readonly new: number }, where: string): string {
  return `${String(missing.old)} old and ${String(missing.new)} new lines are missing ${where}`;
}

/** Rows as one text, to tell whether two readings differ. Runs of blanks count as one. */
export function rowsText(rows: Hunk["rows"]): string {
  return rows.map((row) => row.mark + row.text.replace(/\s+/g, " ")).join("\n");
}
