import { Anchorer } from "./anchoredComment";
import type { Comment } from "./anchoredComment";
import type { SiteMessage } from "./siteMessage";
import type { Threading } from "./threads";

/** The message that stands for the one of this id, which may be a ghost of a mail that is there. */
type StandIn = (id: string) => SiteMessage | null;

/**
 * The message whose patches someone who quotes a message may speak of: that one, or the nearest above it in the
 * thread that brings any. Each message is looked at once, however many comments stand below it.
 */
function nearestWithPatches(standIn: StandIn, { threads }: Threading): (id: string) => SiteMessage | null {
  const parents = new Map<string, string | null>();
  for (const { entries } of threads) for (const entry of entries) parents.set(entry.id, entry.parent);
  const known = new Map<string, SiteMessage | null>();
  return (id) => {
    const walked: string[] = [];
    let found: SiteMessage | null = null;
    for (let at: string | null = id; at !== null;) {
      const before = known.get(at);
      if (before !== undefined) {
        found = before;
        break;
      }
      walked.push(at);
      const placed: SiteMessage | null = standIn(at);
      if (placed !== null && placed.patches.length > 0) {
        found = placed;
        break;
      }
      // Until more is known; it also ends a walk in a ring.
      known.set(at, null);
      at = parents.get(placed?.message.id ?? at) ?? null;
    }
    for (const each of walked) known.set(each, found);
    return found;
  };
}

/** Patches of so many messages stay indexed: answers to one patch mostly come soon after each other. */
const MOST_INDEXED = 64;

/** Finds places in the patches of messages, and keeps the indexes of those that were asked for last. */
class Anchorers {
  readonly #anchorers = new Map<string, Anchorer>();

  of(placed: SiteMessage): Anchorer {
    const { id } = placed.message;
    const anchorer = this.#anchorers.get(id) ?? new Anchorer(placed.patches);
    this.#anchorers.delete(id);
    this.#anchorers.set(id, anchorer);
    const [oldest] = this.#anchorers.keys();
    if (this.#anchorers.size > MOST_INDEXED && oldest !== undefined) this.#anchorers.delete(oldest);
    return anchorer;
  }
}

const nowhere: Pick<Comment, "anchor" | "candidates"> = { anchor: null, candidates: [] };

/** The comments in the messages, one by one, each with the place of the diff that it speaks of. */
export function* commentsOf(messages: readonly SiteMessage[], threading: Threading): Generator<Comment> {
  const byId = new Map(messages.map((placed) => [placed.message.id, placed]));
  const standIn: StandIn = (id) => byId.get(threading.standsFor.get(id) ?? id) ?? null;
  const nearest = nearestWithPatches(standIn, threading);
  const anchorers = new Anchorers();
  for (const { document, pairs } of messages) {
    const places: Pick<Comment, "anchor" | "candidates">[] = [];
    for (const pair of pairs) {
      const bringer = nearest(standIn(pair.quotedMessage)?.message.id ?? pair.quotedMessage);
      const own = bringer === null ? nowhere : anchorers.of(bringer).anchor(pair);
      // Who answers a remark speaks of the line above it.
      const place = own.candidates.length === 0 ? (places[pair.answers ?? -1] ?? own) : own;
      places.push(place);
      const author = byId.get(pair.message)?.message.author ?? null;
      yield { ...pair, author, file: document.file, ...place };
    }
  }
}
