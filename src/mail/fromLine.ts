const TAB = 9;
const SPACE = 0x20;
const COLON = 0x3a;
/** Length of `From `. */
const FROM = 5;
/** git takes no shorter line for a separator; the shortest date alone is longer. */
const LEAST = 20;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** True when `From ` stands at `start`. */
export function isFrom(bytes: Uint8Array, start: number): boolean {
  return (
    bytes[start] === 0x46 &&
    bytes[start + 1] === 0x72 &&
    bytes[start + 2] === 0x6f &&
    bytes[start + 3] === 0x6d &&
    bytes[start + 4] === SPACE
  );
}

/**
 * True when `bytes[start, end)` (line end not included) separates two mails of an mbox.
 *
 * The test is that of git's builtin/mailsplit.c (`is_from_line`): `From `, then a time `H:MM:SS`
 * somewhere, then a year after 1990. Prose such as "From here on: ..." does not pass.
 */
export function isFromLine(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start + 1 < LEAST) return false;
  if (!isFrom(bytes, start)) return false;
  // git looks for the last colon that has a year's room behind it.
  let colon = end - 2;
  while (colon >= start + FROM && bytes[colon] !== COLON) colon--;
  if (colon < start + FROM || colon + 2 >= end) return false;
  if (!isDigit(bytes[colon - 4]) || !isDigit(bytes[colon - 2]) || !isDigit(bytes[colon - 1])) return false;
  if (!isDigit(bytes[colon + 1]) || !isDigit(bytes[colon + 2])) return false;
  let at = colon + 3;
  while (at < end && bytes[at] === SPACE) at++;
  let year = 0;
  while (at < end && isDigit(bytes[at]) && year < 1e9) year = year * 10 + (bytes[at++] ?? 0) - 0x30;
  return year > 90;
}

/** True when the bytes from `start` begin a header field (RFC 5322, sections 3.6.8 and 4.5: a name, blanks, a colon). */
export function isHeaderStart(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte === COLON) return at > start;
    if (byte <= SPACE || byte > 0x7e) break;
    at++;
  }
  const name = at;
  while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
  return name > start && at < end && bytes[at] === COLON;
}
