import type { TextLine } from "../mail/textLine";
import { decodeBytes } from "./fileName";

/** A text whose lines all went through the same program that changed characters, with that undone. */
export interface Uncovered {
  readonly lines: readonly TextLine[];
  /** What was undone, for people. */
  readonly note: string;
}

/** One way in which a program changes the characters of every line. */
interface Cover {
  readonly note: string;
  /**
   * What the first line that tells anything says: true for the cover, false for plain text, null to look on.
   * Nearly every patch says so within a few lines, so that looking costs nothing.
   */
  readonly verdict: (text: string) => boolean | null;
  readonly undo: (lines: readonly TextLine[]) => readonly TextLine[];
}

function eachText(change: (text: string) => string): Cover["undo"] {
  return (lines) => lines.map((line) => ({ ...line, text: change(line.text) }));
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  "#34": '"',
  nbsp: " ",
  amp: "&",
};

/** Escaped once too often, or a page saved as its source: `-&gt;`, `#include &lt;...&gt;`, `&amp;&amp;`. */
const html: Cover = {
  note: "HTML entities (&lt;, &gt;, &amp;) were decoded",
  verdict: (text) => {
    if (!/[<>&]/.test(text)) return null;
    if (/[<>]|&(?!#?\w{1,8};)/.test(text)) return false;
    return /-&gt;|&lt;\S+&gt;|&amp;(?:&amp;|\w)|&quot;.*&quot;|(?:^| )&[lg]t;(?:=| |&[lg]t;)/.test(text)
      ? true
      : null;
  },
  undo: eachText((text) =>
    text.replace(/&(lt|gt|quot|apos|#39|#34|nbsp|amp);/g, (whole, name: string) => entities[name] ?? whole),
  ),
};

/** RFC 2045, section 6.7: `=` never stands alone, and nothing stands behind the one at a line's end. */
const quotedPrintable: Cover = {
  note: "the quoted-printable encoding (=3D, =20, = at line ends) was decoded",
  verdict: (text) => {
    if (!text.includes("=")) return null;
    // Keys in base 64 end in `=` too.
    if (/=(?![0-9A-F]{2}|$)/.test(text)) return false;
    return /=(?:3D|20$|09$)/.test(text) ? true : null;
  },
  undo: (lines) => {
    const decoded: TextLine[] = [];
    let open: { readonly first: TextLine; text: string } | null = null;
    for (const line of lines) {
      const text: string = (open?.text ?? "") + line.text;
      const first: TextLine = open?.first ?? line;
      open = text.endsWith("=") ? { first, text: text.slice(0, -1) } : null;
      if (open === null) decoded.push({ ...first, text: decodeOctets(text), through: line.line });
    }
    if (open !== null) decoded.push({ ...open.first, text: decodeOctets(open.text) });
    return decoded;
  },
};

function decodeOctets(text: string): string {
  return text.replace(/(?:=[0-9A-F]{2})+/g, (octets) =>
    decodeBytes(
      octets
        .slice(1)
        .split("=")
        .map((octet) => parseInt(octet, 16)),
    ),
  );
}

/** RFC 4880, section 7.1: in a text signed in the clear every line that begins with a dash gets `- `. */
const dashEscape: Cover = {
  note: "the dashes that PGP put before lines (- --- a/...) were taken away",
  verdict: (text) =>
    text.startsWith("- --- ") ? true : text.startsWith("-") && !text.startsWith("-----") ? false : null,
  undo: eachText((text) => text.replace(/^- (?=-|From )/, "")),
};

/** RFC 3676, section 4.4: format=flowed puts a blank before a blank, `>` and `From `; nobody took it away. */
const spaceStuffing: Cover = {
  note: "the second blank that format=flowed put before each row was taken away",
  verdict: (text) => (text.startsWith("  \t") ? true : /^ [^ ]/.test(text) ? false : null),
  undo: eachText((text) => text.replace(/^ (?= |>|From )/, "")),
};

/** A word processor or a blog was between: typographic quotes where C has strings. */
const typographicQuotes: Cover = {
  note: "typographic quotes were made plain again",
  verdict: (text) => {
    if (text.includes('"')) return false;
    return /(?:[(,=] ?|include )[\u201c\u201d]|[\u201c\u201d][),;]|=[\u201c\u201d]/.test(text) ? true : null;
  },
  undo: eachText((text) => text.replace(/[\u201c\u201d\u201e]/g, '"').replace(/[\u2018\u2019]/g, "'")),
};

const asciiCovers: readonly Cover[] = [html, quotedPrintable, dashEscape, spaceStuffing];
const covers: readonly Cover[] = [...asciiCovers, typographicQuotes];

/**
 * Undoes what one program did to the characters of every line of a diff whose first line is at `start` (below 0
 * for no diff); null where nothing was done. In a text of ASCII alone typographic quotes are not looked for: a patch may have no plain one that would end the search.
 */
export function uncover(lines: readonly TextLine[], start: number, isAscii: boolean): Uncovered | null {
  if (start < 0) return null;
  for (const { verdict, undo, note } of isAscii ? asciiCovers : covers) {
    for (let at = start; at < lines.length; at++) {
      const found = verdict(lines[at]?.text ?? "");
      if (found === false) break;
      if (found === true) return { lines: undo(lines), note };
    }
  }
  return null;
}
