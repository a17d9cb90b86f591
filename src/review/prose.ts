/** Lines of a mail are wrapped here, so that they can be quoted a few times within 80 columns. */
const WIDTH = 72;

/** Indented lines, quotes and diffs are somebody's layout; only prose is wrapped. */
const isProse = (line: string): boolean => !/^[ \t>+\-@|]/.test(line);

/** Wraps the long lines of a text at blanks; a word that is longer than a line, such as an address, stays whole. */
export function wrapProse(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => (isProse(line) ? wrapLine(line.trimEnd()) : [line.trimEnd()]));
}

function wrapLine(line: string): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/\s+/)) {
    if (current !== "" && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
