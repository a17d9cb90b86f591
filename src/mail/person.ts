/** A person as a mail names one; masked addresses (`zach.brown@xxxxxxxxxx`) are kept as they are. */
export interface Person {
  readonly name: string | null;
  readonly email: string | null;
}

/** git ends an address at blanks and angle brackets only; the rest is punctuation of the text around it. */
const addressBreak = /[\s<>]/;

function tidy(name: string): string {
  const plain = name
    .replace(/\\(.)/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/^[\s"'<,]+|[\s"'>,]+$/g, "")
    .trim();
  return plain.startsWith("(") && plain.endsWith(")") ? plain.slice(1, -1).trim() : plain;
}

/**
 * Reads `Name <address>`, `address (Name)`, `"Name" [mailto:address]` or a bare one of the two, from decoded
 * text. The rules are those of git's mailinfo (`handle_from`): what surrounds the `@` is the address, the
 * rest is the name, and where there is no usable name the address takes its place.
 */
export function readPerson(text: string): Person {
  // Obfuscation of marc.info: `zach.brown () oracle ! com`.
  const plain = text
    .slice(0, 2000)
    .replace(/(\S+) \(\) (\S+(?: ! \S+)+)/, (_, user: string, host: string) => {
      return `${user}@${host.replaceAll(" ! ", ".")}`;
    })
    .replace(/\[mailto:/i, "<")
    .replace(/<mailto:/i, "<");
  const at = plain.indexOf("@");
  if (at < 0) {
    const name = tidy(plain.replace(/<[^>]*>/g, " "));
    return { name: name === "" ? null : name, email: null };
  }
  let start = at;
  while (start > 0 && !addressBreak.test(plain.charAt(start - 1))) start--;
  let end = at;
  while (end < plain.length && !addressBreak.test(plain.charAt(end))) end++;
  while (start < at && /[("'[]/.test(plain.charAt(start))) start++;
  while (end > at + 1 && /[)"'\],;:.]/.test(plain.charAt(end - 1))) end--;
  const email = plain.slice(start, end);
  const before = plain.slice(0, start).replace(/[<[]\s*$/, "");
  const after = plain.slice(end).replace(/^\s*[>\]]/, "");
  const name = tidy(`${before} ${after}`);
  return { name: name === "" || /[@<>]/.test(name) ? email : name, email };
}
