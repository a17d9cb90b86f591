/** The digits of git's base 85 (base85.c): those of RFC 1924, not those of Ascii85. */
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

const digits = new Int8Array(128).fill(-1);
for (let value = 0; value < alphabet.length; value++) digits[alphabet.charCodeAt(value)] = value;

const GROUP = 5;
const WORD = 4;

/** How many bytes a line of a `GIT binary patch` says it holds: A to Z are 1 to 26, a to z 27 to 52; 0 for none. */
function lineLength(row: string): number {
  const letter = row.charCodeAt(0);
  if (letter >= 0x41 && letter <= 0x5a) return letter - 0x40;
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x60 + 26 : 0;
}

/**
 * Decodes such a line to the end of `bytes`, as git's apply.c (`parse_binary_hunk`) does: five digits make four
 * bytes, the last of which may be padding. False if the line is not one; then `bytes` may hold part of it.
 */
export function decodeLine(row: string, bytes: number[]): boolean {
  const length = lineLength(row);
  const groups = (row.length - 1) / GROUP;
  if (length === 0 || groups !== Math.ceil(length / WORD)) return false;
  const end = bytes.length + length;
  for (let at = 1; at < row.length; at += GROUP) {
    let value = 0;
    for (let i = at; i < at + GROUP; i++) {
      const digit = digits[row.charCodeAt(i)] ?? -1;
      if (digit < 0) return false;
      value = value * alphabet.length + digit;
    }
    if (value > 0xffffffff) return false;
    for (let shift = 24; shift >= 0 && bytes.length < end; shift -= 8) bytes.push((value >>> shift) & 0xff);
  }
  return true;
}
