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

/** What a line is first of all: the last sign that it shows. */
function kindOf(text: string): string {
  const trimmed = text.trim().slice(0, 200);
  if (trimmed === "") return "blank";
  return signs.reduce(
    (kind, [name, pattern]) => (name !== "upper" && pattern.test(trimmed) ? name : kind),
    "other",
  );
}

/** A row in one letter: its mark; `b` if it is empty, `.` if there is none. */
function sketch(row: Shown | undefined): string {
  return row === undefined ? "." : row.text.trim() === "" ? "b" : row.mark;
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
  if (above !== undefined && below !== undefined) {
    const [from, to] = [indent(above.text), indent(below.text)];
    const step = `${from === 0 ? "f" : "i"}${to === 0 ? "f" : "i"}${to < from ? "<" : to > from ? ">" : "="}`;
    found.push(`${step} above ${kindOf(above.text)}`, `${step} below ${kindOf(below.text)}`);
  }
  found.push(`around ${[-2, -1, 0, 1].map((distance) => sketch(rows[at + distance])).join("")}`);
  if (below !== undefined && below.mark !== " " && above?.mark === " " && runEndsEmpty(rows, at, 1))
    found.push(`${below.mark} run ends empty`);
  if (above !== undefined && above.mark !== " " && below?.mark === " " && runEndsEmpty(rows, at - 1, -1))
    found.push(`${above.mark} run begins empty`);
  return found;
}

/**
 * How much each sign adds to the logarithm of the odds of an empty row: a conditional random field (Lafferty, McCallum,
 * Pereira 2001) over 22,756 hunks with empty context rows of 8,277 commits (curl, util-linux, git, notmuch, ripgrep, Flask,
 * Hugo, Express, jq, LevelDB, Vim, Nidhugg, smartmontools, b4, public-inbox, buildroot, Debian's kernel). Of each hunk the
 * empty rows are taken away; the sum over all ways to put as many back (`placeLostRows`) gives the probability of the
 * true one, and stochastic gradients (Adagrad) raise its logarithm. Of all signs the 180 that weigh most in many places are
 * kept and trained again. Of hunks of projects that none was counted in (iproute2, libgit2, NeoMutt, StGit, mu, aerc) 73 in
 * 100 are put right.
 */
const weights: Readonly<Record<string, number>> = {
  "+ run ends empty": 4.4,
  "++": -4.2,
  "+-": 8.7,
  "+.": -2.3,
  "- run ends empty": 2.7,
  "-+": -5.1,
  "--": -3,
  "-c": -0.4,
  ".+": -3.9,
  ".-": -5,
  ".c": -1.2,
  "above blank": -3,
  "above brace": 0.9,
  "above branch": -1.3,
  "above closes": 1.1,
  "above comma": -2.7,
  "above comment": -1.5,
  "above continued": -5.2,
  "above declares": 1,
  "above directive": 1,
  "above else": -1.3,
  "above ends": 1.1,
  "above flush": 0.8,
  "above function": -0.6,
  "above include": 1.7,
  "above key": 0.8,
  "above label": -2.2,
  "above markup": 0.9,
  "above opens": -1.5,
  "above return": 0.8,
  "above sentence": 0.9,
  "above star": -0.4,
  "above statement": 0.9,
  always: -1.4,
  "around    .": -0.3,
  "around   - ": -1.1,
  "around   b+": -2.3,
  "around +++-": -1.7,
  "around +++b": -2.6,
  "around ++--": 2,
  "around ++b ": -1.8,
  "around ++b+": -2.2,
  "around +b  ": -1,
  "around +b++": -0.7,
  "around +b+b": -1.2,
  "around -+++": 0.6,
  "around --++": -2.5,
  "around ----": -0.8,
  "around ---b": -2,
  "around --b ": -1.8,
  "around --b-": -2.6,
  "around -b--": -1.1,
  "around .   ": -0.6,
  "around b+++": -1.2,
  "around b++b": -1.9,
  "around b+b+": -1.2,
  "around b---": -1.5,
  "around b--b": -2.6,
  "around bb  ": -4.6,
  "back to flush": -0.1,
  "below blank": -2.3,
  "below brace": -1.3,
  "below closes": -2.2,
  "below colon": 0.6,
  "below comma": -0.5,
  "below comment": 2.4,
  "below directive": -0.9,
  "below else": -2.7,
  "below ends": -2.4,
  "below endsComment": -0.5,
  "below flush": 1.6,
  "below function": 0.4,
  "below hash": 0.7,
  "below key": -0.4,
  "below list": 0.6,
  "below opens": 0.8,
  "below return": -0.6,
  "below rule": -2.1,
  "below statement": 0.3,
  "below test": 2.1,
  "below upper": 0.6,
  "below words": -0.4,
  "both assigns": -1.5,
  "both brace": -1.1,
  "both branch": -0.6,
  "both comma": 0.9,
  "both comment": -1.4,
  "both continued": -1.9,
  "both declares": -3.1,
  "both ends": -2.9,
  "both endsComment": -0.9,
  "both flush": -0.8,
  "both hash": -1.7,
  "both include": -2.9,
  "both key": -1.5,
  "both list": -2.9,
  "both markup": -0.7,
  "both star": -1.7,
  "both statement": -0.9,
  "both upper": -0.2,
  "c+": -1.1,
  "c.": -1,
  cc: -0.4,
  deeper: -1.2,
  "ff= above brace": 1.1,
  "ff= above directive": 0.6,
  "ff= above endsComment": -5.6,
  "ff= above hash": -0.6,
  "ff= above include": 0.7,
  "ff= above list": 1.1,
  "ff= above other": -0.6,
  "ff= above statement": -0.5,
  "ff= above words": -1.3,
  "ff= below assigns": -1,
  "ff= below blank": 0.7,
  "ff= below declares": 1.4,
  "ff= below directive": 0.7,
  "ff= below endsComment": -4.7,
  "ff= below hash": 1.3,
  "ff= below include": 1.2,
  "ff= below opens": -2.2,
  "ff= below star": 1.9,
  "ff= below statement": -0.8,
  "fi> above assigns": -1.6,
  "fi> above blank": -1.5,
  "fi> above comment": -5.4,
  "fi> above function": -1.1,
  "fi> above key": -1.6,
  "fi> above list": -2.2,
  "fi> above opens": -2.4,
  "fi> above words": 1.2,
  "fi> below continued": -2.6,
  "fi> below declares": -1.1,
  "fi> below function": -1,
  "fi> below list": 2.2,
  "fi> below statement": -1,
  "fi> below test": -3.7,
  "if< above brace": -1.8,
  "if< above closes": -2.2,
  "if< above ends": -2.4,
  "if< above other": 0.6,
  "if< above return": -1.2,
  "if< above statement": -0.6,
  "if< below brace": -1.5,
  "if< below closes": -3.3,
  "if< below opens": -3,
  "if< below other": -0.8,
  "ii< below brace": -1.7,
  "ii< below ends": -3.7,
  "ii< below hash": 2.7,
  "ii= above comment": -1.4,
  "ii= above continued": -1,
  "ii= above endsComment": 1.5,
  "ii= above function": 0.7,
  "ii= above hash": -1.8,
  "ii= above key": -1.3,
  "ii= above other": -0.7,
  "ii= above words": -1.7,
  "ii= below function": -0.8,
  "ii= below hash": 1.7,
  "ii= below opens": -1.5,
  "ii= below other": -0.6,
  "ii= below test": -2.9,
  "ii> above branch": -2.2,
  "ii> above closes": -2.6,
  "ii> above comma": -1.6,
  "ii> above else": -2.4,
  "ii> above function": -1.5,
  "ii> above opens": -3.2,
  "ii> above other": -1.2,
  "ii> below assigns": -1.5,
  "ii> below branch": -2.2,
  "ii> below comma": -2.3,
  "ii> below function": -1.4,
  "ii> below key": -4.5,
  "ii> below list": -2,
  "ii> below opens": -2.2,
  "ii> below return": -1.3,
  "ii> below star": 2.4,
  "ii> below statement": -0.5,
};

/** The logarithm of the odds that an empty context row stands above the row at `at`. */
export function oddsOfEmptyRow(rows: readonly Shown[], at: number): number {
  return signsAt(rows, at).reduce((sum, sign) => sum + (weights[sign] ?? 0), 0);
}
