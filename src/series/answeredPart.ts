import type { LineRange } from "../mail/message";
import type { TextLine } from "../mail/textLine";

/** So many words in a row make a shingle; four are usual for texts of this length. */
const SHINGLE = 4;
/** A sentence of whose shingles so much comes again is restated, not just touched by a common phrase. */
const RESTATED = 0.2;

interface Sentence {
  readonly words: string[];
  readonly first: number;
  last: number;
}

function isBlank(line: TextLine | undefined): boolean {
  return line === undefined || line.text.trim() === "";
}

/** A word without the punctuation around it and without regard to case; `-EIO` and `"EIO"` are one. */
function plain(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** The sentences of a text with the document lines they stand on; a blank line ends one as well. */
function sentencesOf(lines: readonly TextLine[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let open: Sentence | null = null;
  for (const { text, line } of lines) {
    if (text.trim() === "") open = null;
    for (const word of text.split(/\s+/)) {
      const letters = plain(word);
      if (letters === "") continue;
      if (open === null) sentences.push((open = { words: [], first: line, last: line }));
      open.words.push(letters);
      open.last = line;
      if (/[.!?]["')\]]*$/.test(word)) open = null;
    }
  }
  return sentences;
}

function shinglesOf(words: readonly string[]): readonly string[] {
  const count = Math.max(0, words.length - SHINGLE + 1);
  return Array.from({ length: count }, (_, i) => words.slice(i, i + SHINGLE).join(" "));
}

/**
 * The sentences of a quote that the comment below it says again ("I'm going to read this as ..."), measured as
 * the containment of their shingles (A. Broder, On the resemblance and containment of documents, 1997).
 */
function restated(quote: readonly TextLine[], comment: readonly TextLine[]): readonly Sentence[] {
  const said = new Set(sentencesOf(comment).flatMap(({ words }) => shinglesOf(words)));
  return sentencesOf(quote).filter(({ words }) => {
    const shingles = shinglesOf(words);
    const again = shingles.filter((shingle) => said.has(shingle)).length;
    return again > 0 && again >= shingles.length * RESTATED;
  });
}

/**
 * The lines of a quote that the comment below it answers: the sentences that it restates; else of a quoted diff
 * all lines from the last hunk's header on, and of words all from the first to the last.
 */
export function partAnswered(quote: readonly TextLine[], comment: readonly TextLine[]): LineRange {
  const end = quote.findLastIndex((line) => !isBlank(line));
  const header = quote.findLastIndex((line, i) => i <= end && line.text.trimStart().startsWith("@@ "));
  const sentences = header >= 0 ? [] : restated(quote, comment);
  const [first] = sentences;
  const last = sentences.at(-1);
  if (first !== undefined && last !== undefined) return [first.first, last.last];
  const start = header >= 0 ? header : quote.findIndex((line) => !isBlank(line));
  return [quote[start]?.line ?? 0, quote[end]?.line ?? 0];
}
