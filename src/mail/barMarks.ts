import { mayAttribute } from "./attributionSearch";
import { hasVerb } from "./attribution";
import type { TextLine } from "./textLine";

/** Fewer lines than this behind bars may be a table. */
const LEAST = 3;

/**
 * The text with `>` for the bars by which some people quote (`| text`, `: text`): where an attribution stands right above
 * them and nothing is quoted otherwise. The same text where nobody does so.
 */
export function readBars(lines: readonly TextLine[]): readonly TextLine[] {
  if (lines.some(({ text }) => text.startsWith(">"))) return lines;
  for (const bar of ["|", ":"]) {
    const first = lines.findIndex(({ text }) => text.startsWith(bar));
    if (first < 0 || lines.filter(({ text }) => text.startsWith(bar)).length < LEAST) continue;
    const above = lines.slice(0, first).findLast(({ text }) => text.trim() !== "")?.text ?? "";
    if (!mayAttribute(above) || !hasVerb(above)) continue;
    return lines.map((line) =>
      line.text.startsWith(bar) ? { ...line, text: `>${line.text.slice(1)}` } : line,
    );
  }
  return lines;
}
