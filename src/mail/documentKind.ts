import { isFrom, isFromLine, isHeaderStart } from "./fromLine";

const NEWLINE = 10;
/** How much of a document is looked at to tell binary data from text. */
const SAMPLE = 8192;

function lineEnd(bytes: Uint8Array, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline < 0 ? bytes.length : newline;
}

function firstWord(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++;
  return at;
}

/**
 * True for a document that begins with an mbox separator: one that `git mailsplit` takes, or, above a mail's header,
 * one without a date (`From nobody`).
 */
export function startsMailbox(bytes: Uint8Array): boolean {
  const at = firstWord(bytes);
  const end = lineEnd(bytes, at);
  if (!isFrom(bytes, at)) return false;
  if (isFromLine(bytes, at, end)) return true;
  return !isHeaderStart(bytes, at, end) && isMailHeader(leadingFields(bytes.subarray(end + 1)));
}

/** The bytes without the mark (U+FEFF in UTF-8) that some editors put before a text. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** True for the two bytes that gzip data begins with (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** In packed or random data some 4 in 100 bytes are of those that no text has, in programs and pictures more. */
const LEAST_ODD = 0.01;

/** True for data that is no text: zero bytes, or control characters that no text has. */
export function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  let odd = 0;
  for (const byte of sample) if (byte === 0 || (byte < 9 && byte > 0) || byte === 0x7f) odd++;
  return odd > LEAST_ODD * sample.length;
}

const mailFields = new Set([
  "from",
  "to",
  "cc",
  "date",
  "subject",
  "message-id",
  "received",
  "return-path",
  "mime-version",
  "delivered-to",
  "in-reply-to",
  "references",
  "content-type",
  "reply-to",
]);

/** Names (lower case) of the fields that the document begins with; empty when it begins with something else. */
export function leadingFields(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  let at = 0;
  for (let count = 0; at < bytes.length && count < 500; count++) {
    const end = lineEnd(bytes, at);
    const first = bytes[at] ?? 0;
    const isContinuation = names.size > 0 && (first === 0x20 || first === 9) && end > at + 1;
    if (!isContinuation) {
      if (!isHeaderStart(bytes, at, Math.min(end, at + 128))) break;
      const colon = bytes.indexOf(0x3a, at);
      names.add(
        String.fromCharCode(...bytes.subarray(at, colon))
          .toLowerCase()
          .trimEnd(),
      );
    }
    at = end + 1;
  }
  return names;
}

/** True when the leading fields are those of a mail, not of a quilt patch or of prose with a colon. */
export function isMailHeader(names: ReadonlySet<string>): boolean {
  if (names.has("mime-version") || names.has("content-type")) return true;
  let known = 0;
  for (const name of names) if (mailFields.has(name)) known++;
  return (
    known >= 2 && (names.has("from") || names.has("message-id") || names.has("received") || names.has("date"))
  );
}
