import { applyPatch } from "diff";
import type { FileDiff, Hunk } from "./patch";
import { hunkLines } from "./render";

/** How strictly a hunk's context must be found in the text. */
export interface ApplyOptions {
  /** How many context lines may differ (GNU patch's fuzz); 0 by default. */
  readonly fuzz?: number;
  /** True if runs of blanks are to count as one: for hunks that lost their tabs. */
  readonly ignoreBlanks?: boolean;
}

function collapsed(line: string): string {
  return line.replace(/\s+/g, " ").trim();
}

function sameButForBlanks(_number: number, line: string, _operation: string, shown: string): boolean {
  return collapsed(line) === collapsed(shown);
}

/** `diff` takes an empty text for one empty line and would leave that behind the new ones. */
function fromNothing(hunks: readonly Hunk[]): string | null {
  const rows = hunks.flatMap((hunk) => hunk.rows);
  if (rows.some((row) => row.mark !== "+")) return null;
  return rows.map((row) => (row.noNewline === true ? row.text : `${row.text}\n`)).join("");
}

/**
 * Applies hunks to a whole text; null if one does not fit. A hunk is looked for at its
 * line first and then ever further away from it. Hunks with gaps never fit: what they
 * would do is not known.
 */
export function applyHunks(text: string, hunks: readonly Hunk[], options: ApplyOptions = {}): string | null {
  if (hunks.some((hunk) => hunk.gaps.length > 0)) return null;
  if (text === "") return fromNothing(hunks);
  const structured = {
    oldFileName: undefined,
    newFileName: undefined,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: hunks.map((hunk) => ({
      oldStart: hunk.oldStart,
      oldLines: hunk.rows.length - hunk.additions,
      newStart: hunk.newStart,
      newLines: hunk.rows.length - hunk.deletions,
      lines: [...hunkLines(hunk)],
    })),
  };
  const result = applyPatch(text, structured, {
    fuzzFactor: options.fuzz ?? 0,
    autoConvertLineEndings: false,
    ...(options.ignoreBlanks === true ? { compareLine: sameButForBlanks } : {}),
  });
  return result === false ? null : result;
}

/** Applies all hunks of a file to its whole old text ("" for a new file); null if one does not fit. */
export function applyFileDiff(text: string, file: FileDiff, options: ApplyOptions = {}): string | null {
  return file.binary ? null : applyHunks(text, file.hunks, options);
}
