import type { PlacedMessage } from "./links";
import type { DraftPart, SeriesDraft, ThreadMap } from "./seriesDraft";

/** The drafts that hold a message as one of their parts, by the id of the message, older versions first. */
type Holders = Map<string, SeriesDraft[]>;

/** What a patch mends is looked for so far above it; nobody answers deeper, and the time stays proportional to the mails. */
const HIGHEST = 200;

function hold(holders: Holders, draft: SeriesDraft, parts: readonly DraftPart[]): void {
  for (const { placed } of parts) {
    const list = holders.get(placed.message.id);
    if (list === undefined) holders.set(placed.message.id, [draft]);
    else list.push(draft);
  }
}

/** The newest of the older versions that hold the part which this one was sent to mend: one of its number, somewhere above it. */
function mendedBy(
  { n, placed }: DraftPart,
  { of, version }: SeriesDraft,
  holders: Holders,
  map: ThreadMap,
): SeriesDraft | null {
  let steps = 0;
  for (const { message } of map.above(placed.message.id)) {
    if (++steps > HIGHEST) break;
    const older = holders.get(message.id)?.findLast((draft) => draft.version < version && draft.of === of);
    const isSameNumber = older?.parts.some((part) => part.n === n && part.placed.message.id === message.id);
    if (older !== undefined && isSameNumber === true) return older;
  }
  return null;
}

function newest(drafts: readonly (SeriesDraft | null)[]): SeriesDraft | null {
  let best: SeriesDraft | null = null;
  for (const draft of drafts) {
    if (draft === null) return null;
    if (best === null || draft.version > best.version) best = draft;
  }
  return best;
}

/**
 * Completes partial rerolls: patches of a new version that were sent alone, each as an answer to the one that it
 * takes the place of, come with all others of the version before and with its cover letter. The rule is that of b4
 * (`partial_reroll`): it holds only where it holds for every patch of the new version.
 */
export function completeRerolls(drafts: readonly SeriesDraft[], map: ThreadMap): void {
  const holders: Holders = new Map();
  // An older reroll is completed before a newer one takes from it.
  for (const draft of [...drafts].sort((one, other) => one.version - other.version)) {
    const mended = draft.parts.map((part) => mendedBy(part, draft, holders, map));
    const older = draft.cover === null ? newest(mended) : null;
    if (older !== null) {
      const own = new Set(draft.parts.map(({ n }) => n));
      for (const part of older.parts)
        if (!own.has(part.n)) draft.parts.push({ carriedFrom: older.version, ...part });
      draft.cover = coverOf(older);
    }
    hold(holders, draft, draft.parts);
  }
}

/** Of several patches in one mail that mail is the cover, and no cover letter of other mails. */
function coverOf({ cover, parts }: SeriesDraft): PlacedMessage | null {
  return parts.some(({ placed }) => placed === cover) ? null : cover;
}
