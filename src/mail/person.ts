/** A person as a mail names one; masked addresses (`zach.brown@xxxxxxxxxx`) are kept as they are. */
export interface Person {
  readonly name: string | null;
  readonly email: string | null;
}

/** git ends an address at blanks and angle brackets only; the rest is punctuation of the text around it. */
const addressBreak = /[\s<>]/;

/**
 * Takes away the double quotes of quoted strings and the backslashes of quoted pairs; within a comment in
 * parentheses quotes stay (RFC 5322, 3.2.2 to 3.2.4; git's `unquote_quoted_pair`).
 */
function unquote(text: string): string {
  if (!/["\\]/.test(text)) return text;
  let plain = "";
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") {
      at += 1;
      plain += text.charAt(at);
      continue;
    }
    if (character === '"' && depth === 0) {
      isQuoted = !isQuoted;
      continue;
    }
    if (!isQuoted && character === "(") depth += 1;
    if (!isQuoted && character === ")") depth = Math.max(0, depth - 1);
    plain += character;
  }
  return plain;
}

function tidy(name: string): string {
  const plain = name
    .replace(/\s+/g, " ")
    .replace(/^[\s<,]+|[\s>,]+$/g, "")
    // Outlook puts a name that it only knows as an address between single quotes.
    .replace(/^'(.*)'$/, "$1")
    .trim();
  return plain.startsWith("(") && plain.endsWith(")") ? plain.slice(1, -1).trim() : plain;
}

/** Addresses that an archive hides: `zach.brown () oracle ! com` (marc.info), `bjorn at example.org` (pipermail). */
function unmask(text: string): string {
  if (!text.includes(" ! ") && !text.includes(" at ")) return text;
  return text
    .replace(/(\S+) \(\) (\S+(?: ! \S+)+)/, (_, user: string, host: string) => {
      return `${user}@${host.replaceAll(" ! ", ".")}`;
    })
    .replace(/^([^\s@<(]+) at ([^\s@()]+\.[^\s@()]+)(?= \(.*\)$|$)/, "$1@$2");
}

/**
 * Reads `Name <address>`, `address (Name)`, `"Name" [mailto:address]` or a bare one of the two, from decoded
 * text. The rules are those of git's mailinfo (`handle_from`): what surrounds the `@` is the address, the
 * rest is the name, and where there is no usable name the address takes its place.
 */
export function readPerson(text: string): Person {
  const plain = unquote(unmask(text.slice(0, 2000)))
    .replace(/\[mailto:/i, "<")
    .replace(/<mailto:/i, "<");
  const at = plain.indexOf("@");
  if (at < 0) {
    const name = tidy(plain.replace(/<[^>]*>/g, " "));
    // No address, but where one should be something stands, such as `a dot writer at example`.
    const inBrackets = /<([^>]+)>/.exec(plain)?.[1]?.trim() ?? "";
    return { name: name === "" ? null : name, email: inBrackets === "" ? null : inBrackets };
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

/** Persons by the field that names them: on a list the same few hundred write all the time. */
const known = new Map<string, Person>();
/** So many are remembered before they are forgotten. */
const MEMORY = 1000;
/** What is longer is no name that comes back. */
const LONGEST = 200;

/**
 * As `readPerson`, for a field of a mail's header, and remembered. Engines keep the whole text that a string was cut
 * from: a header is short, but a body would stay in memory for the sake of its first line.
 */
export function readSender(field: string): Person {
  const before = known.get(field);
  if (before !== undefined) return before;
  const person = readPerson(field);
  if (known.size >= MEMORY) known.clear();
  if (field.length <= LONGEST) known.set(field, person);
  return person;
}
