import { decodeBase64 } from "./transferEncoding";

/** The one thing that the core needs of the platform beside the language; browsers and Node both have it. */
declare const TextDecoder: new (
  label?: string,
  options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean },
) => Decoder;

interface Decoder {
  /** Lower-case name of the encoding, whatever label it was made by. */
  readonly encoding: string;
  decode(bytes: Uint8Array): string;
}

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const utf8 = new TextDecoder("utf-8");
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const western = new TextDecoder("windows-1252");
const wide = new TextDecoder("utf-16be");

/** Names that mails use and the WHATWG Encoding standard does not list. */
const otherNames = new Map([
  ["x-unknown", "utf-8"],
  ["unknown-8bit", "utf-8"],
  ["default", "utf-8"],
  ["ansi_x3.110-1983", "windows-1252"],
  ["cp-850", "windows-1252"],
  ["iso-8859-8-i", "iso-8859-8"],
  ["utf8mb4", "utf-8"],
  ["cp936", "gbk"],
  ["cp949", "euc-kr"],
  ["cp932", "shift_jis"],
  ["macroman", "macintosh"],
]);

const decoders = new Map<string, Decoder | null>();

function decoderOf(label: string): Decoder | null {
  const name = label.trim().toLowerCase();
  const known = decoders.get(name);
  if (known !== undefined) return known;
  let made: Decoder | null = null;
  try {
    made = new TextDecoder(otherNames.get(name) ?? name);
  } catch {
    // The label is none that the platform knows; the caller falls back and says so.
  }
  if (decoders.size < 1000) decoders.set(name, made);
  return made;
}

/** True when no byte is above 127. */
function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 127) return false;
  return true;
}

/** UTF-7 (RFC 2152), which mails of Exchange have and platforms do not know: `+`, UTF-16 in Base64, `-`. */
function decodeUtf7(bytes: Uint8Array): string {
  return decodeWith(western, bytes).replace(/\+([A-Za-z\d+/]*)-?/g, (_, digits: string) => {
    const units = decodeBase64(digits);
    return digits === "" ? "+" : wide.decode(units.subarray(0, units.length & ~1));
  });
}

/** Text, and whether the charset that was named had to be given up. */
export interface Decoded {
  readonly text: string;
  /** One phrase saying what was done instead; null when the name was right. */
  readonly doubt: string | null;
  /** True when there is nothing but ASCII; only said where it costs nothing to know. */
  readonly isAscii: boolean;
}

/** What the bytes 0x80 to 0x9f mean in Windows-1252 (WHATWG Encoding, index-windows-1252). */
const windowsSigns =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/** Some releases of Node 20 decode Windows-1252 as ISO-8859-1; nothing changes where the platform is right. */
function decodeWith(decoder: Decoder, bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  if (decoder.encoding !== "windows-1252" || !/[\x80-\x9f]/.test(text)) return text;
  return text.replace(/[\x80-\x9f]/g, (sign) => windowsSigns[sign.charCodeAt(0) - 0x80] ?? sign);
}

/** Valid UTF-8 as such; else that is decided line by line. */
function guess(bytes: Uint8Array): { readonly text: string; readonly isUtf8: boolean } {
  try {
    return { text: strictUtf8.decode(bytes), isUtf8: true };
  } catch {
    return { text: guessLines(bytes), isUtf8: false };
  }
}

/**
 * A diff may hold files in several encodings, or be the very change from one to another: lines that are no UTF-8
 * are Windows-1252, which gives every byte a meaning.
 */
function guessLines(bytes: Uint8Array): string {
  const texts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const line = bytes.subarray(at, bytes.indexOf(10, at) + 1 || bytes.length);
    texts.push(decodeLine(line));
    at += line.length;
  }
  return texts.join("");
}

function decodeLine(line: Uint8Array): string {
  try {
    return strictUtf8.decode(line);
  } catch {
    return decodeWith(western, line);
  }
}

/**
 * Decodes `bytes` by the charset that the mail names; null when it names none.
 *
 * Without a usable name, text that is valid UTF-8 is UTF-8, and in all else each line that is not is Windows-1252. A mail that says
 * US-ASCII or UTF-8 and is neither is read in the same way, with a doubt.
 */
export function decodeText(bytes: Uint8Array, charset: string | null): Decoded {
  const name = charset === null ? "" : charset.trim().toLowerCase();
  if (name === "" || name === "us-ascii" || name === "ascii" || name === "utf-8" || name === "utf8") {
    const { text, isUtf8 } = guess(bytes);
    const isRight = name === "" || (isUtf8 && (name.startsWith("utf") || isAscii(bytes)));
    const doubt = isRight ? null : `it says ${name} but is not, so its charset is guessed`;
    // In UTF-8 every other character takes more bytes than the one or two units it has in the text.
    return { text, doubt, isAscii: isUtf8 && text.length === bytes.length };
  }
  if (name.endsWith("utf-7")) return { text: decodeUtf7(bytes), doubt: null, isAscii: false };
  const decoder = decoderOf(name);
  if (decoder === null) {
    const doubt = `the charset "${name.slice(0, 40)}" is unknown, so it is guessed`;
    return { text: guess(bytes).text, doubt, isAscii: false };
  }
  // The platform is quick with UTF-8 only, and plain ASCII is the same in all of these.
  const isWestern = name.startsWith("iso-8859") || name.startsWith("windows-");
  const isPlain = isWestern && isAscii(bytes);
  return { text: decodeWith(isPlain ? utf8 : decoder, bytes), doubt: null, isAscii: isPlain };
}

/** The bytes of a text in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
