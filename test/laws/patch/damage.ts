import type { Random } from "./random";

/** What a mailer or an archive does to the text of a mail. */
export interface DamageKind {
  readonly name: string;
  /** True if runs of blanks (and what stands first in a line) cannot be known any more. */
  readonly losesBlanks: boolean;
  /** One of so many texts is enough; 3 if it is not said. */
  readonly oneOf?: number;
  readonly apply: (text: string, random: Random) => string;
}

function eachLine(text: string, change: (line: string) => string | readonly string[]): string {
  return text.split("\n").flatMap(change).join("\n");
}

/**
 * Breaks lines at the last blank before `width` characters, again and again, as mailers do; `first` is the first
 * column at which they may be broken.
 */
export function wrap(text: string, width: number, first = 2): string {
  return eachLine(text, (line) => {
    const parts: string[] = [];
    let rest = line;
    while (rest.length > width) {
      let at = rest.lastIndexOf(" ", width);
      if (at < first) at = rest.indexOf(" ", width);
      if (at < first || rest.slice(0, at).trim() === "") break;
      parts.push(rest.slice(0, at));
      rest = rest.slice(at + 1);
    }
    return [...parts, rest];
  });
}

/** What web archives make of a mail: no leading blanks, runs of blanks are one. */
function strip(text: string): string {
  return eachLine(text, (line) => line.trim().replace(/[ \t]+/g, " "));
}

function quote(text: string, mark: string): string {
  return eachLine(text, (line) => (line === "" ? mark.trimEnd() : mark + line));
}

function expand(text: string): string {
  return eachLine(text, (line) => {
    let drawn = "";
    for (const character of line)
      drawn += character === "\t" ? " ".repeat(8 - ((drawn.length + 7) % 8)) : character;
    return drawn;
  });
}

/** Marks of a reply whose writer is named by initials, as old Emacs and BBS programs do. */
const initials = "ZB> ";

/** What a page shows when its text was escaped twice, or is saved as source. */
function escapeEntities(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** The source of a page that keeps columns by no-break blanks and lines by tags. */
function asPage(text: string): string {
  return eachLine(
    escapeEntities(text),
    (line) =>
      `${line.replace(/^ +/, (blanks) => "&nbsp;".repeat(blanks.length)).replace(/ {2}/g, "&nbsp; ")}<br>`,
  );
}

/** RFC 2045, 6.7: what is left when nobody decodes it; lines are at most 76 characters. */
function leaveQuotedPrintable(text: string): string {
  return eachLine(text, (line) => {
    let rest = line.replace(/=/g, "=3D").replace(/[ \t]$/, (blank) => (blank === " " ? "=20" : "=09"));
    const parts: string[] = [];
    while (rest.length > 76) {
      let at = 75;
      // An escape stays whole.
      while (/=.?$/.test(rest.slice(0, at))) at -= 1;
      parts.push(`${rest.slice(0, at)}=`);
      rest = rest.slice(at);
    }
    return [...parts, rest];
  });
}

function numberLines(text: string): string {
  return text
    .split("\n")
    .map((line, index) => `${String(index + 1).padStart(4)}: ${line}`)
    .join("\n");
}

/** A list's footer between two hunks, where an archive joined two parts of a mail. */
function insertFooter(text: string, random: Random): string {
  const lines = text.split("\n");
  const headers = lines.flatMap((line, index) => (index > 0 && line.startsWith("@@ ") ? [index] : []));
  const at = headers.at(random.between(0, headers.length - 1)) ?? 0;
  const footer = [
    "_______________________________________________",
    "devel mailing list",
    "devel@lists.example.org",
    "http://lists.example.org/mailman/listinfo/devel",
  ];
  return [...lines.slice(0, at), ...footer, ...lines.slice(at)].join("\n");
}

export const damageKinds: readonly DamageKind[] = [
  { name: "none", losesBlanks: false, apply: (text) => text },
  { name: "wrapped", losesBlanks: false, apply: (text, random) => wrap(text, random.between(65, 80)) },
  { name: "stripped", losesBlanks: true, apply: strip },
  {
    name: "first blank lost",
    losesBlanks: false,
    apply: (text) => eachLine(text, (line) => line.replace(/^ /, "")),
  },
  {
    name: "outlook",
    losesBlanks: true,
    apply: (text, random) => strip(wrap(text, random.between(70, 76))),
  },
  { name: "quoted once", losesBlanks: false, apply: (text) => quote(text, "> ") },
  { name: "quoted tight", losesBlanks: false, apply: (text) => quote(text, ">") },
  { name: "quoted twice", losesBlanks: false, apply: (text) => quote(text, "> > ") },
  { name: "quoted by bar", losesBlanks: false, apply: (text) => quote(text, "| ") },
  {
    name: "wrapped, then quoted",
    losesBlanks: false,
    apply: (text, random) => quote(wrap(text, random.between(65, 80)), "> "),
  },
  {
    name: "quoted, then wrapped",
    losesBlanks: false,
    apply: (text, random) => wrap(quote(text, "> "), random.between(72, 80)),
  },
  {
    name: "quoted, wrapped behind the mark too",
    losesBlanks: false,
    apply: (text, random) => wrap(quote(text, "> "), random.between(72, 80), 1),
  },
  {
    name: "quoted, wrapped, quoted",
    losesBlanks: false,
    apply: (text, random) => quote(wrap(quote(text, "> "), random.between(72, 80)), "> "),
  },
  { name: "crlf", losesBlanks: false, apply: (text) => eachLine(text, (line) => `${line}\r`) },
  { name: "tabs to blanks", losesBlanks: true, apply: expand },
  {
    name: "blank context emptied",
    losesBlanks: false,
    apply: (text) => eachLine(text, (line) => (line === " " ? "" : line)),
  },
  {
    name: "blank context dropped",
    losesBlanks: false,
    // How sure the reader may be is a mean, which takes many.
    oneOf: 1,
    apply: (text) => eachLine(text, (line) => (line === " " ? [] : line)),
  },
  {
    name: "trailing blanks stripped",
    losesBlanks: false,
    apply: (text) => eachLine(text, (line) => line.trimEnd()),
  },
  { name: "quoted by colon", losesBlanks: false, apply: (text) => quote(text, ": ") },
  { name: "quoted with initials", losesBlanks: false, apply: (text) => quote(text, initials) },
  { name: "quoted four times", losesBlanks: false, apply: (text) => quote(text, ">>>> ") },
  { name: "indented", losesBlanks: false, apply: (text) => quote(text, "    ") },
  { name: "indented by a tab", losesBlanks: false, apply: (text) => quote(text, "\t") },
  { name: "line numbers", losesBlanks: false, apply: numberLines },
  { name: "HTML entities", losesBlanks: false, apply: escapeEntities },
  { name: "source of a page", losesBlanks: true, apply: asPage },
  { name: "source with pre", losesBlanks: false, apply: (text) => `<pre>\n${escapeEntities(text)}\n</pre>` },
  { name: "quoted, then escaped", losesBlanks: false, apply: (text) => escapeEntities(quote(text, "> ")) },
  {
    name: "wrapped, then first blank lost",
    losesBlanks: false,
    apply: (text, random) => eachLine(wrap(text, random.between(70, 80)), (line) => line.replace(/^ /, "")),
  },
  {
    name: "wrapped, then tabs to blanks",
    losesBlanks: true,
    apply: (text, random) => expand(wrap(text, random.between(65, 80))),
  },
  {
    name: "outlook, then quoted",
    losesBlanks: true,
    apply: (text, random) => quote(strip(wrap(text, random.between(70, 76))), "> "),
  },
  { name: "quoted-printable left in", losesBlanks: false, apply: leaveQuotedPrintable },
  {
    name: "no-break blanks",
    losesBlanks: true,
    apply: (text) => text.replace(/ {2}/g, " \u00a0").replace(/^ /gm, "\u00a0"),
  },
  {
    name: "space-stuffed",
    losesBlanks: false,
    apply: (text) => eachLine(text, (line) => (/^(?: |>|From )/.test(line) ? ` ${line}` : line)),
  },
  {
    name: "dash-escaped",
    losesBlanks: false,
    apply: (text) => eachLine(text, (line) => (line.startsWith("-") ? `- ${line}` : line)),
  },
  { name: "footer within", losesBlanks: false, apply: insertFooter },
  {
    name: "smart quotes",
    losesBlanks: false,
    apply: (text) => text.replace(/"([^"\n]*)"/g, "\u201c$1\u201d").replace(/'/g, "\u2019"),
  },
  {
    name: "cut",
    losesBlanks: false,
    apply: (text, random) => {
      const lines = text.split("\n");
      const first = lines.findIndex((line) => line.startsWith("@@"));
      return lines.slice(0, random.between(first + 2, lines.length - 4)).join("\n");
    },
  },
];
