import type { Removal } from "./message";
import type { TextLine } from "./textLine";

// "Select graphic rendition" and "erase in line" (ECMA-48, 8.3.117 and 8.3.41), all that git, diff and grep write.
const code = /\u001b\[[\d;]*[mK]/g;
/** Heads that `git diff --color` and `diff --color` begin with a code; a row that adds one begins with its mark. */
const colouredHead = /^(?:\u001b\[[\d;]*[mK])+(?:@@|diff |commit |--- )/;

/** A diff as a terminal showed it, without the codes of the colours; any other text stays as it is. */
export function withoutColours(lines: readonly TextLine[]): {
  readonly lines: readonly TextLine[];
  readonly repairs: readonly Removal[];
} {
  const first = lines.find(({ text }) => text.startsWith("\u001b") && colouredHead.test(text));
  if (first === undefined) return { lines, repairs: [] };
  const note = "the colour codes of a terminal are left out from here on";
  return {
    lines: lines.map(({ text, line }) => ({ text: text.replace(code, ""), line })),
    repairs: [{ line: first.line, kind: "furniture", note }],
  };
}
