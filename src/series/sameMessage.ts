import type { Message } from "../mail/message";

function minuteOf(date: string | null): string | null {
  if (date === null || date.length < 16) return null;
  // Without a zone the clock is all there is; with one the instant counts.
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(date);
  if (!hasZone) return date.slice(0, 16);
  const time = Date.parse(date);
  return Number.isNaN(time) ? null : String(Math.floor(time / 60_000));
}

/** `Ananiev, Leonid I` and `Leonid I Ananiev` are one name. */
function nameOf(author: string | null): string | null {
  if (author === null) return null;
  const words = author
    .toLowerCase()
    .split(/[\s,."]+/)
    .filter((word) => word !== "");
  return words.sort().join(" ");
}

function keysOf(message: Message): string[] {
  const keys: string[] = [];
  if (message.messageId !== null) keys.push(`id ${message.messageId}`);
  const name = nameOf(message.author);
  const minute = minuteOf(message.date);
  if (name !== null && minute !== null && message.knownBy !== "mention") keys.push(`sent ${name} ${minute}`);
  const isPart = message.tag?.n != null && !message.isReply;
  if (name !== null && isPart)
    keys.push(
      `part ${name} ${message.tag.words.join(" ")} v${message.tag.version} ${message.tag.n}/${message.tag.of}`,
    );
  if (name !== null && !message.isReply && message.subject !== "")
    keys.push(`first ${name} ${message.subjectRaw.toLowerCase()}`);
  return keys;
}

/**
 * Ghosts that are one message with a mail, or with an earlier ghost: of the same Message-ID, or of the same
 * person in the same minute, or the same person's part of one series or mail of one subject. Maps the id of
 * such a ghost to the id of the message that stands for it. Mails are never joined to each other.
 */
export function sameMessages(messages: readonly Message[]): ReadonlyMap<string, string> {
  const standsFor = new Map<string, string>();
  const known = new Map<string, Message>();
  const carriers = carriersOf(messages);
  const ordered = [
    ...messages.filter((message) => !message.ghost),
    ...messages.filter((message) => message.ghost),
  ];
  for (const message of ordered) {
    const keys = keysOf(message);
    if (message.ghost) {
      const same = keys
        .map((key) => known.get(key))
        .find(
          (other) =>
            other !== undefined && carriers.get(message.id) !== other.id && !contradicts(message, other),
        );
      if (same !== undefined) {
        standsFor.set(message.id, same.id);
        continue;
      }
    }
    for (const key of keys) if (!known.has(key)) known.set(key, message);
  }
  return standsFor;
}

/** Which mail carries a ghost's words: nobody quotes the mail that is being written. */
function carriersOf(messages: readonly Message[]): ReadonlyMap<string, string> {
  const carriers = new Map<string, string>();
  for (const { id, passages } of messages) for (const { message } of passages) carriers.set(message, id);
  return carriers;
}

/** Two dates a day and more apart are two mails, whatever else is equal. */
function contradicts(ghost: Message, other: Message): boolean {
  if (ghost.messageId !== null && other.messageId !== null) return ghost.messageId !== other.messageId;
  const [one, two] = [Date.parse(ghost.date ?? ""), Date.parse(other.date ?? "")];
  return Math.abs(one - two) > 36 * 3_600_000;
}
