import type { SourceLine } from "./markdown";

const fence = /^```\s*([\w-]*)\s*$/;

/**
 * Closes fenced blocks that have no end, so that one forgotten line does not swallow the rest of a lesson: a block
 * of fields or notes ends at the latest where another block or a step begins, since there neither can stand in it. Any other
 * block may hold such lines, and goes on to the end of the file (CommonMark 0.31, 4.5).
 *
 * @param languages the words behind a fence that say fields or notes
 */
export function closeFences(
  lines: readonly SourceLine[],
  languages: readonly string[],
  problem: (line: number, message: string) => void,
): readonly SourceLine[] {
  const closed: SourceLine[] = [];
  const close = (begin: number, end: number, where: string): void => {
    problem(begin, `This fenced block has no end, a line of three backticks; it is taken to end ${where}.`);
    closed.push({ line: end, text: "```" });
  };
  let open: { readonly line: number; readonly isFields: boolean } | null = null;
  for (const line of lines) {
    const language = fence.exec(line.text)?.[1] ?? null;
    const begins = /^##\s/.test(line.text) || (language ?? "") !== "";
    if (open?.isFields === true && begins) {
      close(open.line, line.line, `before line ${line.line}`);
      open = null;
    }
    if (open === null && language !== null)
      open = { line: line.line, isFields: languages.includes(language) };
    else if (language === "") open = null;
    closed.push(line);
  }
  if (open) close(open.line, lines.at(-1)?.line ?? 1, "with the file");
  return closed;
}
