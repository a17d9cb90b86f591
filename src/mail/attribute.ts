import { readBars } from "./barMarks";
import { mayAttribute } from "./attributionSearch";
import { readMarkedQuotes } from "./markedQuotes";
import { findOriginalMessage } from "./originalMessage";
import type { OriginalMessage } from "./originalMessage";
import { isPatchBreak } from "./inBody";
import type { Person } from "./person";
import { looksLikeCode } from "./prose";
import { readMarks } from "./quoteMark";
import { firstCode } from "./textLine";
import type { TextLine } from "./textLine";
import { readUnmarkedQuotes, shareOut } from "./unmarkedQuotes";
import { carrierVoice } from "./voice";
import type { Attributed, Voice, VoicePassage } from "./voice";
import { noHunks, wholeHunks } from "./wholeHunk";
import type { WholeHunks } from "./wholeHunk";

/** What a quick look finds; nearly all patch mails have none of it and are not looked at closer. */
interface Traits {
  readonly hasMarks: boolean;
  /** True when the only marks are a few that may as well be C's `>>` whose indentation was lost. */
  readonly hasDoubtfulMarks: boolean;
  readonly hasAttribution: boolean;
  readonly mayHaveOriginal: boolean;
}

/** "-----Original Message-----", "____", "From:" and its translations; no row and no `---` line of a diff. */
function mayBeHead(first: number, text: string): boolean {
  if (first === 0x2d) return text.startsWith("--") && text.endsWith("-") && /\p{L}/u.test(text.slice(0, 200));
  if (first === 0x5f) return text.startsWith("__________");
  const isLetter = first === 0x2a || first === 0x46 || first === 0x56 || first === 0x44;
  return isLetter && /^\*?(?:From|Von|De|Da)\*?\s?:/.test(text);
}

function lookAt(lines: readonly TextLine[], hunks: WholeHunks): Traits {
  let marks = 0;
  let shifts = 0;
  let hasAttribution = false;
  let mayHaveOriginal = false;
  for (const { text, line } of lines) {
    if (hunks.get(line)?.depth === 0) continue;
    const first = firstCode(text);
    const mayBeMarked = first === 0x3e || first === 0x20 || (first >= 0x41 && first <= 0x5a);
    if (mayBeMarked && readMarks(text).depth > 0) {
      marks++;
      if (text.startsWith(">>") && looksLikeCode(text)) shifts++;
    }
    hasAttribution ||= mayAttribute(text);
    mayHaveOriginal ||= mayBeHead(first, text);
  }
  const hasDoubtfulMarks = marks > 0 && marks === shifts;
  return { hasMarks: marks > 0, hasDoubtfulMarks, hasAttribution, mayHaveOriginal };
}

/** True where nothing looks as if anybody but the sender spoke. */
function isPlain({ hasMarks, hasAttribution, mayHaveOriginal }: Traits): boolean {
  return !hasMarks && !hasAttribution && !mayHaveOriginal;
}

function nextDepth(lines: readonly TextLine[], from: number): number {
  const next = lines.slice(from).find(({ text }) => text.trim() !== "");
  return next === undefined ? 0 : readMarks(next.text).depth;
}

function originalVoice(head: OriginalMessage, lines: readonly TextLine[]): Voice {
  const { person, date, subject, messageId, start, end } = head;
  const range = [lines[start]?.line ?? 0, lines[end - 1]?.line ?? 0] as const;
  return {
    person,
    date,
    subject,
    messageId,
    knownBy: "original-message",
    quotedBy: 0,
    head: range,
    headIsOwn: true,
  };
}

/** "See my comments inline." */
const pointsBelow =
  /\b(?:in-?line|embedded|interspersed|in between|(?:comments?|see|answers?|replies) (?:are )?below)\b/i;

/** Mails quoted whole within mails quoted whole, deeper than this, are the words of the last one. */
const DEEPEST_ORIGINAL = 8;

/** Puts the words above an "Original Message" head and the words below it together as one text. */
function splitAtOriginal(
  lines: readonly TextLine[],
  head: OriginalMessage,
  carrier: Voice,
  isReply: boolean,
  nesting: number,
  hunks: WholeHunks,
): Attributed {
  const own = lines.slice(0, head.start);
  const rest = lines.slice(head.end);
  const quoted = originalVoice(head, lines);
  const words = own.filter(({ text }) => text.trim() !== "");
  if (isReply && (words.length === 0 || words.some(({ text }) => pointsBelow.test(text)))) {
    // Nothing is said above the head, so the answers stand between the quoted lines, where nothing marks them.
    const shared = shareOut(own, rest, [carrier, quoted], hunks);
    if (shared !== null) return shared;
  }
  const above = attribute(own, carrier, isReply, nesting + 1);
  const below = attribute(rest, quoted, isReply, nesting + 1);
  const shift = above.voices.length;
  const voices = below.voices.map((voice, i) => ({
    ...voice,
    quotedBy: i === 0 ? 0 : (voice.quotedBy ?? 0) + shift,
  }));
  const passages: VoicePassage[] = below.passages.map((passage) => ({
    ...passage,
    voice: passage.voice + shift,
  }));
  return { voices: [...above.voices, ...voices], passages: [...above.passages, ...passages] };
}

function attribute(
  lines: readonly TextLine[],
  carrier: Voice,
  isReply: boolean,
  nesting: number,
): Attributed {
  const alone: Attributed = { voices: [carrier], passages: [{ voice: 0, lines, confidence: 1 }] };
  // A mail that answers nobody may quote in its log message; the rows of its diff are no talk.
  const log = isReply ? -1 : lines.findIndex(({ text }) => isPatchBreak(text));
  const words = log < 0 ? lines : lines.slice(0, log);
  if (isPlain(lookAt(words, noHunks))) return alone;
  const hunks = wholeHunks(lines);
  const looked = lookAt(words, hunks);
  if (isPlain(looked)) return alone;
  const { hasMarks, hasDoubtfulMarks, hasAttribution, mayHaveOriginal } = looked;
  if (mayHaveOriginal && nesting < DEEPEST_ORIGINAL) {
    const head = findOriginalMessage(lines, hunks);
    if (head !== null && nextDepth(lines, head.end) === 0 && (hasDashes(lines, head) || isReply)) {
      return splitAtOriginal(lines, head, carrier, isReply, nesting, hunks);
    }
  }
  const unmarked =
    isReply && hasAttribution && (!hasMarks || hasDoubtfulMarks)
      ? readUnmarkedQuotes(lines, carrier, hunks)
      : null;
  if (unmarked !== null) return unmarked;
  if (hasMarks) {
    const marked = readMarkedQuotes(lines, carrier, hunks);
    // A patch mail that is no reply shows console output or conflict marks behind `>`; nobody is quoted there.
    const isQuoting = isReply || marked.voices.some((voice) => voice.date !== null);
    return isQuoting ? marked : alone;
  }
  return alone;
}

function hasDashes(lines: readonly TextLine[], head: OriginalMessage): boolean {
  return /^\s*-/.test(lines[head.start]?.text ?? "");
}

/**
 * Says who wrote which line of a mail's text: the carrier, those whom it quotes with marks or under an
 * "Original Message" head, and, in a reply whose marks were lost, those whom its attributions name.
 */
export function attributeWords(lines: readonly TextLine[], carrier: Person, isReply: boolean): Attributed {
  return attribute(isReply ? readBars(lines) : lines, carrierVoice(carrier), isReply, 0);
}
