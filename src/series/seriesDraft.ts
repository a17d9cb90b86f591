import { isPatchSubject } from "../mail/subject";
import type { PlacedMessage } from "./links";
import type { SitePatch } from "./sitePatch";
import { instantOf } from "./threadNode";
import type { Threading } from "./threads";

/** A message as part n of a draft. */
export interface DraftPart {
  readonly n: number;
  readonly placed: PlacedMessage;
  readonly patch: SitePatch | null;
  /** Present for a part of an older version that holds in this one: the version that it was sent in. */
  readonly carriedFrom?: number;
}

/** A series of which more messages may follow. */
export interface SeriesDraft {
  readonly of: number;
  readonly version: number;
  cover: PlacedMessage | null;
  readonly parts: DraftPart[];
  /** The draft below whose messages this one was sent, though it has its numbers already; null for most. */
  readonly repeats: SeriesDraft | null;
}

/** What a subject says of its place in a series. */
interface Numbered {
  readonly n: number;
  readonly of: number;
  readonly version: number;
}

/** True for a patch mail, also for one that is a reply to another; false for what only answers a patch. */
export function bringsPatch({ message, patches }: PlacedMessage): boolean {
  if (message.isReply || !isPatchSubject(message.tag)) return false;
  // Some people answer patches without a `Re:`; known from others, a part may lack its diff.
  return patches.length > 0 || message.tag?.n === 0 || message.ghost || message.inReplyTo === null;
}

/** A patch mail without n/m is a series of one; null for mails that bring no patch. */
function numberOf(placed: PlacedMessage): Numbered | null {
  const { message, patches } = placed;
  const { tag } = message;
  if (tag === null || !bringsPatch(placed)) return null;
  if (tag.n !== null && tag.of !== null) return { n: tag.n, of: tag.of, version: tag.version };
  return tag.n === null && patches.length === 1 ? { n: 1, of: 1, version: tag.version } : null;
}

/** The mails that stand above and below each other in the threads. */
export class ThreadMap {
  readonly #roots = new Map<string, string>();
  readonly #parents = new Map<string, string>();
  readonly #children = new Map<string, PlacedMessage[]>();
  readonly #placed: ReadonlyMap<string, PlacedMessage>;

  constructor(messages: readonly PlacedMessage[], { threads }: Threading) {
    this.#placed = new Map(messages.map((placed) => [placed.message.id, placed]));
    for (const { root, entries } of threads) {
      for (const { id, parent } of entries) {
        this.#roots.set(id, root);
        const placed = this.#placed.get(id);
        if (parent === null) continue;
        this.#parents.set(id, parent);
        const siblings = this.#children.get(parent);
        if (placed === undefined) continue;
        if (siblings === undefined) this.#children.set(parent, [placed]);
        else siblings.push(placed);
      }
    }
  }

  /** The answers right below a message. */
  answers(id: string): readonly PlacedMessage[] {
    return this.#children.get(id) ?? [];
  }

  /** The messages above one, the nearest first. */
  *above(id: string): Generator<PlacedMessage> {
    for (let at = this.#parents.get(id); at !== undefined; at = this.#parents.get(at)) {
      const placed = this.#placed.get(at);
      if (placed !== undefined) yield placed;
    }
  }

  /** The thread of a message; for one that nobody threaded, its author. */
  circle({ message }: PlacedMessage): string {
    const root = this.#roots.get(message.id) ?? message.id;
    return this.answers(root).length > 0 ? root : `by ${message.email ?? message.author ?? ""}`;
  }
}

/** Parts right below a cover letter of as many have its version, though only the cover letter may say it. */
function versionOf(numbered: Numbered, placed: PlacedMessage, map: ThreadMap): number {
  if (numbered.version > 1) return numbered.version;
  for (const above of map.above(placed.message.id)) {
    const other = numberOf(above);
    if (other === null || other.of !== numbered.of) break;
    if (other.n === 0) return other.version;
  }
  return numbered.version;
}

function hasNumber(draft: SeriesDraft, n: number): boolean {
  return n === 0 ? draft.cover !== null : draft.parts.some((part) => part.n === n);
}

function isWhole({ of, parts }: SeriesDraft): boolean {
  return new Set(parts.map(({ n }) => n).filter((n) => n >= 1 && n <= of)).size === of;
}

/** Messages in the order in which they were sent, cover letters before parts of the same second. */
function inOrder(messages: readonly PlacedMessage[]): readonly PlacedMessage[] {
  const keyed = messages.map((placed) => {
    return { placed, at: instantOf(placed.message), n: placed.message.tag?.n ?? 0 };
  });
  return keyed.sort((a, b) => (a.at === b.at ? a.n - b.n : a.at < b.at ? -1 : 1)).map(({ placed }) => placed);
}

/** Drafts of one circle, version and count: of a series that was sent again without a new version, several. */
class Rounds {
  readonly drafts: SeriesDraft[] = [];
  readonly #draftOf = new Map<string, SeriesDraft>();
  readonly #seen = new Set<string>();

  add(placed: PlacedMessage, { n, of }: Numbered, version: number, map: ThreadMap): void {
    const { id, messageId, ghost } = placed.message;
    // The same mail in two documents is one part.
    if (messageId !== null && !ghost && this.#seen.has(messageId)) return;
    if (messageId !== null) this.#seen.add(messageId);
    const near = this.#nearest(id, map);
    const fitting = near === null ? this.drafts.findLast((draft) => !hasNumber(draft, n)) : near;
    let draft = fitting !== undefined && !hasNumber(fitting, n) ? fitting : undefined;
    if (draft === undefined) {
      draft = { of, version, cover: null, parts: [], repeats: near };
      this.drafts.push(draft);
    }
    this.#draftOf.set(id, draft);
    if (n === 0) draft.cover = placed;
    else draft.parts.push({ n, placed, patch: placed.patches[0] ?? null });
  }

  #nearest(id: string, map: ThreadMap): SeriesDraft | null {
    for (const { message } of map.above(id)) {
      const draft = this.#draftOf.get(message.id);
      if (draft !== undefined) return draft;
    }
    return null;
  }

  /** All drafts; a few parts that were sent once more below a whole series are extra parts of that. */
  finish(): readonly SeriesDraft[] {
    return this.drafts.filter(({ repeats, cover, parts, of }) => {
      if (repeats === null || cover !== null || parts.length === of || !isWhole(repeats)) return true;
      for (const part of parts) repeats.parts.push(part);
      return false;
    });
  }
}

/** Several patches in one mail are a series of their own; if it is a cover letter `0/m`, they are its parts. */
function withinOneMail(placed: PlacedMessage): SeriesDraft {
  const { message, patches } = placed;
  const parts = patches.map((patch, i) => ({ n: patch.n ?? i + 1, placed, patch }));
  const { of = null, version = 1 } = message.tag ?? {};
  return { of: of ?? patches.length, version, cover: placed, parts, repeats: null };
}

/** Sorts messages into series; see `findSeries`. */
export function draftSeries(messages: readonly PlacedMessage[], map: ThreadMap): readonly SeriesDraft[] {
  const rounds = new Map<string, Rounds>();
  const whole: SeriesDraft[] = [];
  for (const placed of inOrder(messages)) {
    const isPatchMail = placed.message.tag === null || isPatchSubject(placed.message.tag);
    if (placed.patches.length > 1 && isPatchMail && !placed.message.isReply) {
      whole.push(withinOneMail(placed));
      continue;
    }
    const numbered = numberOf(placed);
    if (numbered === null) continue;
    const version = versionOf(numbered, placed, map);
    const key = `${map.circle(placed)} ${String(version)} ${String(numbered.of)}`;
    const found = rounds.get(key) ?? new Rounds();
    rounds.set(key, found);
    found.add(placed, numbered, version, map);
  }
  return [...whole, ...[...rounds.values()].flatMap((each) => each.finish())];
}
