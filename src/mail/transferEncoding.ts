/** Bytes of a decoded body, and where its lines stand in the document. */
export interface Decoded {
  readonly bytes: Uint8Array;
  /** Document line of each line of `bytes`; null when they follow each other one by one. */
  readonly lines: readonly number[] | null;
}

const NEWLINE = 10;
const CR = 13;
const EQUALS = 0x3d;
const UNDERSCORE = 0x5f;

const base64Digits = new Int8Array(256).fill(-1);
for (const [value, letter] of [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
].entries()) {
  base64Digits[letter.charCodeAt(0)] = value;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Decodes Base64 text (RFC 2045, section 6.8); characters outside the alphabet are skipped. */
export function decodeBase64(text: string): Uint8Array {
  return base64(bytesOf(text), 1).bytes;
}

/** Decodes the Q encoding of an encoded word (RFC 2047, section 4.2). */
export function decodeQuotedWord(text: string): Uint8Array {
  const bytes = bytesOf(text);
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const high = byte === EQUALS ? hexDigit(bytes[i + 1]) : -1;
    const low = high < 0 ? -1 : hexDigit(bytes[i + 2]);
    if (low >= 0) {
      out[length++] = high * 16 + low;
      i += 2;
    } else {
      out[length++] = byte === UNDERSCORE ? 0x20 : byte;
    }
  }
  return out.subarray(0, length);
}

function base64(bytes: Uint8Array, firstLine: number): Decoded {
  const out = new Uint8Array(Math.floor((bytes.length * 3) / 4) + 3);
  const lines = [firstLine];
  let length = 0;
  let line = firstLine;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === NEWLINE) line++;
    if (byte === EQUALS) {
      // Padding ends a quantum; concatenated Base64 texts go on after it.
      held = 0;
      bits = 0;
      continue;
    }
    const digit = base64Digits[byte] ?? -1;
    if (digit < 0) continue;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const value = (held >> bits) & 0xff;
    out[length++] = value;
    if (value === NEWLINE) lines.push(line);
  }
  return { bytes: out.subarray(0, length), lines };
}

function quotedPrintable(bytes: Uint8Array, firstLine: number): Decoded {
  const out = new Uint8Array(bytes.length);
  const lines = [firstLine];
  let length = 0;
  let line = firstLine;
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i] ?? 0;
    if (byte === NEWLINE) {
      line++;
      const carriage = bytes[i - 1] === CR && out[length - 1] === CR;
      if (carriage) length--;
      // Blanks before a line end were added on the way (RFC 2045, section 6.7, rule 3); one written as
      // `=20` is the author's, and there the raw byte differs from the decoded one.
      let raw = carriage ? i - 2 : i - 1;
      while (length > 0 && isBlank(out[length - 1]) && bytes[raw] === out[length - 1]) {
        length--;
        raw--;
      }
      if (carriage) out[length++] = CR;
      out[length++] = NEWLINE;
      lines.push(line);
      i++;
      continue;
    }
    if (byte !== EQUALS) {
      out[length++] = byte;
      i++;
      continue;
    }
    const high = hexDigit(bytes[i + 1]);
    const low = high < 0 ? -1 : hexDigit(bytes[i + 2]);
    if (low >= 0) {
      const value = high * 16 + low;
      out[length++] = value;
      if (value === NEWLINE) lines.push(line);
      i += 3;
      continue;
    }
    let end = i + 1;
    while (bytes[end] === 0x20 || bytes[end] === 9 || bytes[end] === CR) end++;
    if (bytes[end] === NEWLINE) {
      line++;
      i = end + 1;
    } else {
      out[length++] = byte;
      i++;
    }
  }
  return { bytes: out.subarray(0, length), lines };
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 9;
}

/** Undoes a `Content-Transfer-Encoding`; unknown ones and the identities leave the bytes as they are. */
export function decodeTransfer(bytes: Uint8Array, encoding: string | null, firstLine: number): Decoded {
  const name = (encoding ?? "").trim().toLowerCase();
  if (name === "base64") return base64(bytes, firstLine);
  if (name === "quoted-printable") return quotedPrintable(bytes, firstLine);
  return { bytes, lines: null };
}
