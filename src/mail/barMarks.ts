import { mayAttribute } from "./attributionSearch";
import { hasVerb } from "./attribution";
import type { TextLine } from "./textLine";

/** Fewer lines than this behind bars may be a table. */
const LEAST = 3;
/** Only the most frequent are looked at. */
const MOST_BARS = 3;
/** Supercite's mark: the quoted person's name or initials. */
const name = /^[A-Za-z][\w.-]{0,14}>(?= |$)/;
const diff = /^ ?(?:@@ -\d|diff --git |\+\+\+ )/;

/** The mark by which a line may be quoted. */
function barOf(text: string): string | null {
  return text.startsWith("|") || text.startsWith(":") ? text.charAt(0) : (name.exec(text)?.[0] ?? null);
}

/**
 * The text with `>` for the bars by which some people quote (`| text`, `: text`, `name> text`): where an attribution
 * stands right above them, or a diff behind them, and nothing is quoted otherwise. The same text where nobody does so.
 */
export function readBars(lines: readonly TextLine[]): readonly TextLine[] {
  if (lines.some(({ text }) => text.startsWith(">"))) return lines;
  const counts = new Map<string, number>();
  for (const { text } of lines) {
    const bar = barOf(text);
    if (bar !== null) counts.set(bar, (counts.get(bar) ?? 0) + 1);
  }
  const usual = [...counts].filter(([, count]) => count >= LEAST).sort((a, b) => b[1] - a[1]);
  for (const [bar] of usual.slice(0, MOST_BARS)) {
    const behind = lines.filter(({ text }) => text.startsWith(bar));
    const first = lines.findIndex(({ text }) => text.startsWith(bar));
    const above = lines.slice(0, first).findLast(({ text }) => text.trim() !== "")?.text ?? "";
    const isSaid = mayAttribute(above) && hasVerb(above);
    if (!(isSaid || behind.some(({ text }) => diff.test(text.slice(bar.length))))) continue;
    // Where one is quoted by name, so are the others.
    const isMark = (mark: string) => mark === bar || (bar.endsWith(">") && mark.endsWith(">"));
    const marks = new Set(usual.map(([mark]) => mark).filter(isMark));
    return lines.map((line) => {
      const mark = barOf(line.text);
      return mark !== null && marks.has(mark) ? { ...line, text: `>${line.text.slice(mark.length)}` } : line;
    });
  }
  return lines;
}
