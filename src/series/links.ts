import type { Document } from "../mail/document";
import type { Message } from "../mail/message";
import type { BugMention } from "./bugs";
import type { SitePatch } from "./sitePatch";
import type { Thread } from "./threads";

/** What two or more places have in common. */
export type LinkKind = "same-commit" | "same-bug" | "same-thread" | "carries";

/** One end of a link. */
export interface LinkEnd {
  readonly file: string;
  readonly message: string;
  /** Id of the patch, where the link is about one. */
  readonly patch: string | null;
  /** 1-based line of the document that shows it. */
  readonly line: number;
}

/** A link between documents, messages or patches. */
export interface Link {
  readonly kind: LinkKind;
  /** The commit, the bug (`bug 242116`, `lkml 2007/2/8/337`), the thread's root, or the patch. */
  readonly key: string;
  readonly ends: readonly LinkEnd[];
}

/** A message with its document, its patches and the bugs that its words name. */
export interface PlacedMessage {
  readonly document: Pick<Document, "file">;
  readonly message: Message;
  readonly patches: readonly SitePatch[];
  readonly bugs: readonly BugMention[];
}

class Ends {
  readonly #ends = new Map<string, LinkEnd[]>();

  add(key: string, end: LinkEnd): void {
    const ends = this.#ends.get(key);
    if (ends === undefined) this.#ends.set(key, [end]);
    else if (!ends.some((other) => other.message === end.message && other.patch === end.patch))
      ends.push(end);
  }

  entries(): IterableIterator<[string, LinkEnd[]]> {
    return this.#ends.entries();
  }
}

function bugLinks(placed: readonly PlacedMessage[]): Link[] {
  const ends = new Ends();
  for (const { document, message, bugs } of placed)
    for (const { key, line } of bugs)
      ends.add(key, { file: document.file, message: message.id, patch: null, line });
  return [...ends.entries()].map(([key, found]) => ({ kind: "same-bug", key, ends: found }));
}

/** Commits by id, where an abbreviated id is the one full id that it begins (git's rule, at least 7 digits). */
function commitLinks(placed: readonly PlacedMessage[]): Link[] {
  const named: { readonly commit: string; readonly end: LinkEnd }[] = [];
  for (const { document, message, patches } of placed) {
    const place = { file: document.file, message: message.id };
    if (message.commit !== null && patches.length === 0) {
      named.push({ commit: message.commit, end: { ...place, patch: null, line: message.lines[0] } });
    }
    for (const { commit, id, patch } of patches) {
      if (commit !== null) named.push({ commit, end: { ...place, patch: id, line: patch.firstLine } });
    }
  }
  const sorted = named.sort((a, b) => (a.commit < b.commit ? -1 : a.commit > b.commit ? 1 : 0));
  const links: { key: string; ends: LinkEnd[] }[] = [];
  for (const { commit, end } of sorted) {
    // Sorted, every id stands right behind its own abbreviations.
    const last = links.at(-1);
    if (last !== undefined && last.key.length >= 7 && commit.startsWith(last.key)) {
      last.key = commit;
      last.ends.push(end);
    } else {
      links.push({ key: commit, ends: [end] });
    }
  }
  return links
    .filter(({ ends }) => ends.length > 1)
    .map(({ key, ends }) => ({ kind: "same-commit", key, ends }));
}

function threadLinks(threads: readonly Thread[]): Link[] {
  return threads.flatMap(({ root, entries }): Link[] => {
    const files = new Set(entries.map((entry) => entry.file));
    if (files.size < 2) return [];
    const ends = entries.flatMap(({ message, file }) =>
      message === null ? [] : [{ file, message: message.id, patch: null, line: message.lines[0] }],
    );
    return [{ kind: "same-thread", key: root, ends }];
  });
}

function carriedPatches(placed: readonly PlacedMessage[]): Link[] {
  return placed.flatMap(({ document, message, patches }) =>
    patches.map(({ id, patch }): Link => {
      const place = { file: document.file, message: message.id };
      const ends = [
        { ...place, patch: null, line: message.lines[0] },
        { ...place, patch: id, line: patch.firstLine },
      ];
      return { kind: "carries", key: id, ends };
    }),
  );
}

/** All links between the messages of some documents. A bug that only one message names is listed too. */
export function findLinks(placed: readonly PlacedMessage[], threads: readonly Thread[]): Link[] {
  return [...commitLinks(placed), ...bugLinks(placed), ...threadLinks(threads), ...carriedPatches(placed)];
}
