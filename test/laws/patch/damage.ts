import type { Random } from "./random";

/** What a mailer or an archive does to the text of a mail. */
export interface DamageKind {
  readonly name: string;
  /** True if runs of blanks (and what stands first in a line) cannot be known any more. */
  readonly losesBlanks: boolean;
  readonly apply: (text: string, random: Random) => string;
}

function eachLine(text: string, change: (line: string) => string | readonly string[]): string {
  return text.split("\n").flatMap(change).join("\n");
}

/** Breaks lines at the last blank before `width` characters, again and again, as mailers do. */
export function wrap(text: string, width: number): string {
  return eachLine(text, (line) => {
    const parts: string[] = [];
    let rest = line;
    while (rest.length > width) {
      let at = rest.lastIndexOf(" ", width);
      if (at <= 1) at = rest.indexOf(" ", width);
      if (at <= 1 || rest.slice(0, at).trim() === "") break;
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
    apply: (text) => eachLine(text, (line) => (line === " " ? [] : line)),
  },
  {
    name: "trailing blanks stripped",
    losesBlanks: false,
    apply: (text) => eachLine(text, (line) => line.trimEnd()),
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
