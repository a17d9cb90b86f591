/** A name read from a header line, with what stood behind it. */
export interface NamePart {
  readonly name: string;
  readonly rest: string;
}

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  "\\": 92,
};

/** UTF-8 where the bytes are that, else Latin-1: a name is for people and must never fail to show. */
export function decodeBytes(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
  } catch {
    return String.fromCharCode(...bytes);
  }
}

/**
 * Reads a C-quoted name ("a/\303\244.c") at the start of `text`, as git quotes
 * them (quote.c, core.quotePath); null if the text does not begin with a whole one.
 */
export function readQuotedName(text: string): NamePart | null {
  if (!text.startsWith('"')) return null;
  let name = "";
  let bytes: number[] = [];
  let at = 1;
  const flush = (): void => {
    if (bytes.length > 0) name += decodeBytes(bytes);
    bytes = [];
  };
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      flush();
      return { name, rest: text.slice(at + 1) };
    }
    if (character !== "\\") {
      flush();
      name += character;
      at += 1;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4));
    const escaped = escapes[text.charAt(at + 1)];
    if (octal !== null) bytes.push(parseInt(octal[0], 8));
    else if (escaped !== undefined) bytes.push(escaped);
    else return null;
    at += octal === null ? 2 : 4;
  }
  return null;
}

// What diff, hg, svn and CVS write behind a name. Archives turn the tab before it into a blank.
const timestamp = new RegExp(
  "[ \\t]+(?:" +
    [
      "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?: ?[-+]\\d\\d:?\\d\\d| ?Z)?",
      "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:[A-Z][a-z]{2} +\\d{1,2}|\\d{1,2} [A-Z][a-z]{2}),? [\\d: ]+(?: ?[-+]\\d{4}| [A-Z]{3,4})?(?: \\d{4})?",
      "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d(?:[ \\t]+[\\d.]+)?",
      "\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d(?: [-+]\\d{4})?(?:[ \\t]+[\\d.]+)?",
      "\\((?:revision \\d+|working copy|nonexistent|rev \\d+|\\.\\.\\. .*)\\)",
    ].join("|") +
    ")[ \\t\\r]*$",
);

/** Reads what follows `--- ` or `+++ `: a name, quoted or not, and the date or revision behind it. */
export function readMarkedName(text: string): NamePart {
  const quoted = readQuotedName(text);
  if (quoted !== null) return { name: quoted.name, rest: quoted.rest.trim() };
  // The pattern is tried on the end only: a name of 10 MB must not be searched for dates.
  const tail = text.slice(-80);
  const date = timestamp.exec(tail);
  if (date !== null) {
    // A name before a date may have tabs in it (git: find_name_traditional).
    const length = text.length - tail.length + date.index;
    // svn diff between branches: the place in each, `(.../trunk/x.c)`, stands before the revision.
    const branch = text.search(/[ \t]\(\.\.\.\//);
    return { name: text.slice(0, branch < 0 ? length : branch), rest: date[0].trim() };
  }
  const tab = text.indexOf("\t");
  if (tab > 0) return { name: text.slice(0, tab).trimEnd(), rest: text.slice(tab + 1).trim() };
  return { name: text.trimEnd(), rest: "" };
}

/**
 * The two names of a `diff --git` line. Unquoted names with blanks can only be told
 * apart because both sides name the same file, as git itself does (apply.c,
 * git_header_def_name); null when they differ, then the lines below say them.
 */
export function readGitNames(text: string): readonly [string, string] | null {
  const first = readQuotedName(text);
  if (first !== null) {
    const second = first.rest.trimStart();
    return [first.name, readQuotedName(second)?.name ?? second.trimEnd()];
  }
  const line = text.trimEnd();
  const quote = line.indexOf(' "');
  const quotedSecond = quote < 0 ? null : readQuotedName(line.slice(quote + 1));
  if (quotedSecond !== null) return [line.slice(0, quote), quotedSecond.name];
  // "a/NAME b/NAME": equal halves, so the blank between them is in the middle.
  const middle = (line.length - 1) / 2;
  if (Number.isInteger(middle) && line.charAt(middle) === " ") {
    const [left, right] = [line.slice(0, middle), line.slice(middle + 1)];
    const tail = (name: string): string => name.slice(name.indexOf("/") + 1);
    if (left === right || tail(left) === tail(right)) return [left, right];
  }
  const words = line.split(" ");
  const [left, right] = words;
  return words.length === 2 && left !== undefined && right !== undefined ? [left, right] : null;
}

/** True for the dates that GNU diff writes for a file that does not exist (the epoch, in any zone). */
export function isEpoch(date: string): boolean {
  if (date === "") return false;
  const match =
    /^(?:1970-01-01|1969-12-31) (\d\d):(\d\d)(?::00(?:\.0+)?)?(?: ?([-+])(\d\d):?(\d\d))?$/.exec(date) ??
    /^(?:Thu Jan +0?1|Wed Dec 31) (\d\d):(\d\d):00 (?:1970|1969)(?: ?([-+])(\d\d)(\d\d))?$/.exec(date);
  if (match === null) return false;
  const minutes = Number(match[1]) * 60 + Number(match[2]) + (date.includes("1969") ? -1440 : 0);
  const zone = (Number(match[4] ?? 0) * 60 + Number(match[5] ?? 0)) * (match[3] === "-" ? -1 : 1);
  return minutes === zone;
}
