import { basename } from "node:path";
import type { LessonProblem } from "../lessons/fields";
import { pageOf } from "../lessons/page";
import { sourcesOf } from "../lessons/sources";
import { tourOf } from "../lessons/tour";
import { BAD_USAGE, DONE, UsageError, type Command, type Io } from "./command";
import { doublesAmong, lessonFiles, lessonIn, pictureData, problemsIn } from "./lessonFiles";
import { readOptions, type Options } from "./options";
import { readShelf } from "./shelf";

/** Checks lessons. */
export const lesson: Command = {
  name: "lesson",
  summary:
    "Checks lessons and their glossary against documents and models, and exports them as HTML or as a CodeTour.",
  usage: [
    "lesson check FILE|FOLDER... [--documents FOLDER] [--json]",
    "lesson export FILE --html|--tour [--notes]",
  ],
  async run(args, io) {
    const options = readOptions(args, {
      json: "flag",
      documents: "value",
      html: "flag",
      tour: "flag",
      notes: "flag",
    });
    const [verb, ...names] = options.words;
    if (verb === "export") return exportLesson(names, options, io);
    if (verb !== "check" || names.length === 0)
      throw new UsageError('Say "lesson check" or "lesson export", and name a lesson.');
    const files = await lessonFiles(names);
    const { against: shelf, course } = await readShelf(options.values.get("documents"), io);
    const own = files.map((file) => basename(file).replace(/\.md$/, ""));
    const against = { ...shelf, lessons: [...shelf.lessons, ...own] };
    const doubles = await doublesAmong(files, course);
    const all: (LessonProblem & { readonly file: string })[] = [];
    for (const file of files) {
      const found = [...(await problemsIn(file, against)), ...doubles(file)];
      all.push(...found.toSorted((a, b) => a.line - b.line).map((problem) => ({ file, ...problem })));
    }
    const isWrong = all.some(({ warning }) => warning !== true);
    if (options.flags.has("json")) await io.out(`${JSON.stringify({ files, problems: all })}\n`);
    else {
      for (const { file, line, message, warning } of all)
        await io.out(`${file}:${line}: ${warning === true ? "warning: " : ""}${message}\n`);
      const count = files.length === 1 ? "1 file" : `${files.length} files`;
      if (!isWrong) await io.out(`${count}: every link, picture, place, quote, claim and challenge holds.\n`);
    }
    return isWrong ? BAD_USAGE : DONE;
  },
};

async function exportLesson(files: readonly string[], { flags, values }: Options, io: Io): Promise<number> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0 || flags.has("html") === flags.has("tour"))
    throw new UsageError("Name one lesson to export, and say --html or --tour.");
  const { lesson: read } = await lessonIn(file);
  const {
    against: { site, documents, ways },
  } = await readShelf(values.get("documents"), io);
  const sources = sourcesOf(read, site, documents, await pictureData(file, read));
  try {
    await io.out(flags.has("tour") ? tourOf(read, sources) : pageOf(read, sources, ways, flags.has("notes")));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return DONE;
}
