import {
  dataRaces,
  explore as search,
  fails,
  formatSchedule,
  Machine,
  type RacingAccess,
  type Races,
  type Verdict,
} from "../explore";
import type { Program } from "../kernel";
import type { Command } from "./command";
import {
  exploreOptionsIn,
  groundIn,
  machineOptionsIn,
  modelOptions,
  revisionIn,
  scenarioIn,
  searchOptions,
} from "./model";
import { readOptions } from "./options";
import { foundJson, outcomeText } from "./outcomeJson";
import { reportOptions, Reports, reportUsage } from "./reports";

function coverageText(exhaustive: boolean, bounds: Verdict["bounds"]): string {
  const reached = Object.entries(bounds).map(([name, value]) => `${name} ${value}`);
  return exhaustive ? "exhaustive" : `not exhaustive, stopped at ${reached.join(", ")}`;
}

function verdictText(name: string, verdict: Verdict): string {
  const { outcomes, exhaustive, bounds, states, executions, milliseconds } = verdict;
  const seen = [
    executions === null ? "" : `${executions} executions`,
    states === null ? "" : `${states} states`,
  ].filter((part) => part !== "");
  const lines = outcomes.flatMap((outcome) => [
    `${fails(outcome) ? "x" : " "} ${outcomeText(outcome)}`,
    `    ${outcome.schedule}`,
  ]);
  const how = `${coverageText(exhaustive, bounds)}: ${seen.join(", ")}, ${milliseconds} ms, sequential consistency`;
  return [`${name}, ${how}`, ...lines, ""].join("\n");
}

/** The data races of a program, their schedules as text. */
function racesJson({ races, ...covered }: Races, { contexts }: Program) {
  const told = races.map((race) => ({ ...race, schedule: formatSchedule(race.schedule, contexts) }));
  return { ...covered, races: told };
}

function racesText({ races, exhaustive, bounds }: ReturnType<typeof racesJson>): string {
  const side = ({ contextId, function: name, cText, plain }: RacingAccess) =>
    `${contextId} in ${name}(): ${cText}${plain ? "" : " (marked)"}`;
  const lines = races.flatMap(({ cell, accesses: [first, second], schedule }) => [
    `r ${cell}: ${side(first)} | ${side(second)}`,
    `    ${schedule}`,
  ]);
  const count = `${races.length} data ${races.length === 1 ? "race" : "races"}`;
  return [`${count}, ${coverageText(exhaustive, bounds)}`, ...lines, ""].join("\n");
}

/** Finds every way a scenario can end on a revision. */
export const explore: Command = {
  name: "explore",
  summary: "Explores every interleaving of a scenario on a revision and lists how it can end.",
  usage: [
    "explore --revision R (--scenario ID | --scenario-file FILE) [--json]",
    `        ${reportUsage}`,
    "        [--without HUNK,...] [--irq any-cpu|same-cpu] [--search auto|dpor|stateful|bounded|random]",
    "        [--reduction optimal|source|none] [--draw uniform|pct] [--seed N] [--continue-after-oops]",
    "        [--executions N] [--preemptions N] [--states N] [--memory BYTES] [--milliseconds N] [--races]",
  ],
  async run(args, io) {
    const kinds = {
      ...modelOptions,
      ...searchOptions,
      ...reportOptions,
      races: "flag",
      json: "flag",
    } as const;
    const options = readOptions(args, kinds);
    const reports = await Reports.of(options);
    const revision = revisionIn(options.values.get("revision"));
    const scenario = await scenarioIn(options);
    const { program, without } = groundIn(options, revision, scenario);
    const asked = exploreOptionsIn(options);
    const verdict = search(program, { ...asked, shortest: true });
    const { outcomes, ...rest } = verdict;
    const machine = () => new Machine(program, machineOptionsIn(options));
    const races = options.flags.has("races")
      ? racesJson(dataRaces(machine(), asked.limits), program)
      : undefined;
    const found = { ...rest, outcomes: outcomes.map(foundJson), dataRaces: races };
    const json = { revision, scenario: scenario.id, without, ...found };
    if (options.flags.has("json")) await io.out(`${JSON.stringify(json)}\n`);
    else if (!reports.takesOutput)
      await io.out(verdictText(program.name, verdict) + (races ? racesText(races) : ""));
    const cell = { revision, scenario: scenario.id, exhaustive: verdict.exhaustive, outcomes };
    return reports.finish([cell], machine, io);
  },
};
