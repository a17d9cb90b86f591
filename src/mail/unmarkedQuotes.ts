import { attributionEnding } from "./attributionSearch";
import type { FoundAttribution, MarkedLine } from "./attributionSearch";
import { agrees, blockClues, judgeStyle } from "./blockClues";
import { cutBlocks } from "./textBlock";
import type { TextBlock } from "./textBlock";
import type { TextLine } from "./textLine";
import { VoiceBook } from "./voice";
import type { Attributed, Voice } from "./voice";
import type { WholeHunks } from "./wholeHunk";

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
  const clues = blocks.map((block, i) =>
    voices.map((voice, depth) =>
      blockClues(
        { block, isFirst: i === 0, isLast: i === blocks.length - 1, depth, deepest, person: voice.person },
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
function findAttributions(lines: readonly MarkedLine[], hunks: WholeHunks): FoundAttribution[] {
  const found: FoundAttribution[] = [];
  for (let i = 0; i < lines.length && found.length < MOST_VOICES; i++) {
    const one = attributionEnding(lines, i, hunks);
    if (one === null || one.date === null) continue;
    const last = found.at(-1);
    const gap = last === undefined ? [] : lines.slice(last.end + 1, one.start);
    if (gap.some((line) => line.text.trim() !== "")) break;
    found.push(one);
  }
  return found;
}

/** More people than this do not quote each other in one mail; the search grows with their square. */
const MOST_VOICES = 12;

/** Whose words are whose where the marks were lost; null when no dated attribution says that anybody is quoted. */
export function readUnmarkedQuotes(
  raw: readonly TextLine[],
  carrier: Voice,
  hunks: WholeHunks,
): Attributed | null {
  const lines: MarkedLine[] = raw.map((line) => ({ ...line, depth: 0 }));
  const attributions = findAttributions(lines, hunks);
  const first = attributions[0];
  const last = attributions.at(-1);
  if (first === undefined || last === undefined) return null;
  const quoted = attributions.map(({ person, date, start, end }, i): Voice => {
    const head = [lines[start]?.line ?? 0, lines[end]?.line ?? 0] as const;
    return {
      person,
      date,
      subject: null,
      messageId: null,
      knownBy: "attribution",
      quotedBy: i,
      head,
      headIsOwn: false,
    };
  });
  return shareOut(raw.slice(0, first.start), raw.slice(last.end + 1), [carrier, ...quoted], hunks);
}

/**
 * Gives the lines above to the carrier and shares the mixed ones out between all voices, which quote each
 * other in their order; null when there are none to share out.
 */
export function shareOut(
  above: readonly TextLine[],
  mixed: readonly TextLine[],
  voices: readonly Voice[],
  hunks: WholeHunks,
): Attributed | null {
  const blocks = cutBlocks(mixed, hunks);
  if (blocks.length === 0) return null;
  const book = new VoiceBook();
  for (const voice of voices) book.addVoice(voice);
  for (const line of above) book.addLine(0, line);
  for (const { voice, confidence, line } of placeLines(mixed, blocks, assign(blocks, voices))) {
    book.addLine(voice, line, Math.round(confidence * 100) / 100);
  }
  return book.finish();
}

interface PlacedLine extends Guess {
  readonly line: TextLine;
}

/**
 * Gives every line the voice of its block. Of the blank lines between two blocks of one voice all are that
 * voice's (a diff keeps its blank rows). Where the voice changes, one of them is what people put between
 * quote and answer; the others are the quoted one's.
 */
function placeLines(
  lines: readonly TextLine[],
  blocks: readonly TextBlock[],
  guesses: readonly Guess[],
): PlacedLine[] {
  const placed: PlacedLine[] = [];
  const carrier: Guess = { voice: 0, confidence: 1 };
  let block = 0;
  let within = 0;
  let blanks: TextLine[] = [];
  for (const line of lines) {
    if (line.text.trim() === "") {
      blanks.push(line);
      continue;
    }
    const guess = guesses[block] ?? carrier;
    const before = within === 0 ? (guesses[block - 1] ?? carrier) : guess;
    const isChange = before.voice !== guess.voice;
    const quoted = before.voice > guess.voice ? before : guess;
    const own = isChange ? (before.voice > guess.voice ? blanks.length - 1 : 0) : -1;
    for (const [i, blank] of blanks.entries())
      placed.push({ ...(i === own ? carrier : quoted), line: blank });
    blanks = [];
    placed.push({ ...guess, line });
    within++;
    if (within === blocks[block]?.lines.length) {
      block++;
      within = 0;
    }
  }
  return placed;
}
