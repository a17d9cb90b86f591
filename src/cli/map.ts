import { mapPatches } from "../models/map/map";
import { DONE, UsageError } from "./command";
import type { Command } from "./command";
import { readCorpus } from "./corpus";
import { nearest } from "../nearest";
import { readOptions } from "./options";

/** Which patches belong to which series of the documents. */
const series: Readonly<Record<string, readonly string[]>> = {
  "direct-io": ["p1", "p2", "p3", "p4", "p5"],
  "aio-errors": ["propogate", "pgbusy"],
};

function patchesOf(name: string | undefined): readonly string[] {
  if (name === undefined) return Object.values(series).flat();
  const found = Object.hasOwn(series, name) ? series[name] : undefined;
  if (found !== undefined) return found;
  const near = nearest(name, Object.keys(series));
  throw new UsageError(`There is no series "${name}"; the nearest is "${near ?? "direct-io"}".`);
}

/** `map`: which steps of the models stand behind which lines of the hunks. */
export const map: Command = {
  name: "map",
  summary:
    "Which steps of the models stand behind which lines of the hunks, and which lines carry no behaviour.",
  usage: ["map --json [--series direct-io|aio-errors]"],
  async run(args, io) {
    const { flags, values, words } = readOptions(args, { json: "flag", series: "value" });
    if (words.length > 0) throw new UsageError(`map takes no file ("${words[0] ?? ""}").`);
    const wanted = patchesOf(values.get("series"));
    const { patches } = await readCorpus(io);
    const hunks = mapPatches(patches.filter(({ id }) => wanted.includes(id)));
    if (flags.has("json")) await io.out(`${JSON.stringify({ hunks })}\n`);
    else
      for (const { id, effect, changedLines, mappedLines, inertLines, why } of hunks)
        await io.out(
          `${id}  ${effect}: ${String(changedLines)} lines changed, ${String(mappedLines)} mapped, ${String(inertLines.length)} inert; ${why}\n`,
        );
    return DONE;
  },
};
