import type { Document } from "../mail/document";
import type { Message } from "../mail/message";
import type { Problem } from "../patch/patch";
import { Anchorer } from "./anchoredComment";
import type { Comment } from "./anchoredComment";
import { commentPairs } from "./comments";
import { findLinks } from "./links";
import type { Link, PlacedMessage } from "./links";
import { findSeries } from "./patchSeries";
import type { PatchSeries } from "./patchSeries";
import { readMessagePatches } from "./sitePatch";
import type { SitePatch } from "./sitePatch";
import { buildThreads } from "./threads";
import type { Threading } from "./threads";

/** A message with its document and its patches. */
export type SiteMessage = PlacedMessage;

/** Everything that a bag of documents holds, put in relation. */
export interface DigSite {
  readonly documents: readonly Document[];
  /** In the order of the documents and within them. */
  readonly messages: readonly SiteMessage[];
  readonly patches: readonly SitePatch[];
  readonly threads: Threading["threads"];
  readonly series: readonly PatchSeries[];
  readonly comments: readonly Comment[];
  readonly links: readonly Link[];
  /** By document, what readers of mails and of patches want to be known. */
  readonly problems: ReadonlyMap<Document, readonly Problem[]>;
}

/** The message that stands for the one of this id, which may be a ghost of a mail that is there. */
type StandIn = (id: string) => SiteMessage | null;

const noPatches: readonly SitePatch[] = [];

/**
 * The patches that someone who quotes a message may speak of: its own, or the nearest above it in the thread.
 * Each message is looked at once, however many comments stand below it.
 */
function nearestPatches(standIn: StandIn, threading: Threading): (id: string) => readonly SitePatch[] {
  const parents = new Map<string, string | null>();
  for (const { entries } of threading.threads)
    for (const entry of entries) parents.set(entry.id, entry.parent);
  const known = new Map<string, readonly SitePatch[]>();
  return (id) => {
    const walked: string[] = [];
    let found = noPatches;
    for (let at: string | null = id; at !== null;) {
      const before = known.get(at);
      const placed: SiteMessage | null = before === undefined ? standIn(at) : null;
      if (before !== undefined || (placed !== null && placed.patches.length > 0)) {
        found = before ?? placed?.patches ?? noPatches;
        break;
      }
      walked.push(at);
      // Until more is known; it also ends a walk in a ring.
      known.set(at, noPatches);
      at = parents.get(placed?.message.id ?? at) ?? null;
    }
    for (const each of walked) known.set(each, found);
    return found;
  };
}

function readComments(messages: readonly SiteMessage[], standIn: StandIn, threading: Threading): Comment[] {
  const patchesAbove = nearestPatches(standIn, threading);
  const anchorers = new Map<readonly SitePatch[], Anchorer>();
  const authors = new Map(messages.map(({ message }) => [message.id, message.author]));
  return messages.flatMap(({ message, document }) =>
    commentPairs(message).map((pair): Comment => {
      const quoted = standIn(pair.quotedMessage)?.message.id ?? pair.quotedMessage;
      const patches = patchesAbove(quoted);
      const anchorer = anchorers.get(patches) ?? new Anchorer(patches);
      anchorers.set(patches, anchorer);
      const place = anchorer.anchor(pair);
      return { ...pair, author: authors.get(pair.message) ?? null, file: document.file, ...place };
    }),
  );
}

/** Reads the patches of all messages and finds out what belongs together. */
export function openDigSite(documents: readonly Document[]): DigSite {
  const problems = new Map<Document, Problem[]>();
  const messages = documents.flatMap((document) => {
    const found: Problem[] = [...document.problems];
    problems.set(document, found);
    return document.messages.map((message: Message): SiteMessage => {
      const read = readMessagePatches(message);
      for (const problem of read.problems) found.push(problem);
      return { document, message, patches: read.patches };
    });
  });
  const threading = buildThreads(documents);
  const byId = new Map(messages.map((placed) => [placed.message.id, placed]));
  const standIn: StandIn = (id) => byId.get(threading.standsFor.get(id) ?? id) ?? null;
  return {
    documents,
    messages,
    patches: messages.flatMap(({ patches }) => patches),
    threads: threading.threads,
    series: findSeries(messages, threading),
    comments: readComments(messages, standIn, threading),
    links: findLinks(messages, threading.threads),
    problems,
  };
}
