import { nearest } from "../nearest";
import type { Translate } from "../placeWords";
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
  /** `shown` stops where the first step comes that a diff shows, as other debuggers stop in main() and not before it. */
  readonly stopOnEntry?: boolean | "shown";
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
    return { setup, schedule: asked.schedule, reason: ground.t("Debugged schedule"), note: "" };
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
        ? ground.t("No order of {0} fails on {1}; this is one of them.", setup.scenario, setup.revision)
        : "";
    return { setup, schedule: found.schedule, reason: found.title, note };
  }
  const kinds = [...new Set(failing.flatMap(({ violations }) => violations.map(({ kind }) => kind)))];
  const there = kinds.length === 0 ? ground.t("none") : kinds.join(", ");
  throw new Error(
    ground.t(
      'No order of {0} on {1} ends in "{2}"; what it has: {3}.',
      setup.scenario,
      setup.revision,
      wanted ?? "",
      there,
    ),
  );
}

async function fromTrace(path: string, asked: LaunchArguments, ground: Ground): Promise<Launched> {
  let text: string;
  try {
    text = await ground.readText(path);
  } catch (cause) {
    throw new Error(ground.t("The trace file {0} cannot be read.", path), { cause });
  }
  const { setup, schedule, note } = await ground.readTrace(text);
  if (asked.revision === undefined || asked.revision === setup.revision)
    return { setup, schedule, reason: ground.t("Debugged trace"), note };
  const other = { ...setup, revision: asked.revision, without: [] };
  check("revision", other.revision, (await ground.catalogue()).revisions, ground.t);
  return { setup: other, schedule, reason: ground.t("Debugged trace of {0}", setup.revision), note };
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
    throw new Error(ground.t('A launch configuration needs "trace", or "revision" and "scenario".'));
  if (revision === undefined)
    throw new Error(ground.t('A launch configuration with a scenario needs a "revision".'));
  const { revisions, scenarios } = await ground.catalogue();
  check("revision", revision, revisions, ground.t);
  if (custom === null) check("scenario", scenario, scenarios, ground.t);
  if (irq !== "any-cpu" && irq !== "same-cpu")
    throw new Error(ground.t('"irq" is "any-cpu" or "same-cpu", not "{0}".', String(irq)));
  return { scenario, custom, revision, beside: null, without, irq, continueAfterOops };
}

/** What is said of a name that there is not: with the nearest one, or with those that there are. */
const unknown = {
  revision: [
    'There is no revision "{0}"; the nearest is "{1}".',
    'There is no revision "{0}"; there are {1}.',
  ],
  scenario: [
    'There is no scenario "{0}"; the nearest is "{1}".',
    'There is no scenario "{0}"; there are {1}.',
  ],
} as const;

function check(
  what: keyof typeof unknown,
  name: string,
  all: readonly { readonly id: string }[],
  t: Translate,
): void {
  if (all.some(({ id }) => id === name)) return;
  const names = all.map(({ id }) => id);
  const near = nearest(name, names);
  const [withNearest, withAll] = unknown[what];
  throw new Error(
    near === null ? t(withAll, name, names.slice(0, 12).join(", ")) : t(withNearest, name, near),
  );
}
