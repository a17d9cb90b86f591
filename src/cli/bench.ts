import { explorerMeasures } from "./benchExplorer";
import { figureText, type Figure } from "./benchFigure";
import { importerFigures } from "./benchImporter";
import { DONE, UsageError, type Command } from "./command";
import { readOptions } from "./options";

/** Mails of the generated mailbox: about 75 MB, and with `--quick` a tenth of it. */
const MAILS = 11_000;
const QUICK_MAILS = 1_100;

function mailsWanted(typed: string | undefined, isQuick: boolean): number {
  if (typed === undefined) return isQuick ? QUICK_MAILS : MAILS;
  const mails = Number(typed);
  if (!Number.isInteger(mails) || mails < 2 || mails > 1_000_000)
    throw new UsageError(`--mails takes a whole number from 2 to 1000000, not ${typed}.`);
  return mails;
}

async function* measure(part: string | undefined, mails: number): AsyncGenerator<Figure> {
  if (part !== "importer") for (const next of explorerMeasures) yield await next();
  if (part !== "explorer") yield* importerFigures(mails);
}

/** Measures the explorer and the importer. */
export const bench: Command = {
  name: "bench",
  summary: "Measures explorer and importer, each figure beside what it is compared to in the same run.",
  usage: ["bench [explorer | importer] [--quick | --mails N] [--json]"],
  async run(args, io) {
    const { flags, values, words } = readOptions(args, { json: "flag", quick: "flag", mails: "value" });
    const part = words[0];
    if (words.length > 1 || (part !== undefined && part !== "explorer" && part !== "importer"))
      throw new UsageError("bench takes explorer or importer, or neither for both.");
    const figures: Figure[] = [];
    for await (const figure of measure(part, mailsWanted(values.get("mails"), flags.has("quick")))) {
      figures.push(figure);
      if (!flags.has("json")) await io.out(`${figureText(figure)}\n`);
    }
    if (flags.has("json")) await io.out(`${JSON.stringify({ figures })}\n`);
    return DONE;
  },
};
