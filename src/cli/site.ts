import type { Document } from "../mail/document";
import { DocumentReader } from "../mail/documentReader";
import type { Message } from "../mail/message";
import { readSiteMessage } from "../series/siteMessage";
import type { SiteMessage } from "../series/siteMessage";
import { buildThreads } from "../series/threads";
import type { Threading } from "../series/threads";
import type { Io } from "./command";
import { findSources } from "./sources";
import type { Source } from "./sources";

/** What was kept of all messages of some documents, and their threads. */
export interface LightSite {
  readonly messages: readonly SiteMessage[];
  readonly threading: Threading;
}

type Keep = (read: SiteMessage) => SiteMessage;

async function readSource(source: Source, keep: Keep, kept: SiteMessage[]): Promise<Document> {
  const reader = new DocumentReader(source.name, source.stem);
  const file = { file: source.name };
  const messages: Message[] = [];
  const take = (found: readonly Message[]): void => {
    for (const message of found) {
      const one = keep(readSiteMessage(file, message).placed);
      messages.push(one.message);
      kept.push(one);
    }
  };
  for await (const chunk of source.chunks()) for (const reading of reader.push(chunk)) take(reading.messages);
  const rest = reader.end();
  let step = rest.next();
  for (; step.done !== true; step = rest.next()) take(step.value.messages);
  return { ...file, kind: step.value.kind, messages, problems: [] };
}

/**
 * Reads all documents that the words name and puts their messages in threads. Of each message only what `keep`
 * leaves stays in memory.
 */
export async function readSite(
  words: readonly string[],
  fromInput: boolean,
  io: Io,
  keep: Keep,
): Promise<LightSite> {
  const messages: SiteMessage[] = [];
  const documents: Document[] = [];
  for (const source of await findSources(words, fromInput, io))
    documents.push(await readSource(source, keep, messages));
  return { messages, threading: buildThreads(documents) };
}
