import type { DigSite } from "../series/digSite";
import type { Lesson } from "./lesson";
import type { Sources } from "./page";
import { findDocument, findHunk } from "./places";

/** The hunks and documents that a lesson opens, as far as a dig site has them; the pictures are given. */
export function sourcesOf(
  { steps }: Lesson,
  site: Pick<DigSite, "messages" | "patches">,
  documents: readonly { readonly name: string }[],
  pictures: Sources["pictures"] = {},
): Sources {
  const openings = steps.flatMap(({ opening }) => opening ?? []);
  const hunks = openings.flatMap(({ hunkLine }) => {
    const found = hunkLine ? findHunk(site, hunkLine.hunk) : undefined;
    if (!found || !hunkLine) return [];
    const rows = found.rows.map(({ mark, text }) => mark + text);
    return [[hunkLine.hunk, { document: documentOf(site, hunkLine.hunk), line: found.line, rows }] as const];
  });
  const named = openings.flatMap(({ passage }) => {
    const found = passage ? findDocument(documents, passage.document) : undefined;
    return passage && found ? [[passage.document, found.name] as const] : [];
  });
  return { hunks: Object.fromEntries(hunks), documents: Object.fromEntries(named), pictures };
}

/** File name of the document that holds a hunk. */
function documentOf({ messages }: Pick<DigSite, "messages">, hunk: string): string {
  const holder = messages.find(({ patches }) => patches.some(({ id }) => hunk.startsWith(`${id}/`)));
  return holder?.document.file.split("/").at(-1) ?? "";
}
