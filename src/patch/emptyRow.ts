import { columns } from "./lineClues";
import type { Row } from "./patch";

/** What a row shows without its place in the document. */
export type Shown = Pick<Row, "mark" | "text">;

/** Signs of a line above or below a place, each with the pattern that its trimmed text fits. */
const signs: readonly (readonly [string, RegExp])[] = [
  ["opens", /[{[(]$/],
  ["closes", /^[}\])]/],
  ["brace", /^\}[;,]?$/],
  ["statement", /;$/],
  ["comma", /,$/],
  ["colon", /:$/],
  ["continued", /\\$/],
  ["endsComment", /\*\/$/],
  ["comment", /^(?:\/\*|\/\/)/],
  ["star", /^\*/],
  ["hash", /^#/],
  ["include", /^#\s*include|^(?:import|from|use|require)\b/],
  ["directive", /^#\s*(?:if|el|endif|define)/],
  ["return", /^(?:return|break|continue|goto|exit|die|pass)\b/],
  ["branch", /^(?:if|for|while|switch|do|unless|until|case)\b/],
  ["else", /^(?:else|elif|elsif|default|catch|except|finally|then)\b/],
  ["ends", /^(?:fi|done|esac|end|endif|EOF)\b/],
  [
    "declares",
    /^(?:static |const |unsigned |signed |volatile )*(?:struct \w+|union \w+|enum \w+|\w+_t|int|long|char|short|unsigned|void|bool|u\d+|s\d+|my|local|var|let) ?[*$@%(]*\w+[^()]*;$/,
  ],
  [
    "function",
    /^(?:static |extern |inline |export |async |public )*(?:def|class|sub|function|struct|enum|typedef)\b|^\w[\w *]*\(.*[^;]$/,
  ],
  ["test", /^(?:test_|@)/],
  ["assigns", /^[\w.$>-]+(?: |\t)*[:+?]?=/],
  ["words", /^[A-Za-z'"`(][\w'-]*[,.]?(?: [\w'"`(-]+[),.;:]*){3,}$/],
  ["sentence", /[a-z)'"`][.!?]$/],
  ["label", /^\w+:$/],
  ["list", /^[-*+.] |^\d+[.)] /],
  ["rule", /^([-=~*.#_+])\1{2,}$/],
  ["markup", /^<\/?\w/],
  ["key", /^[\w-]+:(?: |$)/],
  ["upper", /^[A-Z]/],
];

function indent(text: string): number {
  return columns(text.slice(0, text.search(/\S|$/)));
}

function signsOf(side: string, text: string, found: string[]): void {
  const trimmed = text.trim().slice(0, 200);
  if (trimmed === "") found.push(`${side} blank`);
  for (const [name, pattern] of signs) if (pattern.test(trimmed)) found.push(`${side} ${name}`);
  if (trimmed !== "" && indent(text) === 0) found.push(`${side} flush`);
}

/** True if the run of changed rows that goes on from `at` in the given direction ends with an empty row. */
function runEndsEmpty(rows: readonly Shown[], at: number, direction: 1 | -1): boolean {
  const mark = rows[at]?.mark;
  let last = at;
  while (rows[last + direction]?.mark === mark) last += direction;
  return last !== at && rows[last]?.text.trim() === "";
}

function typeOf(above: Shown | undefined, below: Shown | undefined): string {
  const mark = (row: Shown | undefined): string =>
    row === undefined ? "." : row.mark === " " ? "c" : row.mark;
  return `${mark(above)}${mark(below)}`;
}

/** The signs that say whether an empty context row stands above the row at `at` (`rows.length`: below the last). */
function signsAt(rows: readonly Shown[], at: number): readonly string[] {
  const above = rows[at - 1];
  const below = rows[at];
  const found = ["always", typeOf(above, below)];
  if (above !== undefined) signsOf("above", above.text, found);
  if (below !== undefined) signsOf("below", below.text, found);
  if (above !== undefined && below !== undefined && above.text.trim() !== "" && below.text.trim() !== "") {
    const step = indent(below.text) - indent(above.text);
    found.push(step > 0 ? "deeper" : step < 0 ? "shallower" : "level");
    const both = found.filter((sign) => sign.startsWith("above ") && found.includes(`below${sign.slice(5)}`));
    found.push(...both.map((sign) => `both${sign.slice(5)}`));
    if (step < 0 && indent(below.text) === 0) found.push("back to flush");
  }
  if (below !== undefined && below.mark !== " " && above?.mark === " " && runEndsEmpty(rows, at, 1))
    found.push(`${below.mark} run ends empty`);
  if (above !== undefined && above.mark !== " " && below?.mark === " " && runEndsEmpty(rows, at - 1, -1))
    found.push(`${above.mark} run begins empty`);
  return found;
}

/**
 * How much each sign adds to the logarithm of the odds of an empty row: a logistic regression over the 515,808
 * places of the hunks of 8,000 commits and 3,600 patch files (git, notmuch, smartmontools, b4, public-inbox,
 * buildroot, openwrt, MSYS2, Debian's kernel: C, shell, Python, Perl, make, documentation).
 */
const weights: Readonly<Record<string, number>> = {
  "+ run begins empty": 0.25,
  "+ run ends empty": 4.64,
  "++": -5.27,
  "+-": 7.41,
  "+.": -3.49,
  "+c": 0.17,
  "- run begins empty": -0.49,
  "- run ends empty": 2.76,
  "-+": -5.39,
  "--": -4.45,
  "-.": -1.76,
  "-c": -0.34,
  ".+": -5.68,
  ".-": -3.6,
  ".c": -0.81,
  "above assigns": 0.14,
  "above blank": -3.48,
  "above brace": 1.04,
  "above branch": -1.23,
  "above closes": 0.86,
  "above colon": -0.13,
  "above comma": -3.09,
  "above comment": -1.6,
  "above continued": -3.82,
  "above declares": 0.92,
  "above directive": 1.28,
  "above else": -1.32,
  "above ends": 1.43,
  "above endsComment": 0.17,
  "above flush": 0.78,
  "above function": -0.12,
  "above hash": -0.81,
  "above include": 1.97,
  "above key": 0.34,
  "above label": -1.36,
  "above list": 0.88,
  "above markup": 0.52,
  "above opens": -2.59,
  "above return": 0.52,
  "above rule": 0.77,
  "above sentence": 1.13,
  "above star": -0.74,
  "above statement": 0.45,
  "above test": -0.33,
  "above upper": 0.23,
  "above words": 0.01,
  always: -2.06,
  "back to flush": 0.04,
  "below assigns": 0.53,
  "below blank": -2.67,
  "below brace": -2.34,
  "below branch": -0.07,
  "below closes": -2.61,
  "below colon": 0.8,
  "below comma": -0.38,
  "below comment": 1.87,
  "below continued": 0.28,
  "below declares": 0.07,
  "below directive": -1.35,
  "below else": -2.79,
  "below ends": -2.39,
  "below endsComment": 0.22,
  "below flush": 0.97,
  "below function": 0.78,
  "below hash": 1.08,
  "below include": -0.55,
  "below key": 0.57,
  "below label": -0.44,
  "below list": 0.78,
  "below markup": 0.79,
  "below opens": -0.03,
  "below return": -0.25,
  "below rule": -0.82,
  "below sentence": -0.03,
  "below star": 0.36,
  "below statement": -0.13,
  "below test": 1.07,
  "below upper": 0.3,
  "below words": 0.52,
  "both assigns": -0.98,
  "both brace": -1.5,
  "both branch": 0.37,
  "both closes": -0.61,
  "both colon": -1.19,
  "both comma": 0.83,
  "both comment": -1.22,
  "both continued": -1.14,
  "both declares": -2.92,
  "both directive": 0.55,
  "both else": 0.06,
  "both ends": -1.11,
  "both endsComment": -0.06,
  "both flush": -0.48,
  "both function": -0.07,
  "both hash": -0.79,
  "both include": -2.22,
  "both key": -1.67,
  "both label": -2.02,
  "both list": -2.6,
  "both markup": -1.6,
  "both opens": 0.13,
  "both return": 0.32,
  "both sentence": 0.11,
  "both star": -2.17,
  "both statement": -0.17,
  "both test": -0.13,
  "both upper": -1.08,
  "both words": -0.72,
  "c+": -0.95,
  "c-": 0.23,
  "c.": -0.56,
  cc: -0.68,
  deeper: -1.59,
  level: -0.41,
  shallower: 0.32,
};

/** The logarithm of the odds that an empty context row stands above the row at `at`. */
export function oddsOfEmptyRow(rows: readonly Shown[], at: number): number {
  return signsAt(rows, at).reduce((sum, sign) => sum + (weights[sign] ?? 0), 0);
}
