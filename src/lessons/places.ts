import type { Hunk, Side } from "../patch/patch";
import { numberRows } from "../patch/rowNumbers";

/** A stretch of a document, both lines counted from 1. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/**
 * Finds words in a document. Runs of blanks, line breaks and quote marks count as one blank on both sides, so a quote may
 * go over lines. A sentence if the words are not there, or there more than once.
 */
export function findQuote(text: string, quote: string): Stretch | string {
  const wanted = quote.trim().split(/\s+/).join(" ");
  if (wanted === "") return "The quote is empty.";
  const starts: { readonly at: number; readonly line: number }[] = [];
  let flat = "";
  text.split(/\r?\n/).forEach((line, index) => {
    starts.push({ at: flat.length, line: index + 1 });
    const words = line
      .replace(/^(?:\s*>)+/, "")
      .trim()
      .split(/\s+/)
      .join(" ");
    flat += words === "" ? "" : `${words} `;
  });
  const first = flat.indexOf(wanted);
  if (first < 0) return `The words "${wanted}" do not stand there.`;
  const lineAt = (offset: number) => starts.findLast(({ at }) => at <= offset)?.line ?? 1;
  const second = flat.indexOf(wanted, first + 1);
  if (second >= 0)
    return `The words "${wanted}" stand there twice, in lines ${lineAt(first)} and ${lineAt(second)}; quote more.`;
  return { first: lineAt(first), last: lineAt(first + wanted.length - 1) };
}

/** The document that a lesson names, by its file name or by how that begins. */
export function findDocument<D extends { readonly name: string }>(
  documents: readonly D[],
  name: string,
): D | undefined {
  return (
    documents.find((one) => one.name === name) ?? documents.find((one) => one.name.startsWith(`${name}_`))
  );
}

/** The number, in the file before or after, of the line of a hunk that has this text; a sentence if there is none or more than one. */
export function findHunkLine(hunk: Hunk, side: Side, text: string): number | string {
  const gone = side === "old" ? "+" : "-";
  const numbers = numberRows(hunk);
  const wanted = bare(text);
  const found = hunk.rows.flatMap((row, n) => {
    const number = numbers[n]?.[side] ?? null;
    return row.mark !== gone && number !== null && (wanted === "" || bare(row.text) === wanted)
      ? [number]
      : [];
  });
  const [first] = found;
  const where = side === "old" ? "before" : "after";
  if (first === undefined) return `The hunk has no line "${text.trim()}" on the side ${where} it.`;
  if (found.length > 1 && wanted !== "") return `The hunk has the line "${text.trim()}" more than once.`;
  return first;
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}
