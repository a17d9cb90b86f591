import { isDiffHead, looksLikeCode, looksLikeProse } from "./prose";
import type { TextLine } from "./textLine";
import type { WholeHunks } from "./wholeHunk";

/** What the counts of hunks say of a text in which nothing else tells rows from what people wrote between them. */
export interface Interrupted {
  /** Document lines of all rows and headers of hunks that came through. */
  readonly rows: ReadonlySet<number>;
  /** Document lines that stand between rows or files and are none. */
  readonly asides: ReadonlySet<number>;
}

const header = /^@@ -\d+(?:,(\d{1,9}))? \+\d+(?:,(\d{1,9}))? @@/;
const signature = /^-- ?$/;
/** Longer hunks are not tried: the search grows with the product of blocks and rows. */
const MOST_LINES = 2000;
/** Hunks with more blocks than this are not tried. */
const MOST_BLOCKS = 200;

/** Lines without an empty one among them, and how many empty ones stand above. */
interface Block {
  readonly from: number;
  readonly end: number;
  readonly blanksAbove: number;
  /** Lines that are no rows of context: rows with a mark, and what a mailer broke off a row. */
  readonly others: number;
  /** How much the look of the block speaks for words of a person; null where it has rows' marks. */
  readonly aside: number | null;
}

/** What looks more like rows than this is no aside, whatever the counts would have. */
const LEAST_ASIDE = -3;
/** Empty rows of context that a mailer may have cut off at the end of the text. */
const CUT_OFF = 3;

function lookOf(texts: readonly string[], isKept: boolean): number | null {
  if (texts.some((text) => /^[-+\\]/.test(text))) return null;
  let weight = texts.some(looksLikeProse) ? 2 : -1;
  if (texts.every((text) => looksLikeCode(text))) weight -= 2;
  // The words of a C comment are as good sentences as an answer's.
  if (texts.some((text) => /^\s*\/\*|\*\/\s*$/.test(text))) weight -= 4;
  // Behind a first column that was kept, all rows of context begin with a blank.
  if (isKept) weight += texts.every((text) => /^\S/.test(text)) ? 4 : -8;
  return weight > LEAST_ASIDE ? weight : null;
}

/** True for rows of a diff behind whose first column, a blank where nothing changed, the lines of the file begin. */
export function keepsColumn(texts: readonly string[]): boolean {
  const spaced = texts.filter((text) => /^ \s*\S/.test(text)).length;
  const bare = texts.filter((text) => /^[^-+\\\s]/.test(text) && looksLikeCode(text)).length;
  return spaced > bare;
}

/** A mailer breaks lines that are longer than this. */
const NARROWEST_WRAP = 60;

/** True for the end of a row too long for a mailer: it begins in the first column, where a row has its mark. */
function isBrokenOff(text: string, above: string | undefined): boolean {
  if (above === undefined || !/^[^-+\\\s]/.test(text)) return false;
  return above.length + 1 + (/^\S*/.exec(text)?.[0].length ?? 0) > NARROWEST_WRAP;
}

function blocksOf(
  texts: readonly string[],
  head: string,
): {
  readonly blocks: readonly Block[];
  readonly blanksBelow: number;
} {
  const isKept = keepsColumn(texts);
  const blocks: Block[] = [];
  let blanks = 0;
  for (let at = 0; at < texts.length;) {
    if (texts[at]?.trim() === "") {
      blanks++;
      at++;
      continue;
    }
    const from = at;
    while (at < texts.length && texts[at]?.trim() !== "") at++;
    const own = texts.slice(from, at);
    const isOther = (text: string, i: number): boolean =>
      /^[-+\\]/.test(text) ||
      (isKept && isBrokenOff(text, i > 0 ? own[i - 1] : from === 0 ? head : undefined));
    const others = own.filter(isOther).length;
    blocks.push({ from, end: at, blanksAbove: blanks, others, aside: lookOf(own, isKept) });
    blanks = 0;
  }
  return { blocks, blanksBelow: blanks };
}

/** The likeliest choice of blocks so far that are asides, for one count of context rows. */
interface Choice {
  readonly weight: number;
  readonly asides: readonly number[];
}

/** Of the empty lines between two blocks one is put before or after an aside; between two asides none is a row. */
function rowsBetween(blanks: number, wasAside: boolean, isAside: boolean): number {
  if (wasAside && isAside) return 0;
  return wasAside || isAside ? Math.max(0, blanks - 1) : blanks;
}

/**
 * Which blocks of the lines below a hunk's header are no rows of it, so that the rows meet its counts; the likeliest
 * choice by their look, found block by block for every number of context rows. Null if no choice meets the counts.
 */
function chooseAsides(
  texts: readonly string[],
  head: string,
  context: number,
  isEnd: boolean,
): readonly Block[] | null {
  const { blocks, blanksBelow } = blocksOf(texts, head);
  const room = blanksBelow + (isEnd ? CUT_OFF : 0);
  if (blocks.length > MOST_BLOCKS) return null;
  type Choices = ReadonlyMap<number, Choice>;
  let rows: Choices = new Map([[0, { weight: 0, asides: [] }]]);
  let asides: Choices = new Map();
  const better = (into: Map<number, Choice>, count: number, choice: Choice): void => {
    if (count <= context && choice.weight > (into.get(count)?.weight ?? -Infinity)) into.set(count, choice);
  };
  for (const [at, block] of blocks.entries()) {
    const nextRows = new Map<number, Choice>();
    const nextAsides = new Map<number, Choice>();
    for (const [wasAside, choices] of [[false, rows] as const, [true, asides] as const]) {
      for (const [count, choice] of choices) {
        const isTouching = wasAside && block.blanksAbove === 0;
        const asRow =
          count + rowsBetween(block.blanksAbove, wasAside, false) + block.end - block.from - block.others;
        if (!isTouching) better(nextRows, asRow, choice);
        if (block.aside === null) continue;
        const asAside = count + rowsBetween(block.blanksAbove, wasAside, true);
        better(nextAsides, asAside, { weight: choice.weight + block.aside, asides: [...choice.asides, at] });
      }
    }
    [rows, asides] = [nextRows, nextAsides];
  }
  let best: Choice | null = null;
  for (const choices of [rows, asides])
    for (const [count, choice] of choices)
      if (count <= context && context - count <= room && choice.weight > (best?.weight ?? -Infinity))
        best = choice;
  return best === null ? null : best.asides.flatMap((at) => blocks[at] ?? []);
}

/** Index of the next line that no hunk reaches beyond. */
function endOfRegion(lines: readonly TextLine[], from: number): number {
  let at = from;
  while (at < lines.length && !isDiffHead(lines[at]?.text ?? "") && !signature.test(lines[at]?.text ?? ""))
    at++;
  return at;
}

/** Index behind the rows of a hunk that came through whole; behind its header if it did not. */
function behindRows(lines: readonly TextLine[], at: number, rows: ReadonlySet<number>): number {
  let next = at + 1;
  if (!rows.has(lines[at]?.line ?? 0)) return next;
  while (rows.has(lines[next]?.line ?? 0) && !header.test(lines[next]?.text ?? "")) next++;
  return next;
}

/** How many rows of context a header promises beside the marked rows; null if it cannot be. */
function contextOf(counts: RegExpExecArray, texts: readonly string[]): number | null {
  const old = Number(counts[1] ?? 1) - texts.filter((text) => text.startsWith("-")).length;
  const now = Number(counts[2] ?? 1) - texts.filter((text) => text.startsWith("+")).length;
  return old === now && old >= 0 ? old : null;
}

/**
 * Finds what people wrote between the rows of hunks whose quote marks were lost: in a hunk with all its rows, what
 * its header does not count is none of them.
 */
export function interruptedHunks(lines: readonly TextLine[], whole: WholeHunks): Interrupted {
  const rows = new Set<number>(lines.filter(({ line }) => whole.has(line)).map(({ line }) => line));
  const asides = new Set<number>();
  for (let at = 0; at < lines.length; at++) {
    const counts = header.exec(lines[at]?.text ?? "");
    if (counts === null) continue;
    const below = behindRows(lines, at, rows);
    const end = endOfRegion(lines, below);
    const isLast = end >= lines.length || signature.test(lines[end]?.text ?? "");
    const tail = lines.slice(below, end).filter(({ text }) => text.trim() !== "");
    // A hunk that seems whole may have ended too early, with an empty line above somebody's words.
    const isWhole = below > at + 1 && tail.every(({ text }) => !/^[-+\\\s]/.test(text));
    if (isWhole) {
      // Below the last hunk the writer's own words may go on.
      if (!isLast) for (const { line } of tail) asides.add(line);
      at = end - 1;
      continue;
    }
    const region = lines.slice(at + 1, end);
    const texts = region.map(({ text }) => text);
    const context = contextOf(counts, texts);
    if (context === null || region.length > MOST_LINES) continue;
    const found = chooseAsides(texts, lines[at]?.text ?? "", context, end >= lines.length);
    if (found === null) continue;
    const own = new Set(
      found.flatMap((block) => region.slice(block.from, block.end).map(({ line }) => line)),
    );
    for (const { line } of lines.slice(at, end)) rows.add(line);
    for (const line of own) {
      rows.delete(line);
      asides.add(line);
    }
    at = end - 1;
  }
  return { rows, asides };
}
