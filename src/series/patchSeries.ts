import type { Trailer } from "../mail/trailer";
import type { PlacedMessage } from "./links";
import { completeRerolls } from "./partialReroll";
import { ThreadMap, bringsPatch, draftSeries } from "./seriesDraft";
import type { SeriesDraft } from "./seriesDraft";
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
  /** The older version that the part was sent in, where only some parts were sent again; null for all others. */
  readonly carriedFrom: number | null;
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

/**
 * Trailers in the answers to a message, also in answers to those (b4 collects them so), as far as no answer
 * brings a patch of its own.
 */
function givenIn(id: string, map: ThreadMap): GivenTrailer[] {
  const given: GivenTrailer[] = [];
  const waiting = [...map.answers(id)].reverse();
  for (let answer = waiting.pop(); answer !== undefined; answer = waiting.pop()) {
    if (bringsPatch(answer)) continue;
    const { message } = answer;
    for (const trailer of message.trailers) given.push({ ...trailer, message: message.id });
    for (const next of [...map.answers(message.id)].reverse()) waiting.push(next);
  }
  return given;
}

function finish(draft: SeriesDraft, map: ThreadMap): PatchSeries {
  const parts = draft.parts
    .map(({ n, placed, patch, carriedFrom = null }): SeriesPart => {
      const given = placed === draft.cover ? [] : givenIn(placed.message.id, map);
      return { n, message: placed.message.id, patch, given, carriedFrom };
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
    given: cover === null ? [] : givenIn(cover.message.id, map),
  };
}

/**
 * Finds the series among messages: those of one thread whose subjects have the same m of n/m and the same
 * version, or, where mails were sent without threading, those of one author. Numbers that come again begin a
 * new round; where replies show to which round a part belongs, they are followed. Several patches in one mail
 * are a series of their own, and so is a patch mail without number; such series of one come last. Where only
 * some patches were sent anew, the others are carried over from the version before.
 */
export function findSeries(messages: readonly PlacedMessage[], threading: Threading): PatchSeries[] {
  const map = new ThreadMap(messages, threading);
  const known = messages.filter(({ message }) => !threading.standsFor.has(message.id));
  const drafts = draftSeries(known, map);
  completeRerolls(drafts, map);
  const series = drafts.map((draft) => finish(draft, map));
  return [...series.filter(({ of }) => of !== 1), ...series.filter(({ of }) => of === 1)];
}
