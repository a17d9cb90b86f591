import type { FileDiff, Hunk, Problem, Side } from "./patch";
import type { SparseText } from "./sparseText";
import { emptyText, merged, sideOfFile, sideOfHunk, unknownText } from "./sparseText";

/** A text after a change, and where the change did not fit what was known. */
export interface Applied {
  readonly text: SparseText;
  readonly problems: readonly Problem[];
}

/** Blanks that repair cannot know do not count as a difference. */
function sameLine(one: string, other: string): boolean {
  return one === other || one.replace(/\s+/g, "") === other.replace(/\s+/g, "");
}

function start(hunk: Hunk, side: Side): number {
  const [first, lines] = side === "old" ? [hunk.oldStart, hunk.oldLines] : [hunk.newStart, hunk.newLines];
  // A range without lines names the line before it ("-12,0": after line 12).
  return lines === 0 ? first + 1 : first;
}

/** How many lines of one side a hunk stands for: what is there and what is missing, not what a wrong header says. */
function count(hunk: Hunk, side: Side): number {
  const claimed = side === "old" ? hunk.oldLines : hunk.newLines;
  const missing = hunk.gaps.reduce((sum, gap) => sum + (gap[side] ?? Infinity), 0);
  const here = hunk.rows.length - (side === "old" ? hunk.additions : hunk.deletions);
  return Number.isFinite(missing) ? here + missing : claimed;
}

/**
 * Carries a sparse text through hunks from one side to the other. Known lines outside
 * the hunks move by what the hunks above them add or take away; inside, the hunks
 * speak. A known line that a hunk contradicts is reported, and the hunk is believed.
 */
function carryHunks(text: SparseText, hunks: readonly Hunk[], from: Side): Applied {
  const to: Side = from === "old" ? "new" : "old";
  const sorted = [...hunks].sort((one, other) => start(one, from) - start(other, from));
  const problems: Problem[] = [];
  const lines = new Map<number, string>();
  let shift = 0;
  let next = 0;
  for (const [line, known] of text.lines) {
    for (let hunk = sorted[next]; hunk !== undefined; hunk = sorted[next]) {
      if (line < start(hunk, from) + count(hunk, from)) break;
      shift += count(hunk, to) - count(hunk, from);
      next += 1;
    }
    const inside = sorted[next];
    if (inside === undefined || line < start(inside, from)) lines.set(line + shift, known);
  }
  for (const hunk of sorted) problems.push(...contradictionsOf(text, hunk, from));
  const shown = sideOfFile({ old: "", new: "", hunks: sorted }, to);
  const result = merged(shown, { lines, length: null, noFinalNewline: false });
  const growth = sorted.reduce((sum, hunk) => sum + count(hunk, to) - count(hunk, from), 0);
  const length = text.length === null ? result.length : text.length + growth;
  const touchesEnd = result.noFinalNewline || sorted.some((hunk) => sideOfHunk(hunk, from).noFinalNewline);
  return {
    text: { ...result, length, noFinalNewline: touchesEnd ? result.noFinalNewline : text.noFinalNewline },
    problems,
  };
}

function contradictionsOf(text: SparseText, hunk: Hunk, from: Side): readonly Problem[] {
  for (const [line, shown] of sideOfHunk(hunk, from).lines) {
    const known = text.lines.get(line);
    if (known === undefined || sameLine(known, shown)) continue;
    const message = `line ${String(line)} of the ${from} file is "${shown.trim()}" here, but "${known.trim()}" is known from elsewhere; this hunk is believed`;
    return [{ line: hunk.line, message }];
  }
  return [];
}

/** Applies a file diff to what is known of its old text. */
function applyFile(text: SparseText, file: FileDiff): Applied {
  if (file.new === null) return { text: emptyText, problems: [] };
  return carryHunks(file.old === null ? emptyText : text, file.hunks, "old");
}

/** Takes a file diff back from what is known of its new text. */
function unapplyFile(text: SparseText, file: FileDiff): Applied {
  if (file.old === null) return { text: emptyText, problems: [] };
  return carryHunks(file.new === null ? emptyText : text, file.hunks, "new");
}

/** What is known of a file before and after each of some patches to it, in order. */
export interface FileStates {
  /** `states[n]` is the text before patch n; one more stands at the end for the text after the last. */
  readonly states: readonly SparseText[];
  readonly problems: readonly Problem[];
}

/**
 * Everything that a series shows of one file: what one patch shows is carried forward
 * to all later states and back to all earlier ones, so that the context of the next
 * patch fills what this one leaves open.
 */
export function carrySeries(changes: readonly FileDiff[]): FileStates {
  const problems: Problem[] = [];
  const states: SparseText[] = [];
  let text: SparseText = unknownText;
  for (const change of changes) {
    states.push(merged(sideOfFile(change, "old"), text));
    const applied = applyFile(text, change);
    problems.push(...applied.problems);
    text = merged(sideOfFile(change, "new"), applied.text);
  }
  states.push(text);
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index];
    const later = states[index + 1];
    const here = states[index];
    if (change === undefined || later === undefined || here === undefined) continue;
    states[index] = merged(here, unapplyFile(later, change).text);
  }
  return { states, problems };
}
