import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CheckedAgainst } from "../lessons/check";
import { readGlossary } from "../lessons/glossary";
import { Ways } from "../lessons/ways";
import { readDocument } from "../mail/document";
import { openDigSite } from "../series/digSite";
import type { Io } from "./command";
import { CORPUS, mediaFolder } from "./corpus";
import { findSources, readAll } from "./sources";

/** Where the course lies. */
export const COURSE = mediaFolder("lessons");

/** What lessons are checked against: the seed documents, those of a folder as well, the models, course and glossary. */
export async function readShelf(folder: string | undefined, io: Io): Promise<CheckedAgainst> {
  const sources = await findSources(folder === undefined ? [CORPUS] : [CORPUS, folder], false, io);
  const bytes = await Promise.all(sources.map(readAll));
  const documents = sources.map(({ name }, n) => ({
    name: basename(name),
    text: new TextDecoder().decode(bytes[n]),
  }));
  const site = openDigSite(documents.map(({ name }, n) => readDocument(name, bytes[n] ?? new Uint8Array())));
  const lessons = (await courseFiles()).map((name) => name.replace(/\.md$/, ""));
  const { entries } = readGlossary(await readFile(join(COURSE, "glossary.md"), "utf8"));
  return { site, documents, ways: new Ways(), lessons, glossary: entries, pictures: [] };
}

/** Names of the files of the course, in order. */
export async function courseFiles(): Promise<readonly string[]> {
  return (await readdir(COURSE)).filter((name) => /^\d\d-.*\.md$/.test(name)).sort();
}
