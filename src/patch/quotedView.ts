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

/** A mailer breaks a quoted line only when it is at least this long. */
const LEAST_WRAPPED = 30;

function isMark(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 0x3e || code === 0x7c || code === 0x3a;
}

/**
 * Takes the marks from a diff that is quoted within the words. The marks of its first
 * line say how deep it is and whether a blank follows the last mark. A lone line
 * without marks between quoted ones may be the wrapped end of the one above and goes
 * along (its `quoteDepth` stays absent); longer runs are the answerer's own words.
 * Null if no diff is quoted.
 */
export function splitQuoted(lines: readonly TextLine[]): QuoteSplit | null {
  const start = lines.findIndex((line) => isMark(line.text) && quotedStart.test(line.text.slice(0, 200)));
  const first = lines[start];
  if (first === undefined) return null;
  const prefix = quotedStart.exec(first.text.slice(0, 200))?.[1] ?? "";
  const depth = prefix.replace(/ /g, "").length;
  const blank = prefix.endsWith(" ");
  const marks = new RegExp(`^(?:${mark} ?){${String(depth - 1)}}${mark}`);
  const quoted: TextLine[] = [];
  const rest: TextLine[] = [];
  lines.forEach((line, at) => {
    const found = isMark(line.text) ? marks.exec(line.text)?.[0] : undefined;
    const isTight = blank && depth === 1 && /^>[^-+@\s>]/.test(line.text) && isWrappedEnd(lines, at, marks);
    if (found !== undefined && !isTight) {
      const text = line.text.slice(found.length);
      const stripped = blank && text.startsWith(" ") ? text.slice(1) : text;
      quoted.push({ text: stripped, line: line.line, quoteDepth: (line.quoteDepth ?? 0) + depth });
    } else if (at > start && (isTight || (!isMark(line.text) && isWrappedEnd(lines, at, marks))))
      quoted.push({ text: line.text, line: line.line });
    else rest.push(line);
  });
  return { quoted, rest };
}

function isWrappedEnd(lines: readonly TextLine[], at: number, marks: RegExp): boolean {
  const above = lines[at - 1];
  const below = lines[at + 1];
  const text = lines[at]?.text ?? "";
  if (above === undefined || text.trim() === "") return false;
  if (above.text.length < LEAST_WRAPPED || !marks.test(above.text)) return false;
  return below === undefined || below.text.trim() === "" || marks.test(below.text);
}
