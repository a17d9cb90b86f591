import { attributionEnding } from "./attributionSearch";
import type { FoundAttribution, MarkedLine } from "./attributionSearch";
import { agrees, blockClues, judgeStyle } from "./blockClues";
import { cutBlocks } from "./textBlock";
import type { TextBlock } from "./textBlock";
import type { TextLine } from "./textLine";
import { VoiceBook } from "./voice";
import type { Attributed, Voice } from "./voice";

/**
 * Quotes that lost their marks. Blocks are given to voices by a hidden Markov chain: the state is who
 * speaks, the look of each block is the observation, and forward and backward sums (Baum and others 1970)
 * give each block its likeliest voice and how likely it is, which is the confidence that is shown.
 */

/** How likely, in nats, it is that after `from` the block is `to`'s. */
function changeWeight(from: number, to: number, block: TextBlock): number {
  let weight = from === to ? 0.5 : 0;
  if (block.blanksAbove >= 2) {
    // One blank line is the carrier's, the other was a quoted one: two together are where the carrier stops.
    if (from === to) weight -= 1;
    else if (from === 0) weight += 1.5;
  }
  // Quoting nests: what answers stands below what it answers, by one nearer to the carrier.
  if (agrees(block)) weight += to < from ? 2.5 : to === from ? -1.5 : -2.5;
  return weight;
}

function logSum(values: readonly number[]): number {
  const top = Math.max(...values);
  return top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
}

interface Guess {
  readonly voice: number;
  readonly confidence: number;
}

function assign(blocks: readonly TextBlock[], voices: readonly Voice[]): Guess[] {
  const states = voices.map((_, depth) => depth);
  const deepest = voices.length - 1;
  const style = judgeStyle(blocks);
  const lastProse = blocks.findLastIndex((block) => block.kind === "prose");
  const clues = blocks.map((block, i) =>
    voices.map((voice, depth) =>
      blockClues(
        { block, isFirst: i === 0, isLast: i === lastProse, depth, deepest, person: voice.person },
        style,
      ),
    ),
  );
  const at = (rows: readonly (readonly number[])[], i: number, state: number): number =>
    rows[i]?.[state] ?? 0;
  const forward: number[][] = [];
  for (const [i, block] of blocks.entries()) {
    forward.push(
      states.map((to) => {
        const past =
          i === 0
            ? 0
            : logSum(states.map((from) => at(forward, i - 1, from) + changeWeight(from, to, block)));
        return past + at(clues, i, to);
      }),
    );
  }
  const backward: number[][] = blocks.map(() => states.map(() => 0));
  for (let i = blocks.length - 2; i >= 0; i--) {
    const next = blocks[i + 1];
    if (next === undefined) continue;
    backward[i] = states.map((from) =>
      logSum(
        states.map((to) => changeWeight(from, to, next) + at(clues, i + 1, to) + at(backward, i + 1, to)),
      ),
    );
  }
  return blocks.map((_, i) => {
    const weights = states.map((state) => at(forward, i, state) + at(backward, i, state));
    const total = logSum(weights);
    const best = weights.indexOf(Math.max(...weights));
    return { voice: best, confidence: Math.exp((weights[best] ?? 0) - total) };
  });
}

/** The dated attributions of a text without marks; each quotes the next, because only blanks stand between. */
function findAttributions(lines: readonly MarkedLine[]): FoundAttribution[] {
  const found: FoundAttribution[] = [];
  for (let i = 0; i < lines.length; i++) {
    const one = attributionEnding(lines, i);
    if (one === null || one.date === null) continue;
    const last = found.at(-1);
    const gap = last === undefined ? [] : lines.slice(last.end + 1, one.start);
    if (gap.some((line) => line.text.trim() !== "")) break;
    found.push(one);
  }
  return found;
}

/** Whose words are whose where the marks were lost; null when no dated attribution says that anybody is quoted. */
export function readUnmarkedQuotes(raw: readonly TextLine[], carrier: Voice): Attributed | null {
  const lines: MarkedLine[] = raw.map((line) => ({ ...line, depth: 0 }));
  const attributions = findAttributions(lines);
  const first = attributions[0];
  const last = attributions.at(-1);
  if (first === undefined || last === undefined) return null;
  const blocks = cutBlocks(raw.slice(last.end + 1));
  if (blocks.length === 0) return null;
  const book = new VoiceBook();
  book.addVoice(carrier);
  for (const { person, date, start, end } of attributions) {
    book.addVoice({
      person,
      date,
      subject: null,
      messageId: null,
      knownBy: "attribution",
      quotedBy: book.voices.length - 1,
      head: [lines[start]?.line ?? 0, lines[end]?.line ?? 0],
      headIsOwn: false,
    });
  }
  for (const line of raw.slice(0, first.start)) book.addLine(0, line);
  const guesses = assign(blocks, book.voices);
  let block = 0;
  let within = 0;
  for (const line of raw.slice(last.end + 1)) {
    const guess = guesses[block] ?? { voice: 0, confidence: 1 };
    const confidence = Math.round(guess.confidence * 100) / 100;
    if (line.text.trim() === "") {
      // A blank line goes with the words before it, so that a diff keeps its blank rows.
      const before = within === 0 ? (guesses[block - 1] ?? guess) : guess;
      book.addLine(before.voice, line, Math.round(before.confidence * 100) / 100);
      continue;
    }
    book.addLine(guess.voice, line, confidence);
    within++;
    if (within === blocks[block]?.lines.length) {
      block++;
      within = 0;
    }
  }
  return book.finish();
}
