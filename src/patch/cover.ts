import type { TextLine } from "../mail/textLine";
import { decodeBytes } from "./fileName";

/** A text whose lines all went through the same program that changed characters, with that undone. */
export interface Uncovered {
  readonly lines: readonly TextLine[];
  /** The lines of the document that are changed by that; all others read alike with the program and without. */
  readonly changed: ReadonlySet<number>;
  /** What was undone, for people. */
  readonly note: string;
}

/** One way in which a program changes the characters of every line. */
interface Cover {
  readonly note: string;
  /**
   * What a line says: true that the program was there, false that it was not (whatever other lines say), null
   * nothing. Nearly every patch says so within a few lines, so that looking costs nothing.
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
  nbsp: " ",
  amp: "&",
};

const entity = /&(?:(lt|gt|quot|apos|nbsp|amp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi;
const NO_BREAK = 0xa0;
const LAST_CODE_POINT = 0x10ffff;

function decodeEntities(text: string): string {
  return text.replace(entity, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = parseInt(decimal ?? hex ?? "", decimal === undefined ? 16 : 10);
    if (code === NO_BREAK) return " ";
    return code > 0 && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole;
  });
}

/** A tag that has a line to itself stands around the diff: rows begin with their marks. */
const loneTag = /^<\/?[a-z][^<>]*>$/i;
/** Who escapes single quotes escapes double ones too. */
const onlySingle = /&(?:apos|#39|#x27);.*"|".*&(?:apos|#39|#x27);/;

/** Escaped once too often, or a page saved as its source: `-&gt;`, `#include &lt;...&gt;`, `&amp;&amp;`. */
const html: Cover = {
  note: "HTML entities (&lt;, &gt;, &amp;) were decoded",
  verdict: (text) => {
    if (!/[<>&]/.test(text) || loneTag.test(text)) return null;
    if (/[<>]|&(?!#?\w{1,8};)/.test(text) || onlySingle.test(text)) return false;
    return /^&nbsp;|&(?:lt|gt|quot|apos|#39|#34|#x27|amp);/.test(text) ? true : null;
  },
  undo: eachText(decodeEntities),
};

const lineBreak = /<br ?\/?>$/i;

/** A page that breaks its lines by tags, saved as its source; the names of files never end in one. */
const htmlLines: Cover = {
  note: "the line breaks (<br>) and entities (&lt;, &nbsp;) of a web page were undone",
  verdict: (text) => (/^(?:diff|---|\+\+\+) \S/.test(text) ? lineBreak.test(text) : null),
  undo: eachText((text) => decodeEntities(text.replace(lineBreak, ""))),
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
    text.startsWith("- -") ? true : text.startsWith("-") && !text.startsWith("-----") ? false : null,
  undo: eachText((text) => text.replace(/^- (?=-|From )/, "")),
};

/** RFC 3676, section 4.4: format=flowed puts a blank before a blank, `>` and `From `; nobody took it away. */
const spaceStuffing: Pick<Cover, "note" | "undo"> = {
  note: "the second blank that format=flowed put before each row was taken away",
  undo: eachText((text) => text.replace(/^ (?= |>|From )/, "")),
};

/**
 * Two plain double quotes in a row, or a plain single one, would have been changed as well. Apostrophes within words
 * and pairs of single quotes, which compilers put around names in their messages (GCC with UTF-8), files hold too.
 */
function typographicVerdict(text: string): boolean | null {
  if (/".*"|'/.test(text)) return false;
  return /[\u201c-\u201e]|(?<![\p{L}\p{M}\w])\u2019|\u2019(?![\p{L}\w])/u.test(text) ? true : null;
}

/** A word processor or a blog was between: typographic quotes where plain ones stood. */
const typographicQuotes: Cover = {
  note: "typographic quotes were made plain again",
  verdict: (text) => typographicVerdict(text.replace(/\u2018[^\u2018\u2019]*\u2019/g, "")),
  undo: eachText((text) => text.replace(/[\u201c-\u201e]/g, '"').replace(/[\u2018\u2019]/g, "'")),
};

/** Nothing is changed, but the lines that hold such pairs are not certain. */
const pairedQuotes: Cover = {
  note: "typographic single quotes are kept, but a word processor may have put them for plain ones",
  verdict: typographicVerdict,
  undo: (lines) => lines,
};

/** Mailers that write HTML keep runs of blanks by no-break ones; no source begins a line with such. */
const noBreakBlanks: Cover = {
  note: "no-break blanks were made plain again",
  verdict: (text) => (/^(?:[-+] ?)?\u00a0/.test(text) ? true : null),
  undo: eachText((text) =>
    text.replace(/^\u00a0|[ \u00a0]{2,}/g, (blanks) => blanks.replace(/\u00a0/g, " ")),
  ),
};

const asciiCovers: readonly Cover[] = [html, htmlLines, quotedPrintable, dashEscape];
const covers: readonly Cover[] = [...asciiCovers, noBreakBlanks, typographicQuotes, pairedQuotes];

function isCovered(lines: readonly TextLine[], start: number, verdict: Cover["verdict"]): boolean {
  let covered = false;
  for (let at = start; at < lines.length; at++) {
    const found = verdict(lines[at]?.text ?? "");
    if (found === false) return false;
    covered ||= found === true;
  }
  return covered;
}

function undone({ note, undo }: Pick<Cover, "note" | "undo">, lines: readonly TextLine[]): Uncovered {
  const plain = undo(lines);
  const isDoubtful = (text: string): boolean => plain === lines && /[\u2018\u2019]/.test(text);
  const texts = new Map(lines.map(({ line, text }) => [line, text]));
  const changed = plain.flatMap(({ line, text, through }) =>
    texts.get(line) === text && (through ?? line) === line && !isDoubtful(text) ? [] : [line],
  );
  return { lines: plain, changed: new Set(changed), note };
}

/**
 * Undoes what one program did to the characters of every line of a diff whose first line is at `start` (below 0
 * for no diff); null where nothing was done. In a text of ASCII alone typographic quotes are not looked for: a patch
 * may have no plain one that would end the search.
 */
export function uncover(lines: readonly TextLine[], start: number, isAscii: boolean): Uncovered | null {
  if (start < 0) return null;
  const cover = (isAscii ? asciiCovers : covers).find(({ verdict }) => isCovered(lines, start, verdict));
  return cover === undefined ? null : undone(cover, lines);
}

/** Takes the second blank away that format=flowed put before each row; `judgeShift` says where it did. */
export function unstuff(lines: readonly TextLine[]): Uncovered {
  return undone(spaceStuffing, lines);
}
