import type { HunkLine, Passage } from "./opening";

/** Where a link of a lesson leads. */
export type Link =
  | { readonly kind: "claim"; readonly target: string }
  | { readonly kind: "glossary"; readonly name: string }
  | { readonly kind: "lesson"; readonly id: string }
  | { readonly kind: "document"; readonly passage: Passage }
  | { readonly kind: "hunk"; readonly hunkLine: HunkLine }
  | { readonly kind: "web"; readonly url: string };

/**
 * Reads a link. The title is the quote of a document or the line of a hunk: `[his answer](document:002 "any failure")`.
 * A sentence if it leads nowhere.
 */
export function readLink(target: string, title: string): Link | string {
  const [, scheme = "", rest = ""] = /^([a-z-]+):(.+)$/.exec(target) ?? [];
  switch (scheme) {
    case "claim":
      return { kind: "claim", target };
    case "glossary":
      return { kind: "glossary", name: decode(rest) };
    case "lesson":
      return { kind: "lesson", id: rest };
    case "document":
      return { kind: "document", passage: { document: rest, quote: title } };
    case "hunk":
      return { kind: "hunk", hunkLine: { hunk: rest, side: "after", line: title } };
    case "hunk-before":
      return { kind: "hunk", hunkLine: { hunk: rest, side: "before", line: title } };
    case "https":
      return { kind: "web", url: target };
    default:
      return `The link "${target}" leads nowhere; there are claim:, glossary:, lesson:, document:, hunk:, hunk-before: and https:.`;
  }
}

/** A link cannot hold blanks; `%20` stands for one. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
