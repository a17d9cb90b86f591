import { nearest } from "../nearest";
import type { Setup } from "../protocol";
import type { Ground } from "./ground";

/** What a launch configuration may say; one of `trace`, `schedule` and `scenario` says what is run. */
export interface LaunchArguments {
  readonly revision?: string;
  readonly scenario?: string;
  /** The scenario itself, as the JSON of a scenario file, when it is not one of the catalogue. */
  readonly custom?: string;
  readonly schedule?: string;
  /** Path of a trace file. */
  readonly trace?: string;
  /** Kind of the violation to replay, where a search finds several. */
  readonly violation?: string;
  /** Ids of hunks that are left out. */
  readonly without?: readonly string[];
  readonly irq?: Setup["irq"];
  readonly continueAfterOops?: boolean;
  readonly stopOnEntry?: boolean;
}

/** What a launch configuration leads to. */
export interface Launched {
  readonly setup: Setup;
  readonly schedule: string;
  readonly reason: string;
  /** What the person should know, as a sentence; empty if nothing. */
  readonly note: string;
}

/** Finds the execution that a launch configuration asks for. @throws Error with one sentence */
export async function launched(asked: LaunchArguments, ground: Ground): Promise<Launched> {
  if (asked.trace !== undefined) return fromTrace(asked.trace, asked, ground);
  const setup = await setupOf(asked, ground);
  if (asked.schedule !== undefined)
    return { setup, schedule: asked.schedule, reason: "Debugged schedule", note: "" };
  const { outcomes } = await ground.explore(setup);
  const failing = outcomes.filter(({ violations }) => violations.length > 0);
  const wanted = asked.violation;
  const found =
    wanted === undefined
      ? (failing[0] ?? outcomes[0])
      : failing.find(({ violations }) => violations.some(({ kind }) => kind === wanted));
  if (found) {
    const note =
      failing.length === 0
        ? `No order of ${setup.scenario} fails on ${setup.revision}; this is one of them.`
        : "";
    return { setup, schedule: found.schedule, reason: found.title, note };
  }
  const kinds = [...new Set(failing.flatMap(({ violations }) => violations.map(({ kind }) => kind)))];
  const there = kinds.length === 0 ? "none" : kinds.join(", ");
  throw new Error(
    `No order of ${setup.scenario} on ${setup.revision} ends in "${wanted ?? ""}"; what it has: ${there}.`,
  );
}

async function fromTrace(path: string, asked: LaunchArguments, ground: Ground): Promise<Launched> {
  let text: string;
  try {
    text = await ground.readText(path);
  } catch (cause) {
    throw new Error(`The trace file ${path} cannot be read.`, { cause });
  }
  const { setup, schedule, note } = await ground.readTrace(text);
  if (asked.revision === undefined || asked.revision === setup.revision)
    return { setup, schedule, reason: "Debugged trace", note };
  const other = { ...setup, revision: asked.revision, without: [] };
  check("revision", other.revision, (await ground.catalogue()).revisions);
  return { setup: other, schedule, reason: `Debugged trace of ${setup.revision}`, note };
}

async function setupOf(asked: LaunchArguments, ground: Ground): Promise<Setup> {
  const {
    revision,
    scenario,
    custom = null,
    without = [],
    irq = "any-cpu",
    continueAfterOops = false,
  } = asked;
  if (scenario === undefined)
    throw new Error('A launch configuration needs "trace", or "revision" and "scenario".');
  if (revision === undefined) throw new Error('A launch configuration with a scenario needs a "revision".');
  const { revisions, scenarios } = await ground.catalogue();
  check("revision", revision, revisions);
  if (custom === null) check("scenario", scenario, scenarios);
  if (irq !== "any-cpu" && irq !== "same-cpu")
    throw new Error(`"irq" is "any-cpu" or "same-cpu", not "${String(irq)}".`);
  return { scenario, custom, revision, beside: null, without, irq, continueAfterOops };
}

function check(what: string, name: string, all: readonly { readonly id: string }[]): void {
  if (all.some(({ id }) => id === name)) return;
  const names = all.map(({ id }) => id);
  const near = nearest(name, names);
  const hint = near === null ? `there are ${names.slice(0, 12).join(", ")}` : `the nearest is "${near}"`;
  throw new Error(`There is no ${what} "${name}"; ${hint}.`);
}
