import type { Head, Numbering } from "./mail";
import type { KnownBy, LineRange, Message, Passage, Removal } from "./message";
import { readPerson } from "./person";
import { readSubject } from "./subject";
import type { Subject } from "./subject";
import type { TextLine } from "./textLine";
import { findGivenTrailers, readTrailers } from "./trailer";
import { isPatchBreak } from "./inBody";
import type { Attributed, Voice } from "./voice";

/** The carrying message and who wrote which of its lines. */
export interface Carrier {
  readonly id: string;
  readonly head: Head;
  readonly subject: Subject;
  readonly isReply: boolean;
  readonly attributed: Attributed;
  readonly numbering: Numbering;
  /** What was taken out of the carrying text. */
  readonly repairs: readonly Removal[];
}

/** The ghosts of one carrying message. */
export interface Ghosts {
  readonly messages: readonly Message[];
  /** The carrier's passages by message id; empty when it carries nobody else's words. */
  readonly passages: readonly Passage[];
  /** Id of the message that the carrier quotes first; null when it quotes nobody. */
  readonly answers: string | null;
}

/** How many steps of quoting lie between a voice and the carrier. */
function depthOf(voices: readonly Voice[], index: number): number {
  let depth = 0;
  for (let at: number | null = index; at !== null && at > 0; at = voices[at]?.quotedBy ?? null) depth++;
  return depth;
}

/**
 * The Message-ID of a quoted voice, when the header gives it away: what a mail quotes first is what it
 * replies to, and References lists the ancestors in order (RFC 5322, section 3.6.4).
 */
function messageIdOf(carrier: Carrier, depth: number, isFirstOfDepth: boolean): string | null {
  if (!isFirstOfDepth) return null;
  const { inReplyTo, references } = carrier.head;
  if (depth === 1) return inReplyTo ?? references.at(-1) ?? null;
  return references.at(-1) === inReplyTo || inReplyTo === null ? (references.at(-depth) ?? null) : null;
}

function rangeOf(lines: readonly TextLine[], voice: Voice, carrier: Carrier): LineRange {
  const words = lines.filter((line) => line.text.trim() !== "");
  const first = words[0]?.line ?? voice.head?.[0] ?? carrier.head.firstLine;
  const last = words.at(-1)?.line ?? voice.head?.[1] ?? first;
  return voice.headIsOwn && voice.head !== null ? [voice.head[0], last] : [first, last];
}

function hasPatch(lines: readonly TextLine[]): boolean {
  return lines.some(({ text }) => isPatchBreak(text) || text.startsWith("@@ "));
}

/** A ghost's subject is that of the thread; the message that brought the patch is the one without `Re:`. */
function subjectOf(carrier: Carrier, voice: Voice, lines: readonly TextLine[], depth: number): Subject {
  if (voice.subject !== null) return readSubject(voice.subject);
  const { thread, text } = carrier.subject;
  // A mail that begins a thread may answer another one; the brackets in its subject are its own.
  if (!carrier.isReply && !hasPatch(lines)) return readSubject(`Re: ${text}`);
  const isRoot = hasPatch(lines) || (depth > 0 && carrier.head.references.length === depth);
  return readSubject(isRoot || !carrier.subject.isReply ? thread : `Re: ${thread}`);
}

function trailersOf(lines: readonly TextLine[]): Message["trailers"] {
  const end = lines.findIndex(({ text }) => isPatchBreak(text));
  const log = end < 0 ? lines : lines.slice(0, end);
  const block = readTrailers(log, true);
  return block.length > 0 ? block : findGivenTrailers(log);
}

/** An in-body `From:` or "From X" names the author of a quoted patch where the attribution named nobody. */
function personOf(voice: Voice, lines: readonly TextLine[]): Voice["person"] {
  if (voice.person.name !== null) return voice.person;
  const from = lines.slice(0, 8).find(({ text }) => /^From: \S/.test(text));
  return from === undefined ? voice.person : readPerson(from.text.slice(6));
}

function linesByVoice({ voices, passages }: Attributed): readonly (readonly TextLine[])[] {
  const lines: TextLine[][] = voices.map(() => []);
  for (const passage of passages) for (const line of passage.lines) lines[passage.voice]?.push(line);
  return lines;
}

/** Makes a message of every quoted voice that is not already a message of the document. */
export function ghostsOf(carrier: Carrier): Ghosts {
  const { voices, passages } = carrier.attributed;
  if (voices.length === 1) return { messages: [], passages: [], answers: null };
  const words = linesByVoice(carrier.attributed);
  const ids: string[] = [carrier.id];
  const seenDepths = new Set<number>();
  const messages: Message[] = [];
  voices.forEach((voice, i) => {
    if (i === 0) return;
    const lines = words[i] ?? [];
    const depth = depthOf(voices, i);
    const messageId = voice.messageId ?? messageIdOf(carrier, depth, !seenDepths.has(depth));
    seenDepths.add(depth);
    const earlier = messageId === null ? null : carrier.numbering.find(messageId);
    if (earlier !== null) {
      ids[i] = earlier;
      return;
    }
    const id = carrier.numbering.next();
    ids[i] = id;
    if (messageId !== null) carrier.numbering.remember(messageId, id);
    messages.push(ghostMessage(carrier, voice, lines, { id, depth, messageId }));
  });
  // What a voice quotes first is what it answers.
  const answers = new Map<string, string>();
  voices.forEach((voice, i) => {
    const by = voice.quotedBy === null ? undefined : ids[voice.quotedBy];
    const id = ids[i];
    if (by !== undefined && id !== undefined && !answers.has(by)) answers.set(by, id);
  });
  return {
    messages: messages.map((message) => ({ ...message, answers: answers.get(message.id) ?? null })),
    passages: passages.map(({ voice, lines, confidence }) => ({
      message: ids[voice] ?? carrier.id,
      depth: depthOf(voices, voice),
      lines,
      confidence,
    })),
    answers: answers.get(carrier.id) ?? null,
  };
}

/** True for what stood below the last of these words with at most a blank line between. */
function isRightBelow(line: number, words: readonly TextLine[]): boolean {
  const last = words.findLast(({ text }) => text.trim() !== "")?.line ?? Infinity;
  return line > last && line <= last + 2;
}

interface GhostPlace {
  readonly id: string;
  readonly depth: number;
  readonly messageId: string | null;
}

function ghostMessage(
  carrier: Carrier,
  voice: Voice,
  lines: readonly TextLine[],
  place: GhostPlace,
): Message {
  const subject = subjectOf(carrier, voice, lines, place.depth);
  const person = personOf(voice, lines);
  const knownBy: KnownBy = voice.knownBy;
  return {
    id: place.id,
    lines: rangeOf(lines, voice, carrier),
    ghost: true,
    knownBy,
    subject: subject.text,
    subjectRaw: subject.raw,
    tag: subject.tag,
    isReply: subject.isReply,
    author: person.name,
    email: person.email,
    date: voice.date,
    messageId: place.messageId,
    inReplyTo: null,
    references: [],
    answers: null,
    commit: null,
    body: lines,
    trailers: trailersOf(lines),
    repairs: carrier.repairs.filter(({ line }) => isRightBelow(line, lines)),
    passages: [],
  };
}
