import type { TextLine } from "./textLine";

/**
 * Cuts text into lines. `numbers` gives the document line of each; where it is null they count up from
 * `firstLine`. A carriage return before a line end goes with it when `dropCarriage` is set.
 */
export function splitLines(
  text: string,
  firstLine: number,
  dropCarriage: boolean,
  numbers: readonly number[] | null = null,
): TextLine[] {
  const lines: TextLine[] = [];
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const cut = dropCarriage && end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    if (numbers === null) lines.push({ text: text.slice(at, cut), line: firstLine + lines.length });
    else {
      const line = numbers[lines.length] ?? numbers.at(-1) ?? firstLine;
      const through = (numbers[lines.length + 1] ?? line) - 1;
      lines.push({ text: text.slice(at, cut), line, ...(through > line ? { through } : {}) });
    }
    at = end + 1;
  }
  return lines;
}

/** True when every line of the text ends in CR LF: then the carriage returns are line ends, not content. */
export function isCrLf(text: string): boolean {
  let at = text.indexOf("\n");
  if (at < 0) return false;
  for (; at >= 0; at = text.indexOf("\n", at + 1)) {
    if (text.charCodeAt(at - 1) !== 13) return false;
  }
  return true;
}
