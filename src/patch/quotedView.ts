import type { QuotedText } from "../mail/brokenEnds";
import { isBrokenEnd, mayBeRedirection } from "../mail/brokenEnds";
import { firstCode } from "../mail/textLine";
import type { TextLine } from "../mail/textLine";

/** The words of a message parted into what a diff within quote marks takes, and the rest. */
export interface QuoteSplit {
  /** The quoted lines, one level of marks (all those before the diff) removed. */
  readonly quoted: readonly TextLine[];
  readonly rest: readonly TextLine[];
}

const mark = "[>|:]";
const quotedStart = new RegExp(
  `^((?:${mark} ?)+)(?:diff --git |diff -|Index: |--- [^ ]|@@ -\\d|commit [0-9a-f]{7}|From [0-9a-f]{40} )`,
);

function isMark(text: string): boolean {
  const code = firstCode(text);
  return code === 0x3e || code === 0x7c || code === 0x3a;
}

/**
 * Takes the marks from a diff that is quoted within the words. The marks of its first
 * line say how deep it is and whether a blank follows the last mark. Lines
 * without marks between quoted ones may be wrapped ends of the one above and go
 * along (their `quoteDepth` stays absent); others are the answerer's own words.
 * Null if no diff is quoted.
 */
export function splitQuoted(lines: readonly TextLine[]): QuoteSplit | null {
  const start = lines.findIndex((line) => isMark(line.text) && quotedStart.test(line.text.slice(0, 200)));
  const first = lines[start];
  if (first === undefined) return null;
  const prefix = quotedStart.exec(first.text.slice(0, 200))?.[1] ?? "";
  const depth = prefix.replace(/ /g, "").length;
  const blank = prefix.endsWith(" ");
  // A line of code may begin with another one (`||`), broken off the line above.
  const used = `[${[...new Set(prefix.replace(/ /g, ""))].join("")}]`;
  const marks = new RegExp(`^(?:${used} ?){${String(depth - 1)}}${used}`);
  // What is broken off a line that was quoted again later has the later marks only.
  const fewer = depth === 1 ? null : new RegExp(`^(?:${used} ?){1,${String(depth - 1)}}`);
  const bare = (text: string): string => (fewer === null ? text : text.replace(fewer, ""));
  const view: QuotedText = {
    raw: (at) => lines[at]?.text,
    isQuoted: (at) => marks.test(lines[at]?.text ?? ""),
    bare: (at) => bare(lines[at]?.text ?? ""),
  };
  const quoted: TextLine[] = [];
  const rest: TextLine[] = [];
  lines.forEach((line, at) => {
    const found = isMark(line.text) ? marks.exec(line.text)?.[0] : undefined;
    const isTight = blank && depth === 1 && mayBeRedirection(line.text) && isBrokenEnd(view, at);
    if (found !== undefined && !isTight) {
      const text = line.text.slice(found.length);
      const stripped = blank && text.startsWith(" ") ? text.slice(1) : text;
      quoted.push({ text: stripped, line: line.line, quoteDepth: (line.quoteDepth ?? 0) + depth });
    } else if (at > start && (isTight || isBrokenEnd(view, at)))
      quoted.push({ text: isTight ? line.text : bare(line.text), line: line.line });
    else rest.push(line);
  });
  return { quoted, rest };
}
