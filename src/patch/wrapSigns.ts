import { columns, firstWordLength, looksLikeProse } from "./lineClues";
import { wrapWeights } from "./wrapWeights";

/** A line without a mark and the lines around it, of a text whose blanks were lost. */
export interface WrapPlace {
  readonly line: string;
  /** What its widths, brackets and words say of C: above 0 for an end, below for a row. */
  readonly clue: number;
  readonly above: string;
  readonly below: string;
  /** The line two above; empty where there is none. */
  readonly twoAbove: string;
  /** About how far the line above was indented because a bracket is open above it; 0 where none is. */
  readonly hidden: number;
  /** Characters that the longest line of the text has. */
  readonly width: number;
  /** True if the same line stands below a row with the other mark, as it does where both sides were broken alike. */
  readonly hasTwin: boolean;
}

const room: readonly number[] = [0, 2, 5, 9, 14, 20, 28, 40];
const lengths: readonly number[] = [4, 9, 16, 28, 44, 60];

const starts: readonly (readonly [string, RegExp])[] = [
  ["lower", /^[a-z]/],
  ["upper", /^[A-Z]/],
  ["digit", /^\d/],
  ["close", /^[)}\]]/],
  ["open", /^[({[]/],
  ["quote", /^["'`]/],
  ["star", /^\*/],
  ["hash", /^#/],
  ["dollar", /^\$/],
  ["less", /^</],
  ["slash", /^\//],
  ["operator", /^(?:[-+=&|?:<>!*%^.]=?|&&|\|\|)(?:\s|$)/],
  ["backslash", /^\\$/],
];
const keyword =
  /^(?:if|for|while|return|static|struct|int|void|unsigned|char|const|goto|case|break|else|switch|do|done|fi|then|esac|def|class|my|local|test_expect_success|include|import|from|export|define|endif|depends|select|config|help|bool)\b/;
const ends: readonly (readonly [string, RegExp])[] = [
  ["semicolon", /;$/],
  ["comma", /,$/],
  ["brace", /[{}]$/],
  ["bracket", /\)$/],
  ["openBracket", /[([]$/],
  ["operator", /[-+=&|?<>*%]$/],
  ["colon", /:$/],
  ["stop", /[.!?]$/],
  ["backslash", /\\$/],
  ["quote", /["'`]$/],
  ["comment", /\*\/$/],
  ["word", /\w$/],
];

function bucket(limits: readonly number[], value: number): string {
  return String(limits.findIndex((limit) => value <= limit));
}

function kindOf(signs: readonly (readonly [string, RegExp])[], text: string): string {
  return signs.find(([, pattern]) => pattern.test(text))?.[0] ?? "other";
}

function open(text: string): number {
  let count = 0;
  for (const character of text.slice(0, 300))
    count += /[([]/.test(character) ? 1 : /[)\]]/.test(character) ? -1 : 0;
  return count;
}

/** What speaks for or against a line being the end of the one above it. */
function wrapSigns({
  line,
  clue,
  above,
  below,
  twoAbove,
  hidden,
  width,
  hasTwin,
}: WrapPlace): readonly string[] {
  const mark = /^[-+]/.exec(above)?.[0] ?? "";
  const head = above.slice(mark.length).trim();
  const tail = line.trim();
  const from = hidden > 0 ? "h" : mark === "" ? "c" : above.charAt(1) === " " ? "i" : "f";
  const left = width - (columns(above) + hidden + 1 + firstWordLength(tail));
  const begin = keyword.test(tail) ? "keyword" : kindOf(starts, tail);
  const end = kindOf(ends, head);
  const [opened, closed] = [open(head), open(tail)];
  const found = [
    "always",
    `clue ${String(clue)}`,
    `from ${from}`,
    `room ${from}${left < 0 ? "-" : bucket(room, left)}`,
    `length ${bucket(lengths, tail.length)}`,
    `begin ${begin}`,
    `end ${end}`,
    `tail ${kindOf(ends, tail)}`,
    `brackets ${String(Math.sign(opened))}${String(Math.sign(closed))}${String(Math.sign(opened + closed))}`,
    `head ${bucket(lengths, head.length)}`,
  ];
  // What is the end of a line itself lost no indentation.
  if (mark === "" && twoAbove !== "") {
    const before = width - (columns(twoAbove) + 1 + firstWordLength(above));
    found.push(
      before < 0
        ? `after full ${left < 0 ? "full" : left < 12 ? "wide" : "narrow"}`
        : before < 12
          ? "after wide"
          : "after narrow",
    );
  }
  if (!tail.includes(" ")) found.push("one word");
  if (keyword.test(head)) found.push("above keyword");
  if (/^(?:\/\*|\*|\/\/|#)/.test(head)) found.push("above comment");
  if ((head.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1)
    found.push((tail.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1 ? "string closed" : "string open");
  if (looksLikeProse(head)) found.push("above prose");
  if (looksLikeProse(tail)) found.push("prose");
  if (/^\w[\w-]* ?[:+?]?=/.test(tail)) found.push("assigns");
  if (/^[\w-]+\(/.test(tail)) found.push("calls");
  if (below.trim() === "") found.push("below blank");
  else found.push(/^[-+]/.test(below) ? `below mark ${from}` : "below plain");
  if (hasTwin) found.push(`twin ${from}`);
  if (/^#?\s*(?:else|endif|include)/.test(head) || /^[{}]$/.test(head)) found.push("above whole");
  return found;
}

/** The logarithm of the odds that an unmarked line is the wrapped end of the one above it. */
export function oddsOfWrap(place: WrapPlace): number {
  return wrapSigns(place).reduce((sum, sign) => sum + (wrapWeights[sign] ?? 0), 0);
}

/** The cost, in nats, of what has the given logarithm of its odds against it. */
export function costAgainst(odds: number): number {
  return odds > 30 ? odds : Math.log1p(Math.exp(odds));
}
