import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { checkGlossary, checkLesson, type CheckedAgainst } from "../lessons/check";
import { doublesIn, type Placed } from "../lessons/doubles";
import type { LessonProblem } from "../lessons/fields";
import { glossaryFileName, readGlossary, type Glossary } from "../lessons/glossary";
import { readLesson, type Lesson, type ReadLesson } from "../lessons/lesson";
import type { Sources } from "../lessons/page";
import { picturesOf, readPicture } from "../lessons/pictures";
import { UsageError } from "./command";

/** The files that somebody names; of a folder, all that end in `.md`. */
export async function lessonFiles(names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const isFolder = await stat(name).then(
        (entry) => entry.isDirectory(),
        () => false,
      );
      if (!isFolder) return [name];
      const entries = await readdir(name).catch(() => {
        throw new UsageError(`Cannot read the folder ${name}: it may not be read; nothing was checked.`);
      });
      const files = entries.filter((file) => file.endsWith(".md")).sort();
      if (files.length === 0)
        throw new UsageError(`The folder ${name} holds no lesson, that is no file in .md.`);
      return files.map((file) => join(name, file));
    }),
  );
  return found.flat();
}

/** Reads a lesson. @throws UsageError if there is no such file */
export async function lessonIn(file: string): Promise<ReadLesson> {
  return readLesson(file, await textOf(file));
}

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => {
    throw new UsageError(
      `Cannot read ${file}: a lesson, that is a file in .md, or a folder of lessons was expected; nothing was checked.`,
    );
  });
}

/** What is wrong with lessons for standing together, with each other and with the course, by file as it was named. */
export async function doublesAmong(
  files: readonly string[],
  course: readonly Placed[],
): Promise<(file: string) => readonly LessonProblem[]> {
  const own = files.filter((file) => basename(file) !== glossaryFileName);
  const placed = await Promise.all(
    own.map(async (file) => ({ place: resolve(file), lesson: (await lessonIn(file)).lesson })),
  );
  const places = new Set(course.map(({ place }) => resolve(place)));
  const all = [...course, ...placed.filter(({ place }) => !places.has(place))];
  const found = doublesIn(all);
  return (file) => found.get(resolve(file)) ?? [];
}

/** What is wrong with a lesson, or with a glossary that lies beside lessons. */
export async function problemsIn(file: string, against: CheckedAgainst): Promise<readonly LessonProblem[]> {
  if (basename(file) === glossaryFileName) {
    const { entries, problems } = readGlossary(await textOf(file));
    return [...problems, ...checkGlossary(entries, withGlossary(against, { entries, problems }))];
  }
  const { lesson, problems } = await lessonIn(file);
  const beside = await readFile(join(dirname(file), glossaryFileName), "utf8").catch(() => "");
  const pictures = (await picturesBeside(file, lesson)).map(({ path }) => path);
  return [...problems, ...checkLesson(lesson, { ...withGlossary(against, readGlossary(beside)), pictures })];
}

function withGlossary(against: CheckedAgainst, { entries }: Glossary): CheckedAgainst {
  return { ...against, glossary: [...entries, ...against.glossary] };
}

/** The pictures of a lesson as `data:` addresses, by what the lesson calls them. */
export async function pictureData(file: string, lesson: Lesson): Promise<Sources["pictures"]> {
  const found = await picturesBeside(file, lesson);
  return Object.fromEntries(
    found.map(({ target, type, bytes }) => [target, `data:${type};base64,${bytes.toString("base64")}`]),
  );
}

async function picturesBeside(file: string, lesson: Lesson) {
  const found = await Promise.all(
    picturesOf(lesson).map(async ({ target }) => {
      const picture = readPicture(target);
      if (typeof picture === "string") return [];
      const bytes = await readFile(join(dirname(file), picture.path)).catch(() => null);
      return bytes ? [{ ...picture, target, bytes }] : [];
    }),
  );
  return found.flat();
}
