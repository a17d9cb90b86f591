import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readDocument } from "../mail/document";
import { openDigSite } from "../series/digSite";
import type { DigSite } from "../series/digSite";
import { UsageError } from "./command";
import type { Io } from "./command";
import { findSources, readAll } from "./sources";

/** Where the seed documents lie beside the built command line. */
export const CORPUS = fileURLToPath(new URL("../media/corpus", import.meta.url));

/** Reads the seed documents that come with the product. */
export async function readCorpus(io: Io): Promise<DigSite> {
  const there = await readdir(CORPUS).catch(() => []);
  if (there.length === 0) throw new UsageError(`The seed documents are not at ${CORPUS}.`);
  const sources = await findSources([CORPUS], false, io);
  return openDigSite(
    await Promise.all(sources.map(async (source) => readDocument(source.name, await readAll(source)))),
  );
}
