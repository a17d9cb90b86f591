import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { checkLesson } from "../lessons/check";
import { readLesson, type ReadLesson } from "../lessons/lesson";
import { pageOf } from "../lessons/page";
import { sourcesOf } from "../lessons/sources";
import { tourOf } from "../lessons/tour";
import { BAD_USAGE, DONE, UsageError, type Command, type Io } from "./command";
import { readOptions, type Options } from "./options";
import { readShelf } from "./shelf";

/** Checks lessons. */
export const lesson: Command = {
  name: "lesson",
  summary: "Checks lessons against documents and models, and exports them as HTML or as a CodeTour.",
  usage: ["lesson check FILE... [--documents FOLDER] [--json]", "lesson export FILE --html|--tour [--notes]"],
  async run(args, io) {
    const options = readOptions(args, {
      json: "flag",
      documents: "value",
      html: "flag",
      tour: "flag",
      notes: "flag",
    });
    const [verb, ...files] = options.words;
    if (verb === "export") return exportLesson(files, options, io);
    if (verb !== "check" || files.length === 0)
      throw new UsageError('Say "lesson check" or "lesson export", and name a lesson.');
    const against = await readShelf(options.values.get("documents"), io);
    const own = files.map((file) => basename(file).replace(/\.md$/, ""));
    const lessons = [...against.lessons, ...own];
    const all: { readonly file: string; readonly line: number; readonly message: string }[] = [];
    for (const file of files) {
      const { lesson: read, problems } = await lessonIn(file);
      const found = [...problems, ...checkLesson(read, { ...against, lessons })];
      all.push(...found.map((problem) => ({ file, ...problem })));
    }
    if (options.flags.has("json")) await io.out(`${JSON.stringify({ files, problems: all })}\n`);
    else {
      for (const { file, line, message } of all) await io.out(`${file}:${line}: ${message}\n`);
      const count = files.length === 1 ? "1 lesson" : `${files.length} lessons`;
      if (all.length === 0) await io.out(`${count}: every link, place, quote, claim and challenge holds.\n`);
    }
    return all.length === 0 ? DONE : BAD_USAGE;
  },
};

async function lessonIn(file: string): Promise<ReadLesson> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`Cannot read ${file}: there is no such file, or it may not be read.`);
  });
  return readLesson(file, text);
}

async function exportLesson(files: readonly string[], { flags, values }: Options, io: Io): Promise<number> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0 || flags.has("html") === flags.has("tour"))
    throw new UsageError("Name one lesson to export, and say --html or --tour.");
  const { lesson: read } = await lessonIn(file);
  const { site, documents, ways } = await readShelf(values.get("documents"), io);
  const sources = sourcesOf(read, site, documents);
  try {
    await io.out(flags.has("tour") ? tourOf(read, sources) : pageOf(read, sources, ways, flags.has("notes")));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return DONE;
}
