import { attributeWords } from "./attribute";
import { withoutColours } from "./colours";
import { decodeWords } from "./encodedWord";
import { readDate } from "./date";
import { cutFooter } from "./footer";
import { ghostsOf } from "./ghost";
import type { Header } from "./header";
import { readHeader } from "./header";
import { isPatchBreak, readLogMessage } from "./inBody";
import type { Message, Reading, Removal, SubjectTag } from "./message";
import { readMime } from "./mimePart";
import { readSender } from "./person";
import type { Person } from "./person";
import type { Problem } from "./problem";
import { isPatchSubject, readSubject } from "./subject";
import { firstCode } from "./textLine";
import type { TextLine } from "./textLine";
import { findGivenTrailers, readTrailers } from "./trailer";
import type { Attributed } from "./voice";

/** What a mail's header, a page's head or a commit page says about a message. */
export interface Head {
  readonly subject: string;
  readonly person: Person;
  readonly date: string | null;
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly commit: string | null;
  /** First line of the message in the document. */
  readonly firstLine: number;
}

/** Gives messages their numbers and finds those that were read before. */
export interface Numbering {
  /** Id of the next message: `<file name without ending>:m<n>`. */
  next(): string;
  /** Id of an earlier message of the document that has this Message-ID; null when none is remembered. */
  find(messageId: string): string | null;
  remember(messageId: string, id: string): void;
}

/** RFC 5322 sets no limit; the nearest ancestors say all that a thread needs. */
const MOST_REFERENCES = 200;
/** A mail within a mail within a mail; deeper ones are left out. */
const DEEPEST_MAIL = 16;

const messageIds = /<[^<>\s]+>/g;

/** All Message-IDs in a header value, with their brackets. */
export function readMessageIds(raw: string | null): string[] {
  return raw === null ? [] : (raw.match(messageIds) ?? []);
}

/**
 * What a mail answers. Old mailers put words around the id (`Message from P <p@x.org> of "Mon" <1@x.org>`), so of
 * several the last one counts, and where there are words, References before it, as in notmuch (`parse_references`).
 */
function readInReplyTo(raw: string | null, reference: string | null): string | null {
  const id = readMessageIds(raw).at(-1) ?? null;
  return raw?.trim() === id ? id : (reference ?? id);
}

function readHead(header: Header, separator: string | null, firstLine: number): Head {
  const id = header.raw("message-id")?.trim() ?? null;
  const references = readMessageIds(header.raw("references")).slice(-MOST_REFERENCES);
  const inReplyTo = readInReplyTo(header.raw("in-reply-to"), references.at(-1) ?? null);
  return {
    subject: header.text("subject") ?? "",
    person: readSender(decodeWords(header.raw("from") ?? "")),
    date: readDate(header.raw("date")),
    messageId: readMessageIds(id)[0] ?? (id === "" ? null : id),
    inReplyTo,
    references,
    commit: /^From ([0-9a-f]{40}(?:[0-9a-f]{24})?) /.exec(separator ?? "")?.[1] ?? null,
    firstLine,
  };
}

/** Makes the messages of one text: its carrier by `head`, and the ghosts that its words show. */
export function readWords(
  head: Head,
  allLines: readonly TextLine[],
  lastLine: number,
  numbering: Numbering,
  problems: readonly Problem[],
  removed: readonly Removal[] = [],
  isAscii = false,
): Reading {
  const { words: lines, repairs: cut } = cutFooter(allLines);
  const repairs = [...removed, ...cut];
  const subject = readSubject(head.subject);
  const isReply =
    (subject.isReply && !subject.isForward) || (head.inReplyTo !== null && !bringsPatch(subject.tag, lines));
  const attributed = attributeWords(lines, head.person, isReply);
  const id = numbering.next();
  if (head.messageId !== null) numbering.remember(head.messageId, id);
  const body = wordsOf(attributed, 0);
  const ghosts = ghostsOf({ id, head, subject, isReply, attributed, numbering, repairs });
  const log = readLogMessage(body);
  const trailers = readTrailers(log.lines, true);
  const message: Message = {
    id,
    lines: [head.firstLine, Math.max(head.firstLine, lastLine)],
    ghost: false,
    knownBy: "text",
    subject: subject.text,
    subjectRaw: subject.raw,
    tag: subject.tag,
    isReply: subject.isReply,
    author: head.person.name,
    email: head.person.email,
    date: head.date,
    messageId: head.messageId,
    inReplyTo: head.inReplyTo,
    references: head.references,
    answers: ghosts.answers,
    commit: head.commit,
    body,
    isAscii,
    trailers: trailers.length === 0 && isReply && !log.hasPatch ? findGivenTrailers(body) : trailers,
    repairs,
    passages: ghosts.passages,
  };
  return { messages: [message, ...ghosts.messages], problems };
}

/** True for cover letters and for patches with a diff; some people answer those without a `Re:`. */
function bringsPatch(tag: SubjectTag | null, lines: readonly TextLine[]): boolean {
  return isPatchSubject(tag) && (tag?.n === 0 || lines.some(({ text }) => isPatchBreak(text)));
}

/** All lines of one voice in order. */
function wordsOf(attributed: Attributed, voice: number): readonly TextLine[] {
  const own = attributed.passages.filter((passage) => passage.voice === voice);
  return own.length === 1 ? (own[0]?.lines ?? []) : own.flatMap((passage) => passage.lines);
}

function lastLineOf(bytes: Uint8Array, line: number): number {
  let last = line - 1;
  for (let at = 0; at < bytes.length; last++) {
    const newline = bytes.indexOf(10, at);
    at = newline < 0 ? bytes.length : newline + 1;
  }
  return last;
}

/**
 * Takes back the mark that mailboxes put before `From ` at the head of a line (mboxo, mboxrd). Where lines
 * around it are quoted in the same way, it is a quote.
 */
function unescapeFrom(lines: TextLine[]): void {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const text = line?.text ?? "";
    if (firstCode(text) !== 0x3e || !/^>+From /.test(text)) continue;
    const isQuote = [lines[i - 1], lines[i + 1]].some((other) => other?.text.startsWith(">") === true);
    if (line && !isQuote) lines[i] = { ...line, text: text.slice(1) };
  }
}

/**
 * Reads one mail (RFC 5322 with MIME) whose first byte stands on document line `line`. In a mailbox, lines that
 * look like separators may be escaped.
 */
export function readMail(
  bytes: Uint8Array,
  line: number,
  numbering: Numbering,
  inMailbox = false,
  nesting = 0,
): Reading {
  const { header, bodyStart, bodyLine, separator } = readHeader(bytes, line);
  const text = readMime(header, bytes.subarray(bodyStart), bodyLine);
  if (inMailbox && text.hasMarkedFrom) unescapeFrom(text.lines);
  const { isWhole } = text;
  const { lines, repairs } = text.hasEscapes
    ? withoutColours(text.lines)
    : { lines: text.lines, repairs: [] };
  const lastLine = isWhole && lines.length > 0 ? bodyLine + lines.length - 1 : lastLineOf(bytes, line);
  const head = readHead(header, separator, line);
  const reading = readWords(head, lines, lastLine, numbering, text.problems, repairs, text.isAscii);
  const inner = nesting < DEEPEST_MAIL ? text.enclosed : [];
  const enclosed = inner.map((mail) => readMail(mail.bytes, mail.line, numbering, false, nesting + 1));
  return {
    messages: [
      ...reading.messages,
      ...enclosed.flatMap(({ messages }) => messages.map((message) => ({ ...message, ghost: true }))),
    ],
    problems: [...reading.problems, ...enclosed.flatMap(({ problems: found }) => found)],
  };
}
