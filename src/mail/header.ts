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

/**
 * Reads header fields from `bytes`, whose first byte stands on document line `line`. As in git's mailinfo,
 * the header ends at a blank line or at the first line that is neither a field nor a continuation.
 */
export function readHeader(bytes: Uint8Array, line: number): HeaderBlock {
  const header = new Header();
  let separator: string | null = null;
  let name: string | null = null;
  let parts: string[] = [];
  let fieldLine = line;
  let at = 0;
  let now = line;
  const flush = (): void => {
    if (name !== null) header.add({ name, raw: parts.join("").trim(), line: fieldLine });
    name = null;
  };
  while (at < bytes.length) {
    const newline = bytes.indexOf(10, at);
    const next = newline < 0 ? bytes.length : newline + 1;
    let end = newline < 0 ? bytes.length : newline;
    if (end > at && bytes[end - 1] === 13) end--;
    if (end === at) {
      flush();
      return { header, bodyStart: next, bodyLine: now + 1, separator };
    }
    const text = decodeText(bytes.subarray(at, end), null).text;
    const isContinuation = text.startsWith(" ") || text.startsWith("\t");
    if (isContinuation && text.trim() === "") {
      flush();
      return { header, bodyStart: next, bodyLine: now + 1, separator };
    }
    if (isContinuation && name !== null) {
      parts.push(text.startsWith("\t") ? ` ${text.slice(1)}` : text);
    } else {
      flush();
      const found = fieldName.exec(text);
      if (found !== null) {
        name = found[1] ?? "";
        parts = [text.slice(name.length + 1)];
        fieldLine = now;
      } else if (text.startsWith("From ") || text.startsWith(">From ")) {
        if (at === 0) separator = text;
      } else {
        return { header, bodyStart: at, bodyLine: now, separator };
      }
    }
    at = next;
    now++;
  }
  flush();
  return { header, bodyStart: bytes.length, bodyLine: now, separator };
}
