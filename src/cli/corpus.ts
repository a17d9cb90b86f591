import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readDocument } from "../mail/document";
import { openDigSite } from "../series/digSite";
import type { DigSite } from "../series/digSite";
import { UsageError } from "./command";
import type { Io } from "./command";
import { findSources, readAll } from "./sources";

/** A folder of `media`: beside the built command line, or two folders above this file when it runs unbuilt. */
export function mediaFolder(name: string): string {
  const above = import.meta.url.endsWith(".ts") ? "../../media" : "../media";
  return fileURLToPath(new URL(`${above}/${name}`, import.meta.url));
}

/** Where the seed documents lie. */
export const CORPUS = mediaFolder("corpus");

/** Reads the seed documents that come with the product. */
export async function readCorpus(io: Io): Promise<DigSite> {
  const there = await readdir(CORPUS).catch(() => []);
  if (there.length === 0) throw new UsageError(`The seed documents are not at ${CORPUS}.`);
  const sources = await findSources([CORPUS], false, io);
  return openDigSite(
    await Promise.all(sources.map(async (source) => readDocument(source.name, await readAll(source)))),
  );
}
