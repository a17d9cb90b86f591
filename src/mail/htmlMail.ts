import { htmlText, shownHtml, withEntities } from "./htmlText";

/** The text of a mail's HTML part. */
export interface HtmlMail {
  readonly text: string;
  /** The line of the source where each line of the text begins, counted from 0; null where they are the same. */
  readonly lines: readonly number[] | null;
}

/** A tag, with its slash and its name; a line end; or text. */
const token = /<(\/?)([a-z]\w{0,19})?[^<>]{0,2000}>|\n|[^<\n]+|</gi;
const layout = /<(?:br|p|div|pre|tr|li|blockquote)\b/i;
const blocks = new Set(["p", "div", "pre", "tr", "li", "ul", "ol", "table", "hr", "blockquote"]);
/** Deeper quotes than this are quoted as deep. */
const DEEPEST = 30;

/**
 * Reads HTML as a person sees it: breaks and blocks end lines, line ends of the source are blanks outside `pre`, and what
 * is in a `blockquote` gets the marks that a plain mail would have, so that quotes are quotes. A source that lays nothing
 * out keeps its own lines.
 */
export function htmlMail(source: string): HtmlMail {
  if (!layout.test(source)) return { text: htmlText(source), lines: null };
  const [texts, lines]: [string[], number[]] = [[], []];
  let [text, start, at, depth, verbatim] = ["", 0, 0, 0, 0];
  const end = (): void => {
    const mark = depth > 0 ? `${">".repeat(Math.min(depth, DEEPEST))} ` : "";
    texts.push(mark + withEntities(verbatim > 0 ? text : text.trimEnd()));
    lines.push(text === "" ? at : start);
    text = "";
  };
  const add = (more: string): void => {
    if (text === "") start = at;
    text += more;
  };
  for (const [whole, slash, named] of shownHtml(source).matchAll(token)) {
    const name = named?.toLowerCase() ?? "";
    if (whole === "\n" && verbatim > 0) end();
    else if (whole === "\n" || !whole.startsWith("<")) {
      const words = verbatim > 0 ? whole : whole.replace(/[ \t\r\n\f]+/g, " ");
      add(verbatim === 0 && (text === "" || text.endsWith(" ")) ? words.trimStart() : words);
    } else if (whole === "<") add(whole);
    else if (name === "br") end();
    else if (blocks.has(name)) {
      if (text.trim() !== "") end();
      const step = slash === "" ? 1 : -1;
      if (name === "pre") verbatim = Math.max(0, verbatim + step);
      if (name === "blockquote") {
        // A quote stands apart from the words around it; they are of the outer one.
        if (step > 0 && texts.length > 0) end();
        depth = Math.max(0, depth + step);
        if (step < 0) end();
      }
    }
    at += whole.split("\n").length - 1;
  }
  if (text.trim() !== "") end();
  return { text: texts.join("\n"), lines };
}
