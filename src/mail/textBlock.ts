import { isDiffHead, looksLikeCode, looksLikeProse } from "./prose";
import { interruptedHunks, keepsColumn } from "./interruptedHunk";
import type { TextLine } from "./textLine";
import type { WholeHunks } from "./wholeHunk";

/** What a block of lines is. */
export type BlockKind =
  | "diff"
  | "trailers"
  | "prose"
  /** Words between the rows of a diff, of which the counts of its hunks show that they are none. */
  | "aside";

/** Lines between two blank ones, or one part of them where a diff and prose touch. */
export interface TextBlock {
  readonly kind: BlockKind;
  readonly lines: readonly TextLine[];
  /** How many blank lines stand above it. */
  readonly blanksAbove: number;
}

/** Rows of context that diffs show above a change. */
const CONTEXT = 3;

const trailer = /^(?:[A-Z][A-Za-z-]*-by|Cc|CC): /;

/** `- z` alone between blank lines looks like a deleted row. */
const signature = /^-+ ?[A-Za-z]{1,12}$/;

function isRow(text: string): boolean {
  if (isDiffHead(text) || /^\\ No newline/.test(text)) return true;
  const marked = /^[-+]/.test(text);
  const rest = marked ? text.slice(1) : text;
  if (looksLikeProse(rest) && !looksLikeCode(rest)) return marked && /^[-+][\t/*#]/.test(text);
  return marked || looksLikeCode(text) || rest.trim().length <= 2;
}

/** Cuts the lines of a diff from the prose that touches them; outside a diff nothing is cut. */
function cut(
  lines: readonly TextLine[],
  inDiff: boolean,
  isKept: boolean,
): { kind: BlockKind; lines: TextLine[] }[] {
  const parts: { kind: BlockKind; lines: TextLine[] }[] = [];
  let open = inDiff;
  for (const line of lines) {
    if (isDiffHead(line.text)) open = true;
    const kind = open && (isRow(line.text) || (isKept && /^[-+ ]/.test(line.text))) ? "diff" : "prose";
    const last = parts.at(-1);
    // A short row between rows ("else") is no prose, and a wrapped word below prose is no row.
    if (last !== undefined && last.kind === kind) last.lines.push(line);
    else parts.push({ kind, lines: [line] });
  }
  return parts;
}

/** Index of the first line with the look of a row; what stands above is words. */
function firstRow(lines: readonly TextLine[]): number {
  const at = lines.findIndex(
    ({ text }) => isDiffHead(text) || (/^[-+ ]\s*\S/.test(text) && looksLikeCode(text.slice(1))),
  );
  return at < 0 ? lines.length : Math.max(0, at - CONTEXT);
}

/** True where each line has a row's mark, or the blank of a row of context. */
function isRowsOnly(lines: readonly TextLine[]): boolean {
  return (
    lines.every(({ text }) => /^[-+ \t\\]/.test(text)) &&
    lines.some(({ text }) => looksLikeCode(text.slice(1)))
  );
}

/** Cuts a text into blocks. After a diff has begun, blocks that look like code go on with it; a whole hunk is one. */
export function cutBlocks(lines: readonly TextLine[], hunks: WholeHunks): TextBlock[] {
  const { rows, asides } = interruptedHunks(lines, hunks);
  const blocks: TextBlock[] = [];
  let held: TextLine[] = [];
  let blanks = 0;
  let inDiff = false;
  let inHunk = false;
  const isKept = keepsColumn(lines.slice(firstRow(lines)).map(({ text }) => text));
  const isBetween = (held: readonly TextLine[]): boolean =>
    held.every(({ line }) => asides.has(line)) ||
    (isKept && inDiff && held.every(({ text }) => /^[^-+\\@\s]/.test(text) && !isDiffHead(text)));
  const flush = (): void => {
    if (held.length === 0) return;
    if (inHunk) {
      blocks.push({ kind: "diff", lines: held, blanksAbove: blanks });
      inDiff = true;
      blanks = 0;
      held = [];
      return;
    }
    const isSignature = held.length === 1 && signature.test(held[0]?.text ?? "");
    if (isBetween(held)) {
      blocks.push({ kind: "aside", lines: held, blanksAbove: blanks });
      blanks = 0;
      held = [];
      return;
    }
    const isTrailers = held.every(({ text }) => trailer.test(text));
    const parts = isTrailers
      ? [{ kind: "trailers" as const, lines: held }]
      : cut(held, (inDiff || (isKept && isRowsOnly(held))) && !isSignature, isKept);
    for (const part of parts) {
      blocks.push({ ...part, blanksAbove: blanks });
      inDiff ||= part.kind === "diff";
      blanks = 0;
    }
    held = [];
  };
  for (const line of lines) {
    const isRow = rows.has(line.line);
    if (isRow !== inHunk) flush();
    inHunk = isRow;
    if (line.text.trim() === "") {
      if (isRow) continue;
      flush();
      blanks++;
    } else {
      held.push(line);
    }
  }
  flush();
  return blocks;
}
