import type { Trailer } from "../mail/trailer";
import { isPatchSubject } from "../mail/subject";
import type { PlacedMessage } from "./links";
import type { SitePatch } from "./sitePatch";
import type { Threading } from "./threads";

/** A trailer that somebody gave in a reply. */
export interface GivenTrailer extends Trailer {
  /** Id of the reply. */
  readonly message: string;
}

/** One part of a series. */
export interface SeriesPart {
  readonly n: number;
  /** Id of the message that brings it. */
  readonly message: string;
  /** Null when the message is a ghost of which nobody quotes the patch. */
  readonly patch: SitePatch | null;
  /** Trailers given in replies to this part. */
  readonly given: readonly GivenTrailer[];
}

/** One version of a series of patches. */
export interface PatchSeries {
  /** Subject of the cover letter, or of the first part. */
  readonly title: string;
  readonly version: number;
  /** How many parts the subjects promise. */
  readonly of: number;
  /** Id of the cover letter; null when there is none. */
  readonly cover: string | null;
  /** In order of n; a number that came twice is there twice. */
  readonly parts: readonly SeriesPart[];
  /** Numbers that no message brings, also those that somebody speaks of. */
  readonly missing: readonly number[];
  /** Parts whose number came twice or lies beyond the promised count. */
  readonly extra: readonly SeriesPart[];
  /** Trailers given in replies to the cover letter: they count for every part. */
  readonly given: readonly GivenTrailer[];
}

interface Draft {
  readonly of: number;
  readonly version: number;
  cover: PlacedMessage | null;
  readonly parts: { readonly n: number; readonly placed: PlacedMessage; readonly patch: SitePatch | null }[];
}

/** Trailers in the replies that hang directly on a message. */
function givenIn(children: readonly PlacedMessage[]): GivenTrailer[] {
  return children.flatMap(({ message }) =>
    message.isReply ? message.trailers.map((trailer) => ({ ...trailer, message: message.id })) : [],
  );
}

function finish(draft: Draft, childrenOf: (id: string) => readonly PlacedMessage[]): PatchSeries {
  const parts = draft.parts
    .map(({ n, placed, patch }): SeriesPart => {
      const isCover = placed === draft.cover;
      const given = isCover ? [] : givenIn(childrenOf(placed.message.id));
      return { n, message: placed.message.id, patch, given };
    })
    .sort((a, b) => a.n - b.n);
  const present = new Set(
    draft.parts.filter(({ placed }) => placed.message.knownBy !== "mention").map(({ n }) => n),
  );
  const missing = Array.from({ length: Math.min(draft.of, 10_000) }, (_, i) => i + 1).filter(
    (n) => !present.has(n),
  );
  const extra = parts.filter((part, i) => part.n > draft.of || parts[i - 1]?.n === part.n);
  const { cover } = draft;
  return {
    title: cover?.message.subject ?? parts[0]?.patch?.subject ?? "",
    version: draft.version,
    of: draft.of,
    cover: cover?.message.id ?? null,
    parts,
    missing,
    extra,
    given: cover === null ? [] : givenIn(childrenOf(cover.message.id)),
  };
}

/**
 * Finds the series among messages: those of one thread whose subjects have the same m of n/m and the same
 * version, or, where mails were sent without threading, those of one author. Several patches in one mail are
 * a series of their own; if it is a cover letter `0/m`, they are its parts.
 */
export function findSeries(messages: readonly PlacedMessage[], threading: Threading): PatchSeries[] {
  const rootOf = new Map<string, string>();
  const children = new Map<string, PlacedMessage[]>();
  const byId = new Map(messages.map((placed) => [placed.message.id, placed]));
  for (const { root, entries } of threading.threads) {
    for (const { id, parent } of entries) {
      rootOf.set(id, root);
      const placed = byId.get(id);
      if (parent === null || placed === undefined) continue;
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [placed]);
      else siblings.push(placed);
    }
  }
  const isThreaded = (id: string): boolean => (children.get(rootOf.get(id) ?? id)?.length ?? 0) > 0;
  const drafts = new Map<string, Draft>();
  for (const placed of messages) {
    const { message, patches } = placed;
    const of = message.tag?.of ?? (patches.length > 1 ? patches.length : null);
    const standsAside = threading.standsFor.has(message.id) || message.isReply;
    if (of === null || standsAside || (message.tag !== null && !isPatchSubject(message.tag))) continue;
    const version = message.tag?.version ?? 1;
    const root = isThreaded(message.id)
      ? (rootOf.get(message.id) ?? message.id)
      : `by ${message.email ?? message.author ?? ""}`;
    const key = patches.length > 1 ? message.id : `${root} ${version} ${of}`;
    const draft = drafts.get(key) ?? { of, version, cover: null, parts: [] };
    drafts.set(key, draft);
    if (message.tag?.n === 0 || patches.length > 1) draft.cover ??= placed;
    if (patches.length > 1)
      for (const [i, patch] of patches.entries()) draft.parts.push({ n: patch.n ?? i + 1, placed, patch });
    else if (message.tag?.n != null && message.tag.n > 0) {
      draft.parts.push({ n: message.tag.n, placed, patch: patches[0] ?? null });
    }
  }
  return [...drafts.values()].map((draft) => finish(draft, (id) => children.get(id) ?? []));
}
