import type { Message } from "./message";

/** Further series than this are not written out by naming each part. */
const LONGEST_SERIES = 999;
const number = /(?<![\w/.-])(\d{1,3})\/(\d{1,3})(?![\w/])/g;
const speaksOfPatches = /\bpatch(?:es)?\b/i;

/**
 * Parts of a series that a document speaks of and does not hold ("Next patches 2/3 and 3/3 do cleanup
 * only."): ghosts of the author of the part that is there. Only for a document about one part n/m.
 */
export function mentionedParts(messages: readonly Message[], next: () => string): Message[] {
  const part = messages.findLast((message) => message.tag?.of != null && !message.isReply) ?? messages[0];
  const of = part?.tag?.of ?? null;
  if (part === undefined || of === null || of > LONGEST_SERIES) return [];
  const known = new Set(messages.map((message) => message.tag?.n ?? -1));
  const ghosts: Message[] = [];
  for (const message of messages) {
    for (const { text, line } of message.body) {
      if (!speaksOfPatches.test(text)) continue;
      for (const match of text.matchAll(number)) {
        const n = Number(match[1]);
        if (Number(match[2]) !== of || n > of || known.has(n)) continue;
        known.add(n);
        ghosts.push(mentioned(part, n, of, line, next()));
      }
    }
  }
  return ghosts;
}

function mentioned(part: Message, n: number, of: number, line: number, id: string): Message {
  const words = part.tag?.words ?? ["patch"];
  return {
    ...part,
    id,
    lines: [line, line],
    ghost: true,
    knownBy: "mention",
    subject: "",
    subjectRaw: `[${words.join(" ").toUpperCase()} ${n}/${of}]`,
    tag: { words, version: part.tag?.version ?? 1, n, of },
    isReply: false,
    date: null,
    messageId: null,
    inReplyTo: null,
    references: [],
    // A part of a series hangs on its first part, as git send-email threads them without a cover letter.
    answers: part.id,
    commit: null,
    body: [],
    trailers: [],
    repairs: [],
    passages: [],
  };
}
