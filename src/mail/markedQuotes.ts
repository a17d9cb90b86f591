import type { QuotedText } from "./brokenEnds";
import { isBrokenEnd, mayBeRedirection } from "./brokenEnds";
import { attributionEnding } from "./attributionSearch";
import type { MarkedLine } from "./attributionSearch";
import { DiffZone } from "./diffZone";
import { findOriginalMessage } from "./originalMessage";
import { readMarks } from "./quoteMark";
import type { TextLine } from "./textLine";
import { VoiceBook } from "./voice";
import type { Attributed, Voice } from "./voice";
import type { WholeHunks } from "./wholeHunk";

/** Mailers that wrap do it from here on; a shorter line was broken by its author. */
const NARROWEST_WRAP = 60;

/** Counts and removes the marks of every line. Whether a blank behind a mark belongs to it is seen later. */
function markLines(lines: readonly TextLine[], hunks: WholeHunks): MarkedLine[] {
  return lines.map(({ text, line, through }) => {
    const hunk = hunks.get(line);
    const { depth, start } = hunk === undefined ? readMarks(text) : { depth: hunk.depth, start: hunk.width };
    const own = depth === 0 && hunk === undefined ? text : text.slice(start);
    return through === undefined ? { text: own, line, depth } : { text: own, line, through, depth };
  });
}

function isBlank(line: MarkedLine | undefined): boolean {
  return line === undefined || line.text.trim() === "";
}

/** Index of the next line that is not blank, or the number of lines. */
function nextWords(lines: readonly MarkedLine[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}

/**
 * Lines without a mark that a mailer broke off a quoted line too long for it ("> ... and\nso on\n> next"):
 * the quoted line before was full, and quoting goes on right behind. They get the depth of their line.
 */
function adoptFragments(lines: MarkedLine[], raw: readonly TextLine[], hunks: WholeHunks): void {
  const zone = new DiffZone();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) continue;
    const isWhole = hunks.has(line.line);
    if (!isWhole && zone.isOpen()) {
      if (adoptRow(lines, raw, i, zone.depth)) continue;
      lines[i] = atDepth(line, lines[i - 1], raw[i]?.text ?? "", zone.depth);
    }
    zone.pass(lines[i] ?? line);
    if (!isWhole) adoptWords(lines, raw, i);
  }
}

/** Nobody is quoted between the rows of a diff: a mark more is the first letter of a row whose own mark was lost. */
function atDepth(line: MarkedLine, above: MarkedLine | undefined, raw: string, depth: number): MarkedLine {
  if (line.depth <= depth || above?.depth !== depth || isBlank(line)) return line;
  const marks = new RegExp(`^ ?(?:> ?){${String(depth - 1)}}>`).exec(raw)?.[0];
  return marks === undefined ? line : { ...line, depth, text: raw.slice(marks.length) };
}

/** Within a diff the rows are as long as they are; what was broken off them may come in several parts. */
function adoptRow(lines: MarkedLine[], raw: readonly TextLine[], at: number, depth: number): boolean {
  const line = lines[at];
  const whole = raw[at]?.text ?? "";
  const isRedirection = depth === 1 && line?.depth !== 0 && mayBeRedirection(whole);
  if (line === undefined || (line.depth >= depth && !isRedirection)) return false;
  const text: QuotedText = {
    raw: (index) => raw[index]?.text,
    isQuoted: (index) => (lines[index]?.depth ?? 0) >= depth && lines[index]?.isFragment !== true,
    bare: (index) => (index === at && isRedirection ? whole : bareText(lines[index], raw[index]?.text)),
  };
  if (!isBrokenEnd(text, at)) return false;
  lines[at] = { ...line, text: text.bare(at), depth, isFragment: true };
  return true;
}

/** The words of a line with fewer marks than the diff has, without the blank behind the last mark. */
function bareText(line: MarkedLine | undefined, raw: string | undefined): string {
  if (line === undefined) return "";
  return line.text !== raw && line.text.startsWith(" ") ? line.text.slice(1) : line.text;
}

function adoptWords(lines: MarkedLine[], raw: readonly TextLine[], i: number): void {
  const line = lines[i];
  const before = lines[i - 1];
  if (line === undefined || before === undefined || isBlank(line)) return;
  const above = raw[i - 1]?.text ?? "";
  const isRedirection = line.depth === before.depth && isTight(raw, i);
  if (line.depth >= before.depth && !isRedirection) return;
  const firstWord = /^\S*/.exec(line.text)?.[0].length ?? 0;
  const room = above.length + 1 + firstWord;
  const goesOn = lines[i + 1]?.depth === before.depth;
  if (goesOn && above.length <= 100 && room > NARROWEST_WRAP + 5 && line.text.length < above.length) {
    const text = isRedirection ? (raw[i]?.text ?? "") : line.text;
    lines[i] = { ...line, text, depth: before.depth, isFragment: true };
  }
}

/** `>file` between lines quoted with `> `: a shell's redirection that was broken off, not a mark. */
function isTight(raw: readonly TextLine[], at: number): boolean {
  const padded = /^> /;
  return (
    mayBeRedirection(raw[at]?.text ?? "") &&
    padded.test(raw[at - 1]?.text ?? "") &&
    padded.test(raw[at + 1]?.text ?? "")
  );
}

function person(found: {
  readonly person: Voice["person"];
  readonly date: string | null;
}): Pick<Voice, "person" | "date"> {
  return { person: found.person, date: found.date };
}

/** Reads a text whose quotes are marked (RFC 3676, section 4.5, and what mailers do): who wrote which line. */
export function readMarkedQuotes(raw: readonly TextLine[], carrier: Voice, hunks: WholeHunks): Attributed {
  const lines = markLines(raw, hunks);
  adoptFragments(lines, raw, hunks);
  const book = new VoiceBook();
  /** Who speaks at each depth; 0 is the carrier. */
  const speakers: number[] = [book.addVoice(carrier)];
  const introduce = (depth: number, voice: Omit<Voice, "quotedBy">): void => {
    speakers.length = Math.min(speakers.length, depth + 1);
    while (speakers.length < depth + 1) speakers.push(book.addVoice(anonymous(speakers.at(-1) ?? 0)));
    speakers.push(book.addVoice({ ...voice, quotedBy: speakers.at(-1) ?? 0 }));
  };
  const skipped = new Set<number>();
  const heads = new Map<number, () => void>();
  for (let i = 0; i < lines.length; i++) {
    const found = attributionEnding(lines, i, hunks);
    if (found === null) continue;
    const depth = lines[i]?.depth ?? 0;
    const next = lines[nextWords(lines, i + 1)];
    if (next === undefined || next.depth <= depth) continue;
    for (let at = found.start; at <= i; at++) skipped.add(at);
    heads.set(i, () => {
      introduce(depth, {
        ...person(found),
        subject: null,
        messageId: null,
        knownBy: "attribution",
        head: [lines[found.start]?.line ?? 0, lines[i]?.line ?? 0],
        headIsOwn: false,
      });
    });
  }
  for (let from = 0; from < lines.length;) {
    const block = findOriginalMessage(lines, hunks, from);
    if (block === null) break;
    const depth = lines[block.start]?.depth ?? 0;
    const next = lines[nextWords(lines, block.end)];
    if (next !== undefined && next.depth > depth) {
      for (let at = block.start; at < block.end; at++) skipped.add(at);
      const { subject, messageId } = block;
      heads.set(block.end - 1, () => {
        introduce(depth, {
          ...person(block),
          subject,
          messageId,
          knownBy: "original-message",
          head: [lines[block.start]?.line ?? 0, lines[block.end - 1]?.line ?? 0],
          headIsOwn: false,
        });
      });
    }
    from = block.end;
  }
  for (const [i, line] of lines.entries()) {
    const head = heads.get(i);
    if (head !== undefined) head();
    if (skipped.has(i)) continue;
    const voice = speakers[line.depth] ?? -1;
    if (voice >= 0) {
      book.addLine(voice, toTextLine(line));
    } else if (isBlank(line)) {
      // A lone mark of a depth at which nobody has spoken yet introduces nobody.
      book.addLine(speakers.at(-1) ?? 0, toTextLine(line));
    } else {
      while (speakers.length <= line.depth) speakers.push(book.addVoice(anonymous(speakers.at(-1) ?? 0)));
      book.addLine(speakers[line.depth] ?? 0, toTextLine(line));
    }
  }
  return removePadding(book.finish());
}

function anonymous(quotedBy: number): Voice {
  return {
    person: { name: null, email: null },
    date: null,
    subject: null,
    messageId: null,
    knownBy: "quote",
    quotedBy,
    head: null,
    headIsOwn: false,
  };
}

function toTextLine(line: MarkedLine): TextLine {
  const { text, line: number, through, depth } = line;
  const plain = through === undefined ? { text, line: number } : { text, line: number, through };
  return depth === 0 || line.isFragment === true ? plain : { ...plain, quoteDepth: depth };
}

/**
 * Most mailers put a blank behind the marks, some do not. If every line of a voice that has words has the
 * blank, it is the mailer's; otherwise it is the first column of a quoted diff.
 */
function removePadding(attributed: Attributed): Attributed {
  const padded = attributed.voices.map(() => ({ with: 0, without: 0 }));
  for (const { voice, lines } of attributed.passages) {
    const count = padded[voice];
    if (count === undefined) continue;
    for (const { text, quoteDepth } of lines) {
      if (quoteDepth === undefined || text === "") continue;
      if (text.startsWith(" ")) count.with++;
      else count.without++;
    }
  }
  const passages = attributed.passages.map((passage) => {
    const count = padded[passage.voice];
    if (count === undefined || count.with === 0 || count.without * 20 > count.with) return passage;
    const lines = passage.lines.map((line) =>
      line.quoteDepth !== undefined && line.text.startsWith(" ")
        ? { ...line, text: line.text.slice(1) }
        : line,
    );
    return { ...passage, lines };
  });
  return { voices: attributed.voices, passages };
}
