import { Machine } from "../explore";
import { programFor, revisions, scenarios, switchableHunks, type Scenario } from "../models";
import { nearestName } from "./nearestName";
import type { Ground } from "./opening";

/** How a ground is run where nothing else is asked for. */
export interface GroundOptions {
  readonly irq?: "any-cpu" | "same-cpu";
  readonly continueAfterOops?: boolean;
}

/** The scenario with an id. @throws Error with one sentence if there is none */
export function scenarioNamed(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) {
    const near = nearestName(
      id,
      scenarios.map((scenario) => scenario.id),
    );
    throw new Error(`There is no scenario "${id}"${near}.`);
  }
  return found;
}

/** Throws one sentence if there is no such revision. */
export function requireRevision(id: string): void {
  const ids = revisions.map((revision) => revision.id);
  if (!ids.includes(id)) throw new Error(`There is no revision "${id}"; there are ${ids.join(", ")}.`);
}

/** The machine that runs a ground. @throws Error with one sentence if there is no such scenario, revision or hunk */
export function machineOf({ scenario, revision, without }: Ground, options: GroundOptions = {}): Machine {
  requireRevision(revision);
  for (const hunk of without)
    if (!switchableHunks.includes(hunk))
      throw new Error(
        `There is no hunk "${hunk}" that can be switched off${nearestName(hunk, switchableHunks)}.`,
      );
  return new Machine(programFor(revision, scenarioNamed(scenario), { without }), options);
}
