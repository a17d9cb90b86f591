import { partAnswered } from "./answeredPart";
import { isCutSign } from "../mail/cutSign";
import type { LineRange, Message, Passage } from "../mail/message";
import type { TextLine } from "../mail/textLine";
import { fileNamedBy } from "../patch/quotedLine";

/** A passage of a reply and the quote that stands above it. */
export interface CommentPair {
  /** Id of the message whose words the comment is. */
  readonly message: string;
  /** The comment, blank lines around it and a signature below it removed. */
  readonly lines: readonly TextLine[];
  /** Id of the message that is quoted. */
  readonly quotedMessage: string;
  /** The quoted words right above the comment, down to its last line. */
  readonly quote: readonly TextLine[];
  /** What the mail quotes of the same message further up, above other comments: its last lines, and the file that they speak of. */
  readonly above: readonly TextLine[];
  /** Lines of the document that the quote stands on: all of it, its last hunk, or the sentences that the comment says again. */
  readonly range: LineRange;
  /** 1 where marks say who wrote what; less where that was inferred. */
  readonly confidence: number;
  /** Where the quoted words are a comment themselves, its index among the pairs of the mail; else null. */
  readonly answers: number | null;
}

/** So much of what is quoted further up is kept. */
const KEPT_ABOVE = 60;

/** Of quoted words their last lines; of what stands above those only the last line that names a file of a diff. */
function lastOf(words: readonly TextLine[]): readonly TextLine[] {
  if (words.length <= KEPT_ABOVE) return words;
  const file = words.slice(0, -KEPT_ABOVE).findLast(({ text }) => fileNamedBy(text) !== null);
  return [...(file === undefined ? [] : [file]), ...words.slice(-KEPT_ABOVE)];
}

interface Run {
  readonly message: string;
  readonly depth: number;
  readonly lines: readonly TextLine[];
  readonly confidence: number;
}

function isBlank(line: TextLine | undefined): boolean {
  return line === undefined || line.text.trim() === "";
}

/** Joins neighbouring passages of one message and drops those that are only blank. */
function runsOf(passages: readonly Passage[]): Run[] {
  const runs: { message: string; depth: number; lines: TextLine[]; confidence: number }[] = [];
  for (const { message, depth, lines, confidence } of passages) {
    const last = runs.at(-1);
    if (last !== undefined && (last.message === message || lines.every(isBlank))) {
      if (last.message === message) for (const line of lines) last.lines.push(line);
      last.confidence = Math.min(last.confidence, confidence);
    } else if (!lines.every(isBlank)) {
      runs.push({ message, depth, lines: [...lines], confidence });
    }
  }
  return runs;
}

const signature = /^(?:-- ?|-+ ?\w{1,15}|_{5,}|cheers,?|thanks[,!]?|regards,?|best regards,?)$/i;

/** True for what is no word of a comment: an empty line, and a sign that some of the quote was left out. */
function saysNothing(line: TextLine | undefined): boolean {
  return line === undefined || isBlank(line) || isCutSign(line.text);
}

/** The comment without blank edges, without signs of what was cut out of the quotes around it, and without the writer's signature. */
function trimmed(lines: readonly TextLine[]): readonly TextLine[] {
  let end = lines.findIndex((line) => line.text === "-- ");
  if (end < 0) end = lines.length;
  for (;;) {
    while (end > 0 && saysNothing(lines[end - 1])) end--;
    const last = lines[end - 1];
    const isAlone = last !== undefined && isBlank(lines[end - 2]) && signature.test(last.text.trim());
    if (!isAlone || end === 1) break;
    end--;
  }
  let start = 0;
  while (start < end && saysNothing(lines[start])) start++;
  return lines.slice(start, end);
}

/**
 * The comments in one mail: each passage that stands below words which its writer quotes, also those of the
 * quoted people on what they quote themselves. A reply written above all that it quotes is one comment on
 * the whole quoted message.
 */
export function commentPairs(carrier: Message): CommentPair[] {
  const runs = runsOf(carrier.passages);
  const pairs: CommentPair[] = [];
  /** The nearest runs above that a run may answer: each deeper than those behind it. */
  const quoted: Run[] = [];
  const pairOf = new Map<Run, number>();
  const quotedBefore = new Map<string, readonly TextLine[]>();
  const voices = new Map<string, number>();
  for (const { message } of runs) voices.set(message, (voices.get(message) ?? 0) + 1);
  for (const [i, run] of runs.entries()) {
    const above = quoted.findLast((other) => other.depth > run.depth);
    while ((quoted.at(-1)?.depth ?? Infinity) <= run.depth) quoted.pop();
    quoted.push(run);
    const lines = trimmed(run.lines);
    if (lines.length === 0) continue;
    if (above !== undefined) {
      const confidence = Math.min(run.confidence, above.confidence);
      const quote = {
        quotedMessage: above.message,
        quote: above.lines,
        above: quotedBefore.get(above.message) ?? [],
        range: partAnswered(above.lines, lines),
        answers: pairOf.get(above) ?? null,
      };
      pairOf.set(run, pairs.length);
      pairs.push({ message: run.message, lines, ...quote, confidence });
      quotedBefore.set(above.message, lastOf([...quote.above, ...above.lines]));
      continue;
    }
    const isTopPosted = i === 0 && voices.get(run.message) === 1;
    const below = runs[i + 1];
    if (isTopPosted && below !== undefined && below.depth > run.depth) {
      const words = below.lines.filter((line) => !isBlank(line));
      const range: LineRange = [words[0]?.line ?? 0, words.at(-1)?.line ?? 0];
      pairs.push({
        message: run.message,
        lines,
        quotedMessage: below.message,
        quote: [],
        above: [],
        range,
        confidence: run.confidence,
        answers: null,
      });
    }
  }
  return pairs;
}
