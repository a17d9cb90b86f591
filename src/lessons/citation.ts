import type { DigSite } from "../series/digSite";
import { plainText, type Block, type Inline } from "./markdown";
import type { Stretch } from "./places";

/** A quote in a lesson: words, who said them, and the document that holds them. */
export interface Citation {
  readonly line: number;
  /** The words; where the lesson leaves something out ("…"), the parts. */
  readonly parts: readonly string[];
  /** What stands between the dash and the link: whose words they are. */
  readonly who: string;
  readonly document: string;
  /** The words at which the document is opened: the link's title, or else the longest of the parts. */
  readonly place: string;
}

/** The dash that begins the line which says whose words a quote is. */
const dash = /(?:^|\n)— ?/;

/**
 * The citation that a block is: a quote whose last line says `— Zach Brown, [his answer](document:002)`. Null for other
 * blocks, a sentence for a quote that does not say whose words it is.
 */
export function citationOf(block: Block): Citation | string | null {
  if (block.kind !== "quote") return null;
  const content = block.blocks.flatMap((one, n): readonly Inline[] =>
    one.kind === "paragraph" ? [{ kind: "text", text: n === 0 ? "" : "\n" }, ...one.content] : [],
  );
  const link = content.findLast((part) => part.kind === "link" && part.target.startsWith("document:"));
  const text = plainText(content.slice(0, link ? content.indexOf(link) : content.length));
  const at = text.search(dash);
  if (link?.kind !== "link" || at < 0)
    return 'A quote ends with a line that says whose words it is: "— Name, [place](document:NAME)".';
  const parts = text
    .slice(0, at)
    .split("…")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const [longest = ""] = parts.toSorted((a, b) => b.length - a.length);
  return {
    line: block.line,
    parts,
    place: link.title === "" ? longest : link.title,
    who: text.slice(at).replace(dash, "").replace(/,\s*$/, ""),
    document: link.target.slice("document:".length),
  };
}

/** Patches whose log or diff, or else messages whose words, lines of a document are. */
function writingsAt({ messages }: Pick<DigSite, "messages">, file: string, { first, last }: Stretch) {
  const within = (lines: readonly { readonly line: number }[]) =>
    lines.some(({ line }) => line >= first && line <= last);
  const here = messages.filter(({ document }) => document.file === file);
  const patches = here
    .flatMap(({ patches: all }) => all)
    .filter(
      ({ patch }) =>
        within(patch.message) || patch.files.some(({ hunks }) => hunks.some(({ rows }) => within(rows))),
    );
  if (patches.length > 0) return patches;
  return here.map(({ message }) => message).filter(({ body }) => within(body));
}

/** Who wrote the lines of a document: the author of the patch whose log or diff it is, else of the message whose words. */
export function authorsOf(site: Pick<DigSite, "messages">, file: string, at: Stretch): readonly string[] {
  return [...new Set(writingsAt(site, file, at).flatMap(({ author }) => author ?? []))];
}

/** Ids of the patches, or else of the mails that stand in the document themselves, to which lines of it belong. */
export function unitsOf(site: Pick<DigSite, "messages">, file: string, at: Stretch): readonly string[] {
  const patches = writingsAt(site, file, at).filter((one) => "patch" in one);
  if (patches.length > 0) return patches.map(({ id }) => id);
  const mails = site.messages.filter(({ document, message: { ghost, lines } }) => {
    const [first, last] = lines;
    return document.file === file && !ghost && first <= at.last && last >= at.first;
  });
  return mails.map(({ message }) => message.id);
}

/** Whether a phrase names a person: all words of the name that are more than an initial. */
export function names(phrase: string, person: string): boolean {
  return person
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1)
    .every((word) => phrase.includes(word));
}
