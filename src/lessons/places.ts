import type { DigSite } from "../series/digSite";
import type { Hunk, Side } from "../patch/patch";
import { numberRows } from "../patch/rowNumbers";
import { nearestName } from "./nearestName";

/** A stretch of a document, both lines counted from 1. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** What stands before the words of a line: quote marks, or the star of a C comment with the mark of a diff. */
const furniture = /^(?:(?:\s*>)+|[-+ ]?\s*\*(?=\s))/;

/**
 * All places where words stand in a document. Runs of blanks, line breaks, quote marks and the stars of comments count as
 * one blank, so a quote may go over lines.
 */
export function findQuotes(text: string, quote: string): readonly Stretch[] {
  const wanted = words(quote);
  if (wanted === "") return [];
  const starts: { readonly at: number; readonly line: number }[] = [];
  let flat = "";
  text.split(/\r?\n/).forEach((line, index) => {
    starts.push({ at: flat.length, line: index + 1 });
    const part = words(line.replace(furniture, ""));
    flat += part === "" ? "" : `${part} `;
  });
  const lineAt = (offset: number) => starts.findLast(({ at }) => at <= offset)?.line ?? 1;
  const found: Stretch[] = [];
  for (let at = flat.indexOf(wanted); at >= 0; at = flat.indexOf(wanted, at + 1))
    found.push({ first: lineAt(at), last: lineAt(at + wanted.length - 1) });
  return found;
}

/**
 * The one place where words stand in a document; a sentence if they are not there, or there more than once. `cure` says what
 * to do then.
 */
export function findQuote(
  text: string,
  quote: string,
  cure = "quote more of the text, so that it stands there once",
): Stretch | string {
  const [only, ...others] = findQuotes(text, quote);
  if (!only) return `The words "${words(quote)}" do not stand there${asFarAs(text, quote)}.`;
  if (others.length === 0) return only;
  const lines = [only, ...others].map(({ first }) => first).join(" and ");
  return `The words "${words(quote)}" stand there more than once, in lines ${lines}; ${cure}.`;
}

/** How many words have to stand somewhere to be a hint. */
const fewest = 3;

/** As the end of a sentence: the beginning of a quote that does stand in a document; empty if that is too short to help. */
export function asFarAs(text: string, quote: string): string {
  const all = words(quote).split(" ");
  for (let count = all.length - 1; count >= fewest; count -= 1) {
    const begin = all.slice(0, count).join(" ");
    const [place] = findQuotes(text, begin);
    if (place) return `; only "${begin}" does, in line ${place.first}`;
  }
  return "";
}

function words(text: string): string {
  return text.trim().split(/\s+/).join(" ");
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

/** All hunks, with ids such as `p4/fs/direct-io.c#4`. */
function hunksIn({
  patches,
}: Pick<DigSite, "patches">): readonly { readonly id: string; readonly hunk: Hunk }[] {
  return patches.flatMap(({ id, patch: { files } }) =>
    files.flatMap(({ old, new: path, hunks }) =>
      hunks.map((hunk, index) => ({ id: `${id}/${path ?? old ?? ""}#${index + 1}`, hunk })),
    ),
  );
}

/** The hunk with an id such as `p4/fs/direct-io.c#4`. */
export function findHunk(site: Pick<DigSite, "patches">, wanted: string): Hunk | undefined {
  return hunksIn(site).find(({ id }) => id === wanted)?.hunk;
}

/** One sentence that there is no hunk with an id, and what there is. */
export function noHunk(site: Pick<DigSite, "patches">, wanted: string): string {
  const ids = hunksIn(site).map(({ id }) => id);
  const file = wanted.replace(/#.*$/, "");
  const last = ids.findLast((id) => id.startsWith(`${file}#`))?.slice(file.length + 1);
  if (last === undefined) return `There is no hunk "${wanted}"${nearestName(wanted, ids)}.`;
  const there = last === "1" ? "one hunk, #1" : `the hunks #1 to #${last}`;
  return `There is no hunk "${wanted}"; ${file} has ${there}.`;
}

/** One sentence that there is no document with a name, and which there are. */
export function noDocument(documents: readonly { readonly name: string }[], wanted: string): string {
  const names = documents.map(({ name }) => /^(\d+)_/.exec(name)?.[1] ?? name);
  const there =
    names.length > 0 && names.length <= mostNames
      ? `; there are ${names.join(", ")}`
      : nearestName(wanted, names);
  return `There is no document "${wanted}"${there}.`;
}

/** How many documents a sentence lists. */
const mostNames = 12;
