import type { TextLine } from "../mail/textLine";
import { textAt } from "./headerLines";

/** How many lines from the end a footer may begin: footers are short. */
const REACH = 24;

const footer =
  /^(?:To unsubscribe from this list|More majordomo info at|Please read the FAQ at|[\w.+-]+ mailing list$|This (?:e-?mail|message) (?:and|is|may)|-- ?$|_{30,}$|-{30,}$|Kernelnewbies:|To unsubscribe, )/i;

/**
 * Index of the first line of the footer that a list or a mailer put below the words
 * (`-`, "To unsubscribe from this list: ...", or a rule and the list's name); the
 * number of lines if there is none. A lone `-` above such words is no deleted row.
 */
export function endOfWords(lines: readonly TextLine[]): number {
  let end = lines.length;
  for (let at = lines.length - 1; at >= 0 && at >= lines.length - REACH; at--) {
    const text = textAt(lines, at);
    // No footer is indented, and most rows of a diff are.
    if (text.startsWith(" ") || !footer.test(text)) continue;
    end = at;
    const above = textAt(lines, at - 1);
    const signature = /^-- ?$/.test(text);
    if ((!signature && /^--? ?$/.test(above)) || /^_{20,}$/.test(above)) end = at - 1;
  }
  return end;
}
