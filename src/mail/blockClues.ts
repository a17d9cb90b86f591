import type { Person } from "./person";
import type { TextBlock } from "./textBlock";

/** What is known of a text as a whole before its blocks are given to voices. */
export interface TextStyle {
  /** The carrier's paragraphs are single long lines while others' are wrapped (format=flowed on one side). */
  readonly carrierWritesLongLines: boolean;
}

/** Longer lines than this were not wrapped by their mailer. */
const WRAPPED_BELOW = 90;
/** A line this long with a word below it was broken for its length. */
const FULL_LINE = 56;

const answer =
  /^\(?(?:this (?:patch|fix|analysis|change|code|one|is|looks|seems|makes|would|should|doesn't|can't)|i |i'|me |yes|yep|no[,. ]|nope|nah|true|agreed|indeed|right|sure|why|what|how|where|when|who|please|pls|hm|ok|okay|well|thanks|thank|looks|n?acked|nack|ack|could|can |would|should|do |does|did|is |isn't|are |aren't|shouldn't|don't|you|your|but |also|nice|good|bad|ugh|heh|umm|actually|maybe|perhaps|sorry|not sure|that's|it's|there are|there is|let's|we )/i;
const agreement =
  /^(?:me (?:either|neither|too)|same here|agreed|ditto|indeed|\+1|yes|yep|yeah|right|true|nor i)\b/i;
const description =
  /^(?:the (?:patch|following|problem|lines?)|this (?:patch )?(?:fixes|adds|removes|introduces|makes|changes|patch (?:fixes|adds|removes|introduces|makes|changes))|after (?:this |the )?patch|(?:the )?next patch|fix(?:es)? |changes? (?:since|in|from)|add |remove |introduce |in \S+\(\))/i;
const toSomebody = /\byou(?:r|'re|'ve|'d)?\b|\?(?:\s|$)/i;
const signature = /^(?:-+ ?\w{1,15}|-- ?\w*|cheers|thanks|regards|thx)[,.!]?$/i;

function text(block: TextBlock): string {
  return block.lines.map((line) => line.text).join("\n");
}

/** True when the block agrees with what somebody else said right before. */
export function agrees(block: TextBlock): boolean {
  return (block.kind === "prose" || block.kind === "aside") && agreement.test(text(block));
}

function isUnwrapped(block: TextBlock): boolean {
  return block.kind === "prose" && block.lines.some((line) => line.text.length > WRAPPED_BELOW);
}

function isWrapped(block: TextBlock): boolean {
  if (block.kind !== "prose" || isUnwrapped(block)) return false;
  return block.lines.slice(0, -1).some((line, i) => {
    const next = /^\S*/.exec(block.lines[i + 1]?.text ?? "")?.[0].length ?? 0;
    return line.text.length + 1 + next > FULL_LINE;
  });
}

/** Looks at the text once: does one side of the talk write unwrapped paragraphs and the other wrapped ones? */
export function judgeStyle(blocks: readonly TextBlock[]): TextStyle {
  return { carrierWritesLongLines: blocks.some(isUnwrapped) && blocks.some(isWrapped) };
}

/** Whether the words of a trailer or of an in-body `From` line name this person. */
function names(block: TextBlock, person: Person): boolean {
  const first = text(block).split("\n", 1)[0] ?? "";
  const named = /^(?:[A-Z][A-Za-z-]*-by|From):? +(.*)$/.exec(first)?.[1]?.toLowerCase();
  if (named === undefined || person.name === null) return false;
  return named.includes(person.name.toLowerCase());
}

/** Everything that the clues of a block depend on. */
export interface BlockPlace {
  readonly block: TextBlock;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Depth of the voice that is asked about: 0 is the carrier, `deepest` the first writer. */
  readonly depth: number;
  readonly deepest: number;
  readonly person: Person;
}

/**
 * How much the look of a block speaks for one voice, in nats. The weights are set by hand: 5 and more is
 * what hardly ever lies (a diff is the patch author's, a trailer is its person's, an unwrapped paragraph is
 * not the one of those whose lines came through wrapped), 1 to 2 is how people usually write.
 */
export function blockClues(place: BlockPlace, style: TextStyle): number {
  const { block, depth, deepest, person } = place;
  const isCarrier = depth === 0;
  const isFirstWriter = depth === deepest;
  let weight = isCarrier || isFirstWriter ? 0 : -0.7;
  if (block.kind === "diff") return weight + (isFirstWriter ? 6 : 0);
  if (block.kind === "aside") weight -= isFirstWriter ? 6 : 0;
  if (names(block, person)) weight += 6;
  if (block.kind === "trailers") return weight + (isFirstWriter ? 3 : 0);
  if (place.isFirst && isFirstWriter) weight += 5;
  if (place.isLast && isCarrier) weight += 2;
  if (isCarrier && signature.test(text(block))) weight += 5;
  if (style.carrierWritesLongLines) {
    if (isUnwrapped(block) && isCarrier) weight += 6;
    if (isWrapped(block) && !isCarrier) weight += 3;
  }
  if (answer.test(text(block)) && !isFirstWriter) weight += 1.5;
  if (toSomebody.test(text(block)) && !isFirstWriter) weight += 0.7;
  if (description.test(text(block)) && isFirstWriter) weight += 2;
  return weight;
}
