import { scenarios } from "../models";
import { hunkEffects, hunkSets, type HunkEffect } from "../models/hunkEffects";
import { mapPatches } from "../models/map/map";
import { knownPatches } from "../series/knownPatch";
import { DONE, UsageError } from "./command";
import type { Command } from "./command";
import { readCorpus } from "./corpus";
import { exploreCells } from "./matrixThreads";
import { unknown } from "./model";
import { readOptions } from "./options";

/** The patches of one series of the documents, or of all. */
function patchesOf(series: string | undefined): readonly string[] {
  const all = [...new Set(knownPatches.map((patch) => patch.series))];
  if (series !== undefined && !all.includes(series)) throw unknown("series", series, all);
  const wanted = knownPatches.filter((patch) => series === undefined || patch.series === series);
  return wanted.map(({ name }) => name);
}

/** Every scenario on the revision of each patch, whole and without each set of its hunks, and how the two differ. */
async function effectsOf(patches: readonly string[]): Promise<readonly HunkEffect[]> {
  const sets = hunkSets.filter(({ revision }) => patches.includes(revision));
  const whole = [...new Set(sets.map(({ revision }) => revision))].map((revision) => ({ revision }));
  const less = sets.map(({ revision, hunks }) => ({ revision, without: hunks }));
  return hunkEffects(await exploreCells(scenarios, [...whole, ...less]));
}

/** What leaving out a set of hunks does, over all scenarios; one line for each way in which it shows. */
function effectText(hunks: readonly string[], effects: readonly HunkEffect[]): string {
  const name =
    hunks.length === 1 ? (hunks[0] ?? "") : `${hunks[0] ?? ""} and ${String(hunks.length - 1)} more`;
  const lines = (word: string, of: (effect: HunkEffect) => HunkEffect["broken"]): string[] => {
    const seen = new Map<string, string[]>();
    for (const effect of effects)
      for (const { kind, object, context } of of(effect)) {
        const key = `${kind} of ${object} by ${context}`;
        seen.set(key, [...(seen.get(key) ?? []), effect.scenario]);
      }
    return [...seen].map(([violation, where]) => `    ${word} ${violation}: ${where.join(", ")}`);
  };
  const otherwise = effects.filter((effect) => effect.otherwise).map(({ scenario }) => scenario);
  const all = [
    ...lines("breaks:", ({ broken }) => broken),
    ...lines("is gone:", ({ mended }) => mended),
    ...(otherwise.length === 0 ? [] : [`    other results: ${otherwise.join(", ")}`]),
  ];
  return `without ${name}\n${(all.length === 0 ? ["    nothing changes"] : all).join("\n")}\n`;
}

/** `map`: which steps of the models stand behind which lines of the hunks. */
export const map: Command = {
  name: "map",
  summary:
    "Which steps of the models stand behind which lines of the hunks; with --what-if, what breaks without each of them.",
  usage: ["map [--json] [--series direct-io|aio-errors] [--what-if]"],
  async run(args, io) {
    const { flags, values, words } = readOptions(args, { json: "flag", series: "value", "what-if": "flag" });
    if (words.length > 0) throw new UsageError(`map takes no file ("${words[0] ?? ""}").`);
    const wanted = patchesOf(values.get("series"));
    if (flags.has("what-if")) {
      const effects = await effectsOf(wanted);
      const sets = hunkSets.filter(({ revision }) => wanted.includes(revision));
      const table = sets.map(({ revision, hunks }) => ({
        ...{ revision, hunks },
        effects: effects.filter(
          (effect) => effect.revision === revision && effect.hunks.join() === hunks.join(),
        ),
      }));
      if (flags.has("json")) await io.out(`${JSON.stringify({ sets: table })}\n`);
      else await io.out(table.map((set) => effectText(set.hunks, set.effects)).join(""));
      return DONE;
    }
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
