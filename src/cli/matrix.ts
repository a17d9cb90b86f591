import { Machine } from "../explore";
import { findings, programFor, revisions, scenarios, type Scenario } from "../models";
import type { Cell, Change } from "../models/matrix";
import { changesOf, isWhatIf, violationsOf } from "../models/matrix";
import { chosen } from "./chosen";
import { UsageError } from "./command";
import type { Command } from "./command";
import { findingText, foundFinding, type FoundFinding } from "./findingText";
import { exploreCells } from "./matrixThreads";
import { readOptions } from "./options";
import { reportOptions, Reports, reportUsage } from "./reports";

function changeText({ scenario, from, to, fixed, introduced }: Change): string {
  const line = (sign: string, { kind, object, context, schedule }: Change["fixed"][number]): string =>
    `    ${sign} ${kind}: ${object}, by ${context}   (${schedule})\n`;
  const lines = [
    ...fixed.map((violation) => line("mends", violation)),
    ...introduced.map((violation) => line("brings", violation)),
  ];
  return `${from} -> ${to}  ${scenario}\n${lines.join("")}`;
}

function cellText(cell: Cell): string {
  const kinds = [...new Set(violationsOf(cell).map(({ kind, object }) => `${kind} ${object}`))];
  const bounded = cell.exhaustive ? "" : " (not exhaustive)";
  return `${cell.scenario}  ${cell.revision}: ${kinds.join(", ") || "clean"}${bounded}\n`;
}

/** The findings that these scenarios and revisions show; between two of them the threads of the matrix get their work. */
async function foundIn(
  rows: readonly Scenario[],
  columns: readonly string[],
): Promise<readonly FoundFinding[]> {
  const found: FoundFinding[] = [];
  for (const finding of findings) {
    await new Promise((done) => setImmediate(done));
    const scenario = rows.find(({ id }) => id === finding.scenario);
    const seen = finding.revisions.some((revision) => columns.includes(revision));
    if (scenario !== undefined && seen) found.push(foundFinding(finding, scenario));
  }
  return found;
}

/** `matrix`: every scenario on every revision, and which patch mends or brings what. */
export const matrix: Command = {
  name: "matrix",
  summary:
    "Every scenario on every revision, which patch mends or brings each violation, and what was found.",
  usage: ["matrix [--json] [--scenarios all|ID,...] [--revisions all|ID,...]", `       ${reportUsage}`],
  async run(args, io) {
    const options = readOptions(args, {
      ...reportOptions,
      json: "flag",
      scenarios: "value",
      revisions: "value",
    });
    const reports = await Reports.of(options);
    if (options.words.length > 0) throw new UsageError(`matrix takes no file ("${options.words[0] ?? ""}").`);
    const rows = chosen("scenario", options.values.get("scenarios"), scenarios);
    const named = options.values.get("revisions");
    const columns = chosen("revision", named, revisions)
      .map(({ id }) => id)
      .filter((id) => (named !== undefined && named !== "all" ? true : !isWhatIf(id)));
    const variants = columns.map((revision) => ({ revision }));
    const [cells, found] = await Promise.all([exploreCells(rows, variants), foundIn(rows, columns)]);
    const changes = changesOf(cells);
    if (options.flags.has("json")) await io.out(`${JSON.stringify({ cells, changes, findings: found })}\n`);
    else if (!reports.takesOutput)
      await io.out(
        [
          ...cells.map(cellText),
          ...changes.map(changeText),
          ...found.map((finding) => `\n${findingText(finding)}`),
        ].join(""),
      );
    const machineOf = ({ revision, scenario: id }: Cell): Machine => {
      const scenario = rows.find((row) => row.id === id);
      if (scenario === undefined) throw new Error(`the matrix has a scenario that nobody asked for: ${id}`);
      return new Machine(programFor(revision, scenario));
    };
    return reports.finish(cells, machineOf, io);
  },
};
