import { decodeText } from "./charset";
import { decodeWords } from "./encodedWord";

/** One header field. */
export interface HeaderField {
  /** The name as written. */
  readonly name: string;
  /** Unfolded, not decoded. */
  readonly raw: string;
  /** 1-based line of the document where the field begins. */
  readonly line: number;
}

const fieldName = /^([\x21-\x39\x3b-\x7e]+):/;

/** The header of a mail or of a MIME part; names are looked up without regard to case. */
export class Header {
  // A Map, because names such as `__proto__` are names like any other.
  readonly #fields = new Map<string, HeaderField[]>();

  add(field: HeaderField): void {
    const key = field.name.toLowerCase();
    const same = this.#fields.get(key);
    if (same === undefined) this.#fields.set(key, [field]);
    else same.push(field);
  }

  get size(): number {
    return this.#fields.size;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** The first field of that (lower-case) name. */
  field(name: string): HeaderField | null {
    return this.#fields.get(name)?.[0] ?? null;
  }

  /** All fields of that (lower-case) name in order. */
  fields(name: string): readonly HeaderField[] {
    return this.#fields.get(name) ?? [];
  }

  /** Unfolded and not decoded; null when there is none. */
  raw(name: string): string | null {
    return this.field(name)?.raw ?? null;
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
 * Reads header fields from `bytes`, whose first byte stands on document line `line`. As in git's mailinfo,
 * the header ends at a blank line or at the first line that is neither a field nor a continuation.
 */
export function readHeader(bytes: Uint8Array, line: number): HeaderBlock {
  const header = new Header();
  const blank = blankLine(bytes);
  const lines = decodeText(bytes.subarray(0, blank), null).text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  let separator: string | null = null;
  let open: { readonly name: string; readonly line: number; raw: string } | null = null;
  let count = 0;
  let isBlankNext = true;
  for (const whole of lines) {
    const text = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    const first = text.charCodeAt(0);
    if (first === 0x20 || first === 9) {
      if (text.trim() === "") break;
      if (open !== null) {
        open.raw += first === 9 ? ` ${text.slice(1)}` : text;
        count++;
        continue;
      }
    }
    const name: string | undefined = fieldName.exec(text)?.[1];
    if (name !== undefined) {
      if (open !== null) header.add({ ...open, raw: open.raw.trim() });
      open = { name, line: line + count, raw: text.slice(name.length + 1) };
    } else if (text.startsWith("From ") || text.startsWith(">From ")) {
      if (count === 0) separator = text;
    } else {
      isBlankNext = false;
      break;
    }
    count++;
  }
  if (open !== null) header.add({ ...open, raw: open.raw.trim() });
  const isWhole = isBlankNext && count === lines.length;
  const bodyStart = isWhole ? nextLine(bytes, blank) : lineStart(bytes, isBlankNext ? count + 1 : count);
  return { header, bodyStart, bodyLine: line + (isBlankNext ? count + 1 : count), separator };
}
