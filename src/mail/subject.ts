import type { SubjectTag } from "./message";

/** A subject taken apart. */
export interface Subject {
  /** Without reply marks and bracketed prefixes, runs of blanks as one. */
  readonly text: string;
  /** As it stands, runs of blanks as one. */
  readonly raw: string;
  /** Without reply marks, brackets kept: what the messages of one thread have in common. */
  readonly thread: string;
  readonly isReply: boolean;
  /** True for `Fwd:` and its like: what is quoted below was passed on, not answered. */
  readonly isForward: boolean;
  readonly tag: SubjectTag | null;
}

/** `Re:` in the languages of the lists, with the counters some mailers add (`Re[2]:`). */
const replyMark =
  /^(?:re|aw|antw|antwort|sv|vs|odp|ref|rép|réf|res|回复|答复|fw|fwd|wg|tr|rv)(?:\[\d+\]|\(\d+\))?\s?[::]\s*/i;
const forwardMark = /^(?:fw|fwd|wg|tr|rv)\b/i;
const bracket = /^\[([^\]]{0,200})\]\s*/;

function readTag(groups: readonly string[]): SubjectTag | null {
  if (groups.length === 0) return null;
  const words: string[] = [];
  let version = 1;
  let n: number | null = null;
  let of: number | null = null;
  // Mercurial's patchbomb writes "1 of 2".
  const numbered = groups.join(" ").replace(/\b(\d+) of (\d+)\b/i, "$1/$2");
  for (const word of numbered.split(/[\s,;]+/)) {
    const count = /^(?:patch)?#?(\d{1,5})(?:\/|of)(\d{1,5})$/i.exec(word);
    const versioned = /^(.*?)v(\d{1,4})$/i.exec(word);
    if (count !== null) {
      n = Number(count[1]);
      of = Number(count[2]);
    } else if (versioned !== null && /^(?:|patch|rfc|resend)$/i.test(versioned[1] ?? "")) {
      version = Number(versioned[2]);
      if (versioned[1] !== "" && versioned[1] !== undefined) words.push(versioned[1].toLowerCase());
    } else if (word !== "") {
      words.push(word.toLowerCase());
    }
  }
  return { words, version, n, of };
}

/** Takes a decoded subject apart; like git's mailinfo it drops every leading bracket, not only `[PATCH]`. */
export function readSubject(decoded: string): Subject {
  const raw = decoded.replace(/\s+/g, " ").trim();
  let text = raw;
  let thread = raw;
  let isReply = false;
  const isForward = forwardMark.test(raw);
  const groups: string[] = [];
  for (;;) {
    const mark = replyMark.exec(text);
    if (mark !== null) {
      isReply = true;
      text = text.slice(mark[0].length);
      if (groups.length === 0) thread = text;
      continue;
    }
    const group = bracket.exec(text);
    if (group !== null) {
      groups.push(group[1] ?? "");
      text = text.slice(group[0].length);
    } else if (text.startsWith(":")) {
      text = text.slice(1).trimStart();
    } else {
      return { text, raw, thread, isReply, isForward, tag: readTag(groups) };
    }
  }
}

/** True when the subject's brackets say that the message is a patch or a part of a series. */
export function isPatchSubject(tag: SubjectTag | null): boolean {
  return tag !== null && (tag.n !== null || tag.words.some((word) => word.includes("patch")));
}
