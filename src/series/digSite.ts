import type { Document } from "../mail/document";
import { completeBinaries, withFiles } from "../patch/binaryBases";
import { missingBase } from "../patch/binaryContent";
import type { Problem } from "../patch/patch";
import type { Comment } from "./anchoredComment";
import { findLinks } from "./links";
import type { Link } from "./links";
import { findSeries } from "./patchSeries";
import type { PatchSeries } from "./patchSeries";
import { commentsOf } from "./siteComments";
import { readSiteMessage } from "./siteMessage";
import type { SiteMessage } from "./siteMessage";
import type { SitePatch } from "./sitePatch";
import { buildThreads } from "./threads";
import type { Threading } from "./threads";

/** Everything that a bag of documents holds, put in relation. */
export interface DigSite {
  readonly documents: readonly Document[];
  /** In the order of the documents and within them. */
  readonly messages: readonly SiteMessage<Document>[];
  readonly patches: readonly SitePatch[];
  readonly threads: Threading["threads"];
  readonly series: readonly PatchSeries[];
  readonly comments: readonly Comment[];
  readonly links: readonly Link[];
  /** By document, what readers of mails and of patches want to be known. */
  readonly problems: ReadonlyMap<Document, readonly Problem[]>;
}

/** The messages with binary changes unpacked of which other messages hold the other side; what was said of their lack is taken back. */
function withBinaries(
  messages: readonly SiteMessage<Document>[],
  problems: Map<Document, readonly Problem[]>,
): readonly SiteMessage<Document>[] {
  const all = messages.flatMap(({ patches }) => patches.flatMap(({ patch }) => patch.files));
  const known = completeBinaries(all);
  if (known.size === 0) return messages;
  return messages.map((placed) => {
    const { document } = placed;
    const files = placed.patches.flatMap(({ patch }) => patch.files).filter((file) => known.has(file));
    if (files.length === 0) return placed;
    const told = new Set(files.map((file) => missingBase(file)?.message));
    const lines = new Set(files.map(({ line }) => line));
    const kept = problems
      .get(document)
      ?.filter(({ line, message }) => !(lines.has(line) && told.has(message)));
    problems.set(document, kept ?? []);
    const patches = placed.patches.map((each) => ({ ...each, patch: withFiles(each.patch, known) }));
    return { ...placed, patches };
  });
}

/** Reads the patches of all messages and finds out what belongs together. */
export function openDigSite(documents: readonly Document[]): DigSite {
  const problems = new Map<Document, readonly Problem[]>();
  const read = documents.flatMap((document) => {
    const found: Problem[] = [...document.problems];
    problems.set(document, found);
    return document.messages.map((message) => {
      const { placed, problems: own } = readSiteMessage(document, message);
      for (const problem of own) found.push(problem);
      return placed;
    });
  });
  const messages = withBinaries(read, problems);
  const threading = buildThreads(documents);
  return {
    documents,
    messages,
    patches: messages.flatMap(({ patches }) => patches),
    threads: threading.threads,
    series: findSeries(messages, threading),
    comments: [...commentsOf(messages, threading)],
    links: findLinks(messages, threading.threads),
    problems,
  };
}
