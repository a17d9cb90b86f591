import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { Challenge } from "../lessons/challenge";
import { gradesOf, readAnswer, type Grade } from "../lessons/answer";
import { Judge } from "../lessons/judge";
import { Ways } from "../lessons/ways";
import { DONE, UsageError, type Command, type Io } from "./command";
import { lessonFiles, lessonIn } from "./lessonFiles";
import { readOptions } from "./options";
import { readCourse } from "./shelf";

/** A line of the answer sheet with whose it is; `file` is relative to the folder. */
interface Row extends Grade {
  readonly who: string;
  readonly file: string;
}

/** An answer sheet of what a class has saved. */
export const grade: Command = {
  name: "grade",
  summary:
    "An answer sheet from saved answers and trace files: who has won which challenge, and against which par.",
  usage: ["grade FOLDER [--lessons FOLDER] [--json]"],
  async run(args, io) {
    const options = readOptions(args, { json: "flag", lessons: "value" });
    const [folder, ...others] = options.words;
    if (folder === undefined || others.length > 0) throw new UsageError("Name one folder of saved answers.");
    const challenges = await challengesIn(options.values.get("lessons"), io);
    const judge = new Judge(new Ways());
    const rows: Row[] = [];
    for (const path of await jsonFiles(folder)) {
      const file = relative(folder, path);
      try {
        const answer = readAnswer(await readFile(path, "utf8"));
        if (!answer) continue;
        const who = answer.who ?? ownerOf(file);
        const grades = gradesOf(answer, challenges, judge);
        rows.push(...grades.map((one) => ({ ...one, who, file })));
        if (grades.length === 0) io.err(`${file}: it belongs to no challenge of the lessons.\n`);
      } catch (error) {
        io.err(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
    const sheet = rows.map(({ who, challenge, won, preemptions, par, words, file }) => ({
      who,
      challenge,
      won,
      preemptions,
      par,
      words,
      file,
    }));
    sheet.sort((a, b) => (`${a.who} ${a.challenge}` < `${b.who} ${b.challenge}` ? -1 : 1));
    if (options.flags.has("json")) await io.out(`${JSON.stringify({ answers: sheet })}\n`);
    else for (const row of sheet) await io.out(rowText(row));
    return DONE;
  },
};

function rowText({ who, challenge, won, preemptions, par, words }: Omit<Row, "file">): string {
  const score = preemptions === null || par === null ? "" : `${preemptions} against par ${par}`;
  return `${who.padEnd(20)} ${challenge.padEnd(22)} ${won ? "won" : "-  "}  ${score}${score === "" ? "" : "  "}${words}\n`;
}

/** Whose a trace file is: the folder that it lies in, or what its name begins with. */
function ownerOf(file: string): string {
  const [first = "", ...rest] = file.split(sep);
  return rest.length > 0 ? first : (/^[^.\-_ ]+/.exec(basename(first))?.[0] ?? first);
}

async function jsonFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => {
    throw new UsageError(`Cannot read the folder ${folder}.`);
  });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Challenges of the course, and of a folder of own lessons. */
async function challengesIn(own: string | undefined, io: Io): Promise<readonly Challenge[]> {
  const course = (await readCourse(io)).map(({ lesson }) => lesson);
  const files = own === undefined ? [] : await lessonFiles([own]);
  const owns = await Promise.all(files.map(async (file) => (await lessonIn(file)).lesson));
  return [...course, ...owns].flatMap(({ steps }) => steps.flatMap(({ challenge }) => challenge ?? []));
}
