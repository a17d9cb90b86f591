import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { checkLesson } from "../lessons/check";
import { readLesson } from "../lessons/lesson";
import { BAD_USAGE, DONE, UsageError, type Command } from "./command";
import { readOptions } from "./options";
import { readShelf } from "./shelf";

/** Checks lessons. */
export const lesson: Command = {
  name: "lesson",
  summary: "Checks lessons: every link, place, quote, claim and challenge, against documents and models.",
  usage: ["lesson check FILE... [--documents FOLDER] [--json]"],
  async run(args, io) {
    const options = readOptions(args, { json: "flag", documents: "value" });
    const [verb, ...files] = options.words;
    if (verb !== "check" || files.length === 0)
      throw new UsageError('Say "lesson check" and name at least one lesson.');
    const against = await readShelf(options.values.get("documents"), io);
    const own = files.map((file) => basename(file).replace(/\.md$/, ""));
    const lessons = [...against.lessons, ...own];
    const all: { readonly file: string; readonly line: number; readonly message: string }[] = [];
    for (const file of files) {
      const text = await readFile(file, "utf8").catch(() => {
        throw new UsageError(`Cannot read ${file}: there is no such file, or it may not be read.`);
      });
      const { lesson: read, problems } = readLesson(file, text);
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
