import type { TextLine } from "../mail/textLine";
import { readHunkHeader } from "./hunkHeader";

/** A diff every line of which has the same few characters before it, with those taken away. */
export interface PrefixedView {
  readonly lines: readonly TextLine[];
  /** What was taken away, for people. */
  readonly note: string;
}

/** A longer beginning is no prefix. */
const LONGEST = 24;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Numbers of lines grow; what else is in a prefix stays. Blanks at its end go where a row is empty. */
function patternOf(prefix: string): RegExp {
  const numbered = /^(\s*)(\d+)(\D*)$/.exec(prefix);
  const body = numbered === null ? prefix : (numbered[3] ?? "");
  const head = numbered === null ? "" : "\\s*\\d+";
  const end = body.trimEnd();
  return new RegExp(`^${head}${escaped(end)}(?:${escaped(body.slice(end.length))}|\\s*$)`);
}

/**
 * Finds a diff behind a prefix: indented in a forum, a log or a spec, with numbers of lines, with a quoter's
 * initials (`ZB> `), in a comment. The first hunk header says what the prefix is, and the row below it has
 * to have it too. Lines without it are other people's words and go. Null if there is no such diff.
 */
export function viewPrefixed(lines: readonly TextLine[]): PrefixedView | null {
  for (let at = 0; at + 1 < lines.length; at++) {
    const text = lines[at]?.text ?? "";
    const start = text.indexOf("@@ -");
    if (start < 1 || start > LONGEST || readHunkHeader(text.slice(start)) === null) continue;
    const prefix = text.slice(0, start);
    const pattern = patternOf(prefix);
    const below = lines[at + 1]?.text ?? "";
    const found = pattern.exec(below);
    if (found === null || !/^(?:[-+ ]|$)/.test(below.slice(found[0].length))) continue;
    const view = lines.flatMap((line) => {
      const taken = pattern.exec(line.text)?.[0];
      return taken === undefined ? [] : [{ ...line, text: line.text.slice(taken.length) }];
    });
    const visible = prefix.trim();
    const shown = visible === "" ? "blanks" : /^\d/.test(visible) ? "a line number" : JSON.stringify(visible);
    return { lines: view, note: `${shown} before each line taken away` };
  }
  return null;
}
