import { revisions, scenarios } from "../models";
import type { Change } from "../models/matrix";
import { changesOf, isWhatIf, violationsOf } from "../models/matrix";
import { DONE, UsageError } from "./command";
import type { Command } from "./command";
import { exploreCells } from "./matrixThreads";
import { nearest } from "./nearest";
import { readOptions } from "./options";

/** The items that a list of names asks for; `all`, or nothing, means all of them. */
function chosen<T extends { readonly id: string }>(
  what: string,
  list: string | undefined,
  all: readonly T[],
): readonly T[] {
  if (list === undefined || list === "all") return all;
  return list.split(",").map((name) => {
    const found = all.find(({ id }) => id === name);
    if (found !== undefined) return found;
    const near = nearest(
      name,
      all.map(({ id }) => id),
    );
    throw new UsageError(
      `There is no ${what} "${name}"${near === null ? "." : `; the nearest is "${near}".`}`,
    );
  });
}

function changeText({ scenario, from, to, fixed, introduced }: Change): string {
  const line = (sign: string, { kind, object, context, schedule }: Change["fixed"][number]): string =>
    `    ${sign} ${kind}: ${object}, by ${context}   (${schedule})\n`;
  const lines = [
    ...fixed.map((violation) => line("mends", violation)),
    ...introduced.map((violation) => line("brings", violation)),
  ];
  return `${from} -> ${to}  ${scenario}\n${lines.join("")}`;
}

/** `matrix`: every scenario on every revision, and which patch mends or brings what. */
export const matrix: Command = {
  name: "matrix",
  summary: "Every scenario on every revision, and which patch mends or brings each violation.",
  usage: ["matrix [--json] [--scenarios all|ID,...] [--revisions all|ID,...]"],
  async run(args, io) {
    const options = readOptions(args, { json: "flag", scenarios: "value", revisions: "value" });
    if (options.words.length > 0) throw new UsageError(`matrix takes no file ("${options.words[0] ?? ""}").`);
    const rows = chosen("scenario", options.values.get("scenarios"), scenarios);
    const named = options.values.get("revisions");
    const columns = chosen("revision", named, revisions)
      .map(({ id }) => id)
      .filter((id) => (named !== undefined && named !== "all" ? true : !isWhatIf(id)));
    const cells = await exploreCells(rows, columns);
    const changes = changesOf(cells);
    if (options.flags.has("json")) {
      await io.out(`${JSON.stringify({ cells, changes })}\n`);
      return DONE;
    }
    for (const cell of cells) {
      const kinds = [...new Set(violationsOf(cell).map(({ kind, object }) => `${kind} ${object}`))];
      const bounded = cell.exhaustive ? "" : " (not exhaustive)";
      await io.out(`${cell.scenario}  ${cell.revision}: ${kinds.join(", ") || "clean"}${bounded}\n`);
    }
    for (const change of changes) await io.out(changeText(change));
    return DONE;
  },
};
