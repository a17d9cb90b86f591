import { columns, firstWordLength, looksLikeProse } from "./lineClues";
import type { Wording } from "./wording";
import { isInside, isStart } from "./wording";
import { wrapWeights } from "./wrapWeights";

/** A line that may be the end of the one above it and the lines around it, of a text whose blanks were lost. */
export interface WrapPlace {
  readonly line: string;
  /** What its widths, brackets and words say of C: above 0 for an end, below for a row. */
  readonly clue: number;
  /** The line above, or the heading of the hunk. */
  readonly above: string;
  readonly below: string;
  /** Columns before `above` where that is the heading of the hunk; null where it is a line. */
  readonly before: number | null;
  /** The line two above; empty where there is none. */
  readonly twoAbove: string;
  /** About how far the line above was indented because a bracket is open above it; 0 where none is. */
  readonly hidden: number;
  /** Characters that the longest line of the text has. */
  readonly width: number;
  /** True if the same line stands below a row with the other mark, as it does where both sides were broken alike. */
  readonly hasTwin: boolean;
  /** Length of the longest line near by, but for this one and the one above it. */
  readonly longest: number;
  /** Whether the changed rows near by are indented; null if none is near. */
  readonly indented: boolean | null;
  /** What words the text has elsewhere; null where that was not looked at. */
  readonly wording: Wording | null;
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

/** Ends of lines that begin with what may be the mark of a row. */
const markedEnds: readonly (readonly [string, RegExp])[] = [
  ["rule", /^[-+]{4,}/],
  ["option", /^--[a-z]/],
  ["flag", /^-[A-Za-z](?:[ =]|$)|^-[A-Z]\w*=/],
  ["word", /^[-+]\S/],
  ["blank", /^[-+] \S/],
];

/** A place with what several of its signs need. */
interface Break {
  readonly place: WrapPlace;
  /** The line above without its mark, and the line itself. */
  readonly head: string;
  readonly tail: string;
  /** What kind of line the head is, and so what is known of its indentation. */
  readonly from: string;
  /** Columns that the first word of the tail would have left free behind the head; below 0 it did not fit there. */
  readonly left: number;
  /** How the head ends and the tail begins. */
  readonly end: string;
  readonly begin: string;
}

/**
 * `@` the heading of the hunk; `1` the row below it; `h` a row that hangs below an open bracket; `f` and `i` changed
 * rows without and with indentation; `c` context rows, with the same letters for the changed rows near by.
 */
function kindOfHead({ above, twoAbove, before, hidden, indented }: WrapPlace): string {
  const isChanged = /^[-+]/.test(above);
  if (before !== null) return "@";
  if (!isChanged && twoAbove.startsWith("@@")) return "1";
  if (hidden > 0) return "h";
  if (isChanged) return above.charAt(1) === " " ? "i" : "f";
  return `c${indented === null ? "" : indented ? "i" : "f"}`;
}

function breakAt(place: WrapPlace): Break {
  const { above, before, line, hidden, width } = place;
  const head = (before === null ? above.replace(/^[-+]/, "") : above).trim();
  const tail = line.trim();
  return {
    place,
    head,
    tail,
    from: kindOfHead(place),
    left: width - ((before ?? 0) + columns(above) + hidden + 1 + firstWordLength(tail)),
    end: kindOf(ends, head),
    begin: keyword.test(tail) ? "keyword" : kindOf(starts, tail),
  };
}

/** Signs of the widths: what did not fit was broken off, what fitted was not. */
function roomSigns({ place, head, tail, from, left }: Break): readonly string[] {
  const { above, twoAbove, before, longest, width } = place;
  const found = [
    `room ${from}${left < 0 ? "-" : bucket(room, left)}`,
    `length ${bucket(lengths, tail.length)}`,
    `head ${bucket(lengths, head.length)}`,
  ];
  // Lines near by are indented alike: they show how much indentation the width leaves room for.
  if (left > 0) found.push(`slack ${from} ${left > width - longest ? "no" : "yes"}`);
  // What is the end of a line itself lost no indentation.
  if (before !== null || /^[-+]/.test(above) || twoAbove === "" || twoAbove.startsWith("@@")) return found;
  const leftAbove = width - (columns(twoAbove) + 1 + firstWordLength(above));
  const filled = left < 0 ? "full" : left < 12 ? "wide" : "narrow";
  found.push(`after ${leftAbove < 0 ? `full ${filled}` : leftAbove < 12 ? "wide" : "narrow"}`);
  return found;
}

function commentSigns({ head, tail }: Break): readonly string[] {
  const found: string[] = [];
  const isOpener = /^(?:\/?\*|\/\/|#)$/.test(head);
  if (isOpener) found.push("above opener");
  if (isOpener && /^[-+]{4,}/.test(tail)) found.push("rule below opener");
  if (/^(?:\/\*|\*|\/\/|#)/.test(head)) found.push("above comment");
  const goesOn = tail.startsWith("*/")
    ? "closed"
    : tail.endsWith("*/")
      ? "ends"
      : tail.startsWith("*")
        ? "star"
        : "on";
  if (head.lastIndexOf("/*") > head.lastIndexOf("*/"))
    found.push(`comment open ${head.startsWith("/*") ? "first" : "later"} ${goesOn}`);
  else if (head.startsWith("*") && !head.endsWith("*/")) found.push(`comment inside ${goesOn}`);
  return found;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Signs of brackets and quotes that the head opens. */
function bracketSigns({ head, tail }: Break): readonly string[] {
  const found: string[] = [];
  const [opened, closed] = [open(head), open(tail)];
  const signs = [opened, closed, opened + closed].map((count) => String(Math.sign(count)));
  found.push(`brackets ${signs.join("")}`);
  if (countOf(head, /\{/g) > countOf(head, /\}/g) && !head.endsWith("{"))
    found.push(`brace open ${tail.startsWith("}") ? "closed" : "on"}`);
  const isOdd = (text: string): boolean => countOf(text, /(?<!\\)"/g) % 2 === 1;
  if (isOdd(head)) found.push(isOdd(tail) ? "string closed" : "string open");
  return found;
}

/** Signs of what the lines say, and of where the text says it again. */
function wordSigns({ place, head, tail, from, end, begin }: Break): readonly string[] {
  const { below, wording, hasTwin } = place;
  const found = [`begin ${begin}`, `end ${end}`, `tail ${kindOf(ends, tail)}`];
  if (/^[-+]/.test(tail)) found.push(`marked ${kindOf(markedEnds, tail)}`);
  if (wording !== null && isInside(wording, head, tail)) found.push("pair within");
  if (wording !== null && isStart(wording, tail)) found.push("start elsewhere");
  if (!tail.includes(" ")) found.push("one word");
  if (keyword.test(head)) found.push("above keyword");
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

/** Git cuts headings at 80 characters (xdiff-interface.c), and trims what blanks are left at their ends. */
function headingSigns({ place, head, tail, end, begin }: Break): readonly string[] {
  if (place.before === null) return [];
  const total = head.length + 1 + tail.length;
  const size = total > 80 ? "too long" : total > 77 ? "cut" : "short";
  return [`heading ${size}`, `heading ${end} ${begin}`];
}

/** What speaks for or against a line being the end of the one above it. */
function wrapSigns(place: WrapPlace): readonly string[] {
  const found = breakAt(place);
  return [
    "always",
    `clue ${String(place.clue)}`,
    `from ${found.from}`,
    ...roomSigns(found),
    ...commentSigns(found),
    ...bracketSigns(found),
    ...wordSigns(found),
    ...headingSigns(found),
  ];
}

/** The logarithm of the odds that a line is the wrapped end of the one above it. */
export function oddsOfWrap(place: WrapPlace): number {
  return wrapSigns(place).reduce((sum, sign) => sum + (wrapWeights[sign] ?? 0), 0);
}

/** The cost, in nats, of what has the given logarithm of its odds against it. */
export function costAgainst(odds: number): number {
  return odds > 30 ? odds : Math.log1p(Math.exp(odds));
}
