import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CheckedAgainst } from "../lessons/check";
import type { Placed } from "../lessons/doubles";
import { glossaryFileName, readGlossary } from "../lessons/glossary";
import { readLesson } from "../lessons/lesson";
import { Ways } from "../lessons/ways";
import { readDocument } from "../mail/document";
import { openDigSite } from "../series/digSite";
import { UsageError, type Io } from "./command";
import { CORPUS, mediaFolder } from "./corpus";
import { findSources, readAll } from "./sources";

/** Where the course lies. */
const COURSE = mediaFolder("lessons");

/** What lessons are checked against, and the course among which they stand. */
export interface Shelf {
  readonly against: CheckedAgainst;
  readonly course: readonly Placed[];
}

/**
 * Reads what lessons are checked against: the seed documents, those of a folder as well, the models, course and glossary. What
 * should have come with the product and has not is told, and done without.
 */
export async function readShelf(folder: string | undefined, io: Io): Promise<Shelf> {
  const own =
    folder === undefined ? [] : await findSources([folder], false, io).catch(() => noFolder(folder));
  const seeds = await findSources([CORPUS], false, io).catch(() => []);
  if (seeds.length === 0)
    io.err(
      `The seed documents are not at ${CORPUS}; quotes and hunks are looked for in other documents alone.\n`,
    );
  const sources = [...seeds, ...own];
  const bytes = await Promise.all(sources.map(readAll));
  const documents = sources.map(({ name }, n) => ({
    name: basename(name),
    text: new TextDecoder().decode(bytes[n]),
  }));
  const site = openDigSite(documents.map(({ name }, n) => readDocument(name, bytes[n] ?? new Uint8Array())));
  const course = await readCourse(io);
  const lessons = course.map(({ lesson }) => lesson.id);
  const { entries } = readGlossary(await readFile(join(COURSE, glossaryFileName), "utf8").catch(() => ""));
  return {
    against: { site, documents, ways: new Ways(), lessons, glossary: entries, pictures: [] },
    course,
  };
}

/** The lessons of the course in order, by their paths; if there are none that is told. */
export async function readCourse(io: Io): Promise<readonly Placed[]> {
  const names = await readdir(COURSE).catch(() => []);
  const files = names.filter((name) => /^\d\d-.*\.md$/.test(name)).sort();
  if (files.length === 0)
    io.err(`The lessons of the course are not at ${COURSE}; it is done without them and their glossary.\n`);
  return Promise.all(
    files.map(async (name) => {
      const place = join(COURSE, name);
      return { place, lesson: readLesson(name, await readFile(place, "utf8")).lesson };
    }),
  );
}

function noFolder(folder: string): never {
  throw new UsageError(
    `Cannot read ${folder}, which --documents names: there is no such folder or file; nothing was checked.`,
  );
}
