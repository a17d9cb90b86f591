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
 * How much each sign adds to the logarithm of the odds of an empty row: a logistic regression over the 678,792
 * places of the hunks of 9,900 commits (curl, util-linux, git, notmuch, ripgrep, Flask, Hugo, Express, jq, LevelDB,
 * Vim, Nidhugg, smartmontools, b4, public-inbox, buildroot, Debian's kernel).
 */
const weights: Readonly<Record<string, number>> = {
  "+ run begins empty": -0.42,
  "+ run ends empty": 4.79,
  "++": -5.32,
  "+-": 7.7,
  "+.": -3.79,
  "+c": 0.1,
  "- run begins empty": -1.3,
  "- run ends empty": 3.02,
  "-+": -5.45,
  "--": -4.27,
  "-.": -2.59,
  "-c": -0.39,
  ".+": -4.73,
  ".-": -3.99,
  ".c": -0.79,
  "above assigns": 0.18,
  "above blank": -3.33,
  "above brace": 0.78,
  "above branch": -1.56,
  "above closes": 1.3,
  "above colon": 0.47,
  "above comma": -3.92,
  "above comment": -2.22,
  "above continued": -3.49,
  "above declares": 0.98,
  "above directive": 1.18,
  "above else": -1.34,
  "above ends": 1.19,
  "above endsComment": -0.19,
  "above flush": 0.71,
  "above function": -0.24,
  "above hash": -0.51,
  "above include": 2.17,
  "above key": 0.83,
  "above label": -2.67,
  "above list": 0.47,
  "above markup": 0.31,
  "above opens": -2.55,
  "above return": 0.59,
  "above rule": 1.11,
  "above sentence": 1.22,
  "above star": -0.42,
  "above statement": 0.56,
  "above test": -0.38,
  "above upper": 0.2,
  "above words": 0.03,
  always: -2.04,
  "back to flush": -0.24,
  "below assigns": 0.3,
  "below blank": -3.03,
  "below brace": -2.52,
  "below branch": -0.28,
  "below closes": -2.51,
  "below colon": 0.73,
  "below comma": -0.36,
  "below comment": 1.83,
  "below continued": 0.24,
  "below declares": -0.04,
  "below directive": -1.49,
  "below else": -3.1,
  "below ends": -2.17,
  "below endsComment": 0.03,
  "below flush": 1.01,
  "below function": 0.83,
  "below hash": 0.92,
  "below include": -0.31,
  "below key": -0.07,
  "below label": 0.12,
  "below list": 0.57,
  "below markup": 0.67,
  "below opens": 0.09,
  "below return": -0.61,
  "below rule": -0.97,
  "below sentence": -0.11,
  "below star": 0.5,
  "below statement": -0.14,
  "below test": 1.19,
  "below upper": 0.48,
  "below words": 0.48,
  "both assigns": -1.59,
  "both brace": -1.67,
  "both branch": -0.34,
  "both closes": 0.39,
  "both colon": -0.97,
  "both comma": 1.46,
  "both comment": -1.09,
  "both continued": -3.43,
  "both declares": -2.88,
  "both directive": 0.79,
  "both else": 0.27,
  "both ends": -1.58,
  "both endsComment": -1.05,
  "both flush": -0.64,
  "both function": 0.03,
  "both hash": -0.81,
  "both include": -2.33,
  "both key": -2.1,
  "both label": -0.44,
  "both list": -2.35,
  "both markup": -1.06,
  "both opens": 0.28,
  "both return": 0.36,
  "both rule": -1.64,
  "both sentence": 0.11,
  "both star": -2.48,
  "both statement": -0.15,
  "both test": 0.35,
  "both upper": -0.89,
  "both words": -0.6,
  "c+": -1.17,
  "c-": 0.19,
  "c.": -0.66,
  cc: -0.77,
  deeper: -1.35,
  level: -0.46,
  shallower: 0.29,
};

/** The logarithm of the odds that an empty context row stands above the row at `at`. */
export function oddsOfEmptyRow(rows: readonly Shown[], at: number): number {
  return signsAt(rows, at).reduce((sum, sign) => sum + (weights[sign] ?? 0), 0);
}
