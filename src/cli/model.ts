import { readFile } from "node:fs/promises";
import { defaultLimits, type Draw, type ExploreOptions, type Limits, type SearchName } from "../explore";
import { isProblem, programFor, readScenario, revisions, scenarios, without, type Scenario } from "../models";
import type { Program } from "../kernel";
import { UsageError } from "./command";
import { nearest } from "../nearest";
import type { Options } from "./options";

const searches: readonly SearchName[] = ["auto", "dpor", "stateful", "bounded", "random"];
const draws: readonly Draw[] = ["uniform", "pct"];
const reductions = ["optimal", "source", "none"] as const;

/** Options of every command that runs a model. */
export const modelOptions = {
  revision: "value",
  scenario: "value",
  "scenario-file": "value",
  without: "value",
  irq: "value",
  "continue-after-oops": "flag",
} as const;

/** Options that say how to search. */
export const searchOptions = {
  search: "value",
  reduction: "value",
  draw: "value",
  seed: "value",
  executions: "value",
  states: "value",
  memory: "value",
  milliseconds: "value",
  preemptions: "value",
} as const;

/** What to say when there is no such thing: the nearest name, or else all of them. */
export function unknown(kind: string, name: string, names: readonly string[]): UsageError {
  const near = nearest(name, names);
  const hint = near === null ? `There are ${names.join(", ")}.` : `The nearest is "${near}".`;
  return new UsageError(`There is no ${kind} "${name}". ${hint}`);
}

/** The revision that an option names; it has to be given. */
export function revisionIn(name: string | undefined, option = "revision"): string {
  const names = revisions.map(({ id }) => id);
  if (name === undefined) throw new UsageError(`--${option} is missing: one of ${names.join(", ")}.`);
  if (!names.includes(name)) throw unknown("revision", name, names);
  return name;
}

/** The scenario that `--scenario` names or `--scenario-file` holds. */
export async function scenarioIn({ values }: Options): Promise<Scenario> {
  const [name, file] = [values.get("scenario"), values.get("scenario-file")];
  if (name !== undefined && file !== undefined)
    throw new UsageError("--scenario and --scenario-file exclude each other.");
  if (file !== undefined) return scenarioFrom(file);
  const names = scenarios.map(({ id }) => id);
  if (name === undefined) throw new UsageError("--scenario or --scenario-file is missing.");
  const found = scenarios.find(({ id }) => id === name);
  if (!found) throw unknown("scenario", name, names);
  return found;
}

async function scenarioFrom(file: string): Promise<Scenario> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${file} cannot be read as a scenario: ${why}.`);
  }
  const scenario = readScenario(json);
  if (isProblem(scenario)) throw new UsageError(`${file} is no scenario: ${scenario.problem}.`);
  return scenario;
}

/** A revision less the hunks that `--without` names, separated by commas. */
export interface Ground {
  readonly program: Program;
  /** All hunks that are left out: those that were named and those that go with them. */
  readonly without: readonly string[];
}

/** The program that the options ask for. */
export function groundIn({ values }: Options, revision: string, scenario: Scenario): Ground {
  const hunks = (values.get("without") ?? "").split(",").filter((hunk) => hunk !== "");
  const less = without(revision, hunks);
  if (isProblem(less)) throw new UsageError(`--without: ${less.problem}.`);
  return { program: programFor(revision, scenario, { without: hunks }), without: less.leftOut };
}

/** How the machine behaves. */
export function machineOptionsIn({
  values,
  flags,
}: Options): Pick<ExploreOptions, "irq" | "continueAfterOops"> {
  const irq = values.get("irq") ?? "any-cpu";
  if (irq !== "any-cpu" && irq !== "same-cpu")
    throw new UsageError(`--irq is "any-cpu" or "same-cpu", not "${irq}".`);
  return { irq, continueAfterOops: flags.has("continue-after-oops") };
}

/** How to search, and how far. */
export function exploreOptionsIn(options: Options): ExploreOptions {
  const name = options.values.get("search") ?? "auto";
  const search = searches.find((candidate) => candidate === name);
  if (search === undefined) throw unknown("search", name, searches);
  const limits: { -readonly [K in keyof Limits]: number } = { ...defaultLimits };
  for (const limit of ["executions", "states", "memory", "milliseconds", "preemptions"] as const) {
    const value = numberIn(options, limit);
    if (value !== undefined) limits[limit] = value;
  }
  const [seed, draw] = [numberIn(options, "seed"), oneOf(options, "draw", draws)];
  const reduction = oneOf(options, "reduction", reductions);
  return {
    ...machineOptionsIn(options),
    search,
    limits,
    ...(seed === undefined ? {} : { seed }),
    ...(draw === undefined ? {} : { draw }),
    ...(reduction === undefined ? {} : { reduction: reduction === "none" ? false : reduction }),
  };
}

/** The value of an option that takes one of a few names. */
function oneOf<Name extends string>(
  { values }: Options,
  option: string,
  names: readonly Name[],
): Name | undefined {
  const name = values.get(option);
  const found = names.find((candidate) => candidate === name);
  if (name !== undefined && found === undefined) throw unknown(option, name, names);
  return found;
}

function numberIn({ values }: Options, name: string): number | undefined {
  const text = values.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}
