import { firstCode } from "../mail/textLine";
import type { TextLine } from "../mail/textLine";

/** What one look at the first letter of each line finds; most lines of a patch end the look there. */
export interface Survey {
  /** Index of the first line that begins a diff's names or a hunk; -1 for none. */
  readonly start: number;
  /** Indices of the lines that may begin a list's footer. */
  readonly footers: readonly number[];
  /** True if a line begins with what may be a quote mark. */
  readonly hasMarks: boolean;
}

/** `- `, `--` and `-- ` are rules and signatures; what is longer is a row. */
const LONGEST_RULE = 3;

/** Looks at all lines once, so that the readers of quotes, footers and covers need not. */
export function survey(lines: readonly TextLine[]): Survey {
  let start = -1;
  let hasMarks = false;
  const footers: number[] = [];
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at]?.text ?? "";
    switch (firstCode(text)) {
      case 0x3e: // >
      case 0x7c: // |
      case 0x3a: // :
        hasMarks = true;
        break;
      case 0x5f: // _: a rule
      case 0x54: // T: To unsubscribe
        footers.push(at);
        break;
      case 0x2d: // -
        if (text.length <= LONGEST_RULE) {
          if (/^--? ?$/.test(text)) footers.push(at);
        } else if (start < 0 && /^(?:- )?--- \S/.test(text)) start = at;
        break;
      case 0x40: // @
        if (start < 0 && /^@@ -\d/.test(text)) start = at;
        break;
    }
  }
  return { start, footers, hasMarks };
}
