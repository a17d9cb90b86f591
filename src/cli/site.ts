import { readDocument } from "../mail/document";
import type { Document } from "../mail/document";
import { openDigSite } from "../series/digSite";
import type { DigSite } from "../series/digSite";
import type { Io } from "./command";
import { findSources, readAll } from "./sources";

/** Reads all documents that the words name and puts them in relation. */
export async function readSite(words: readonly string[], fromInput: boolean, io: Io): Promise<DigSite> {
  const documents: Document[] = [];
  for (const source of await findSources(words, fromInput, io)) {
    documents.push(readDocument(source.name, await readAll(source), source.stem));
  }
  return openDigSite(documents);
}
