import { decodeText } from "./charset";
import { decodeWords } from "./encodedWord";

interface Field {
  /** As written. */
  readonly name: string;
  /** Unfolded, blanks around it kept. */
  value: string;
}

/** The header of a mail or of a MIME part; names are looked up without regard to case. */
export class Header {
  // Of the dozens of fields that relays add few are asked for: no index, and what nobody asks for is not tidied.
  readonly #fields: Field[] = [];

  add(name: string, value: string): void {
    this.#fields.push({ name, value });
  }

  /** Adds a folded line to the last field; false where there is none. */
  extend(folded: string): boolean {
    const last = this.#fields.at(-1);
    if (last === undefined) return false;
    last.value += folded;
    return true;
  }

  has(name: string): boolean {
    return this.raw(name) !== null;
  }

  /** The first field of that (lower-case) name, unfolded and not decoded; null when there is none. */
  raw(name: string): string | null {
    for (const field of this.#fields)
      if (field.name.length === name.length && field.name.toLowerCase() === name) return field.value.trim();
    return null;
  }

  /** Decoded by RFC 2047; null when there is none. */
  text(name: string): string | null {
    const raw = this.raw(name);
    return raw === null ? null : decodeWords(raw);
  }
}

/** A header and what comes after it. */
export interface HeaderBlock {
  readonly header: Header;
  /** Index of the first byte of the body. */
  readonly bodyStart: number;
  /** 1-based line of the document where the body begins. */
  readonly bodyLine: number;
  /** The `From ` line in front of the header; null when there is none. */
  readonly separator: string | null;
}

const NEWLINE = 10;
const CR = 13;
const BLANK = 0x20;
const COLON = 0x3a;
/** The last of ASCII that is printed. */
const LAST_SIGN = 0x7e;

/** Byte index of the line behind the one that begins at `at`. */
function nextLine(bytes: Uint8Array, at: number): number {
  const newline = bytes.indexOf(NEWLINE, at);
  return newline < 0 ? bytes.length : newline + 1;
}

/** Index behind the last byte of the header's lines: the blank line, or the end of the bytes. */
function blankLine(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at = nextLine(bytes, at)) {
    const first = bytes[at];
    if (first === NEWLINE || (first === CR && bytes[at + 1] === NEWLINE)) return at;
  }
  return bytes.length;
}

/** Byte index of the line of that number (from 0). */
function lineStart(bytes: Uint8Array, count: number): number {
  let at = 0;
  for (let i = 0; i < count; i++) at = nextLine(bytes, at);
  return at;
}

/**
 * Index of the colon behind a field's name that begins the line (RFC 5322, section 3.6.8), and behind the blanks that
 * section 4.5 allows there; -1 without one.
 */
function nameEnd(text: string): number {
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === COLON) return at === 0 ? -1 : at;
    if (code > LAST_SIGN) return -1;
    if (code <= BLANK) return at > 0 && /^[ \t]*:/.test(text.slice(at)) ? text.indexOf(":", at) : -1;
    at += 1;
  }
  return -1;
}

/**
 * Reads header fields from `bytes`, whose first byte stands on document line `line`. As in git's mailinfo,
 * the header ends at a blank line or at the first line that is neither a field nor a continuation.
 */
export function readHeader(bytes: Uint8Array, line: number): HeaderBlock {
  const header = new Header();
  const blank = blankLine(bytes);
  const { text } = decodeText(bytes.subarray(0, blank), null);
  let separator: string | null = null;
  let count = 0;
  let isBlankNext = true;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const field = text.slice(at, end > at && text.charCodeAt(end - 1) === CR ? end - 1 : end);
    const isFolded = field.startsWith(" ") || field.startsWith("\t");
    // A line of blanks alone goes on, too (RFC 5322, section 4.2), as in git.
    if (!isFolded || !header.extend(field.startsWith("\t") ? ` ${field.slice(1)}` : field)) {
      const colon = nameEnd(field);
      if (colon >= 0) header.add(field.slice(0, colon).trimEnd(), field.slice(colon + 1));
      else if (!field.startsWith("From ") && !field.startsWith(">From ")) {
        isBlankNext = false;
        break;
      } else if (count === 0) separator = field;
    }
    count++;
    at = end + 1;
  }
  const bodyStart = isBlankNext ? nextLine(bytes, blank) : lineStart(bytes, count);
  return { header, bodyStart, bodyLine: line + (isBlankNext ? count + 1 : count), separator };
}
