import { firstCode } from "../mail/textLine";
import type { TextLine } from "../mail/textLine";
import { textAt } from "./headerLines";

/** How many lines from the end a footer may begin: footers are short. */
const REACH = 24;

const footer =
  /^(?:To unsubscribe from this list|More majordomo info at|Please read the FAQ at|[\w.+-]+ mailing list$|This (?:e-?mail|message) (?:and|is|may)|-- ?$|_{30,}$|-{30,}$|Kernelnewbies:|To unsubscribe, )/i;

/** Most mails with a patch end in rows of a diff; their first column tells all but dashes alone from a footer. */
function isRow(text: string): boolean {
  const first = firstCode(text);
  if (first === 0x2d) return text.length > "-- ".length && !text.startsWith("---");
  return first === 0x20 || first === 0x2b;
}

/** True for a rule that parts nothing from what is below: a deleted row, or the end of one that a mailer wrapped. */
function isLoneRule(lines: readonly TextLine[], at: number): boolean {
  return /^-{30,}$/.test(textAt(lines, at)) && /^(?:-- ?)?$|^[-+]/.test(textAt(lines, at + 1));
}

/**
 * Index of the first line of the footer that a list or a mailer put below the words
 * (`-`, "To unsubscribe from this list: ...", or a rule and the list's name); the
 * number of lines if there is none. A lone `-` above such words is no deleted row.
 */
export function endOfWords(lines: readonly TextLine[]): number {
  let end = lines.length;
  for (let at = lines.length - 1; at >= 0 && at >= lines.length - REACH; at--) {
    const text = textAt(lines, at);
    if (isRow(text)) continue;
    if (/^(?:@@ -\d|diff -)/.test(text)) break;
    if (!footer.test(text) || isLoneRule(lines, at)) continue;
    end = at;
    const above = textAt(lines, at - 1);
    const signature = /^-- ?$/.test(text);
    if ((!signature && /^--? ?$/.test(above)) || /^_{20,}$/.test(above)) end = at - 1;
  }
  return end;
}

/** A list's footer and where it stands: indices of its first line and of the line behind its last one. */
interface Footer {
  readonly first: number;
  readonly next: number;
}

const listLine =
  /mailing list$|unsubscribe|^\S+@\S+$|^https?:\/\/\S+$|^the body of a message to|^More majordomo info|^Please read the FAQ/;

function footerAt(lines: readonly TextLine[], at: number): Footer | null {
  const text = textAt(lines, at);
  const isRule = /^_{20,}$/.test(text);
  const below = isRule || /^--? ?$/.test(text) ? at + 1 : at;
  if (below === at && !text.startsWith("To unsubscribe from this list:")) return null;
  let next = below;
  while (next < lines.length && next < at + REACH && listLine.test(textAt(lines, next))) next += 1;
  const isWhole = next > below + 1 && (isRule || textAt(lines, below).startsWith("To unsubscribe"));
  return isWhole && /^(?:[-+ ]|@@ -\d|diff -)/.test(textAt(lines, next)) ? { first: at, next } : null;
}

/**
 * The words without the footers of a list that stand above more of a diff, and the lines where these began.
 * `candidates` are the indices of all lines that may begin one, in order.
 */
export function withoutFooters(
  lines: readonly TextLine[],
  candidates: readonly number[],
): {
  readonly words: readonly TextLine[];
  readonly removed: readonly number[];
} {
  const footers: Footer[] = [];
  for (const at of candidates) {
    // The first line of all has nothing above it that a footer could interrupt.
    const footer = at > 0 && at >= (footers.at(-1)?.next ?? 0) ? footerAt(lines, at) : null;
    if (footer !== null) footers.push(footer);
  }
  if (footers.length === 0) return { words: lines, removed: [] };
  const words: TextLine[] = [];
  let from = 0;
  for (const { first, next } of footers) {
    words.push(...lines.slice(from, first));
    // The rows go on behind the footer: nothing of them is missing.
    const above = words.pop();
    if (above !== undefined) words.push({ ...above, through: lines[next - 1]?.line ?? above.line });
    from = next;
  }
  words.push(...lines.slice(from));
  return { words, removed: footers.map(({ first }) => lines[first]?.line ?? 0) };
}
