import { isDiffHead, looksLikeCode, looksLikeProse } from "./prose";
import type { TextLine } from "./textLine";
import type { WholeHunks } from "./wholeHunk";

/** What a block of lines is. */
export type BlockKind = "diff" | "trailers" | "prose";

/** Lines between two blank ones, or one part of them where a diff and prose touch. */
export interface TextBlock {
  readonly kind: BlockKind;
  readonly lines: readonly TextLine[];
  /** How many blank lines stand above it. */
  readonly blanksAbove: number;
}

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
function cut(lines: readonly TextLine[], inDiff: boolean): { kind: BlockKind; lines: TextLine[] }[] {
  const parts: { kind: BlockKind; lines: TextLine[] }[] = [];
  let open = inDiff;
  for (const line of lines) {
    if (isDiffHead(line.text)) open = true;
    const kind = open && isRow(line.text) ? "diff" : "prose";
    const last = parts.at(-1);
    // A short row between rows ("else") is no prose, and a wrapped word below prose is no row.
    if (last !== undefined && last.kind === kind) last.lines.push(line);
    else parts.push({ kind, lines: [line] });
  }
  return parts;
}

/** Cuts a text into blocks. After a diff has begun, blocks that look like code go on with it; a whole hunk is one. */
export function cutBlocks(lines: readonly TextLine[], hunks: WholeHunks): TextBlock[] {
  const blocks: TextBlock[] = [];
  let held: TextLine[] = [];
  let blanks = 0;
  let inDiff = false;
  let inHunk = false;
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
    const isTrailers = held.every(({ text }) => trailer.test(text));
    const parts = isTrailers
      ? [{ kind: "trailers" as const, lines: held }]
      : cut(held, inDiff && !isSignature);
    for (const part of parts) {
      blocks.push({ ...part, blanksAbove: blanks });
      inDiff ||= part.kind === "diff";
      blanks = 0;
    }
    held = [];
  };
  for (const line of lines) {
    const isRow = hunks.has(line.line);
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
