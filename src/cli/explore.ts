import { explore as search, fails, Machine, type Verdict } from "../explore";
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

function verdictText(name: string, verdict: Verdict): string {
  const { outcomes, exhaustive, bounds, states, executions, milliseconds } = verdict;
  const seen = [
    executions === null ? "" : `${executions} executions`,
    states === null ? "" : `${states} states`,
  ].filter((part) => part !== "");
  const reached = Object.entries(bounds).map(([name, value]) => `${name} ${value}`);
  const coverage = exhaustive ? "exhaustive" : `not exhaustive, stopped at ${reached.join(", ")}`;
  const lines = outcomes.flatMap((outcome) => [
    `${fails(outcome) ? "x" : " "} ${outcomeText(outcome)}`,
    `    ${outcome.schedule}`,
  ]);
  const how = `${coverage}: ${seen.join(", ")}, ${milliseconds} ms, sequential consistency`;
  return [`${name}, ${how}`, ...lines, ""].join("\n");
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
    "        [--executions N] [--preemptions N] [--states N] [--memory BYTES] [--milliseconds N]",
  ],
  async run(args, io) {
    const kinds = { ...modelOptions, ...searchOptions, ...reportOptions, json: "flag" } as const;
    const options = readOptions(args, kinds);
    const reports = await Reports.of(options);
    const revision = revisionIn(options.values.get("revision"));
    const scenario = await scenarioIn(options);
    const { program, without } = groundIn(options, revision, scenario);
    const verdict = search(program, { ...exploreOptionsIn(options), shortest: true });
    const { outcomes, ...rest } = verdict;
    const json = { revision, scenario: scenario.id, without, ...rest, outcomes: outcomes.map(foundJson) };
    if (options.flags.has("json")) await io.out(`${JSON.stringify(json)}\n`);
    else if (!reports.takesOutput) await io.out(verdictText(program.name, verdict));
    const cell = { revision, scenario: scenario.id, exhaustive: verdict.exhaustive, outcomes };
    return reports.finish([cell], () => new Machine(program, machineOptionsIn(options)), io);
  },
};
