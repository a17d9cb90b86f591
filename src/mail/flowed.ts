import type { TextLine } from "./textLine";

const SPACE = 0x20;

function quoteMarks(text: string): number {
  let count = 0;
  while (text.charCodeAt(count) === 0x3e) count++;
  return count;
}

/**
 * Joins the soft line breaks of `format=flowed` text (RFC 3676) as git's mailinfo does: a line that ends in
 * a blank goes on in the next, one leading blank was stuffed, `-- ` stands alone. Unlike git, a quoted line
 * only goes on in a line of the same depth (RFC 3676, section 4.5), and one of blanks alone in none: Thunderbird so quotes
 * the empty rows of a diff. A joined line keeps the first number.
 */
export function unflow(lines: readonly TextLine[], deleteSpace: boolean): TextLine[] {
  const out: TextLine[] = [];
  let held: string[] = [];
  let first = 0;
  let depth = 0;
  const flush = (): void => {
    if (held.length > 0) out.push({ text: held.join(""), line: first });
    held = [];
  };
  for (const { text, line } of lines) {
    if (text === "-- ") {
      flush();
      out.push({ text, line });
      continue;
    }
    const marks = quoteMarks(text);
    if (held.length > 0 && marks !== depth) flush();
    const goesOn = held.length > 0;
    if (!goesOn) {
      first = line;
      depth = marks;
    }
    const stuffed = text.charCodeAt(marks) === SPACE;
    // The blank behind quote marks is stuffing too, but readers of quotes expect to see it.
    let rest = marks === 0 ? (stuffed ? text.slice(1) : text) : text;
    if (goesOn && marks > 0) rest = text.slice(marks + (stuffed ? 1 : 0));
    // Nobody ends a paragraph's line with blanks alone: it is an empty row of a diff that is quoted.
    const isEmpty = marks > 0 && text.slice(marks).trim() === "";
    const soft = !isEmpty && rest.endsWith(" ") && rest.length > marks + 1;
    held.push(soft && deleteSpace ? rest.slice(0, -1) : rest);
    if (!soft) flush();
  }
  flush();
  return out;
}
