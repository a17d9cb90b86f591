import type { TextLine } from "../mail/textLine";
import type { Mark, Row } from "./patch";

/** Rows taken by their marks alone, whatever the header counts. */
export interface Uncounted {
  readonly rows: readonly Row[];
  readonly next: number;
  readonly old: number;
  readonly now: number;
}

/** Reads rows from index `from` up to `end`, as far as marks go; empty rows at the end are none. */
export function readUncounted(lines: readonly TextLine[], from: number, end: number): Uncounted {
  const rows: Row[] = [];
  let next = from;
  const depth = lines[from - 1]?.quoteDepth ?? 0;
  for (; next < end; next++) {
    const line = lines[next];
    // Among quoted lines one without marks is the end of the one above.
    if (line === undefined || (line.quoteDepth ?? 0) < depth) break;
    const mark = line.text === "" ? " " : line.text.charAt(0);
    if (mark !== " " && mark !== "+" && mark !== "-") break;
    // What goes on below is no signature or rule, but a row.
    if (/^--? ?$/.test(line.text) && !/^[-+ @]|^diff /.test(lines[next + 1]?.text ?? "")) break;
    rows.push({ mark: mark satisfies Mark, text: line.text.slice(1), line: line.line });
  }
  while (rows.at(-1)?.mark === " " && rows.at(-1)?.text === "") {
    rows.pop();
    next -= 1;
  }
  const count = (without: Mark): number => rows.filter((row) => row.mark !== without).length;
  return { rows, next, old: count("+"), now: count("-") };
}
