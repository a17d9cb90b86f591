import type { TextLine } from "../mail/textLine";

/** Which words stand beside each other in the lines of a text, and with which its changed rows begin. */
export interface Wording {
  /** Two words that stand beside each other within a line. */
  readonly pairs: ReadonlySet<string>;
  /** The first two words of changed rows, which are no wrapped ends. */
  readonly starts: ReadonlySet<string>;
}

/** Longer lines are data, whose words tell nothing. */
const LONGEST = 500;

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Notes which words stand beside each other in a text. */
export function wordingOf(lines: readonly TextLine[]): Wording {
  const pairs = new Set<string>();
  const starts = new Set<string>();
  for (const { text } of lines) {
    if (text.length > LONGEST) continue;
    const isChanged = /^[-+]/.test(text);
    const words = wordsOf(isChanged ? text.slice(1) : text);
    words.forEach((word, index) => {
      if (index > 0) pairs.add(`${words[index - 1] ?? ""} ${word}`);
    });
    if (isChanged && words.length > 1) starts.add(`${words[0] ?? ""} ${words[1] ?? ""}`);
  }
  return { pairs, starts };
}

/** True if the last word of `head` and the first of `tail` stand beside each other within a line. */
export function isInside(wording: Wording, head: string, tail: string): boolean {
  const last = /\S+$/.exec(head)?.[0] ?? "";
  const first = /^\S+/.exec(tail)?.[0] ?? "";
  return wording.pairs.has(`${last} ${first}`);
}

/** True if a changed row begins like `tail`. */
export function isStart(wording: Wording, tail: string): boolean {
  const [first, second] = wordsOf(tail.slice(0, LONGEST));
  return second !== undefined && wording.starts.has(`${first ?? ""} ${second}`);
}
