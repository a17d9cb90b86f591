import { utf8 } from "../patch/sha1";

/** A byte of UTF-8 that may stand for itself in a "Q" encoded word in any header (RFC 2047, section 5). */
const plainByte = /[A-Za-z0-9!*+/-]/;

/** A line with an encoded word has at most 76 characters (RFC 2047, section 2): room for a header's name before it. */
const MOST_ENCODED = 64 - "=?UTF-8?q??=".length;

/** Printable US-ASCII that does not look like an encoded word stays as it is; all else becomes encoded words, cut between characters. */
export function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes("=?")) return text;
  const words: string[] = [];
  let current = "";
  for (const character of text) {
    const encoded = [...utf8(character)].map(encodeByte).join("");
    if (current.length + encoded.length > MOST_ENCODED) {
      words.push(current);
      current = "";
    }
    current += encoded;
  }
  return [...words, current].map((word) => `=?UTF-8?q?${word}?=`).join(" ");
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (byte === 0x20) return "_";
  return plainByte.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Characters that make a display name need quotes (the specials of RFC 5322, section 3.2.3). */
const special = /[()<>[\]:;@\\,."]/;

/** `Name <address>`, the name quoted or encoded where it has to be. */
export function mailbox(name: string | null, email: string): string {
  if (name === null || name === "") return email;
  const encoded = encodeWords(name);
  const shown = encoded === name && special.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : encoded;
  return `${shown} <${email}>`;
}

/** A header field folded at blanks, so that no line has more than 78 characters if it can be helped (RFC 5322, 2.1.1). */
export function field(name: string, value: string): string {
  const lines: string[] = [];
  let current = `${name}:`;
  // A line break in a value would begin a header of its own.
  for (const word of value
    .replace(/[\r\n]+/g, " ")
    .split(" ")
    .filter(Boolean)) {
    if (current.length + 1 + word.length > 78 && current !== `${name}:`) {
      lines.push(current);
      current = ` ${word}`;
    } else current = `${current} ${word}`;
  }
  return [...lines, current].join("\n");
}
