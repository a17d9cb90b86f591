import { Machine } from "../explore";
import { nearest } from "../nearest";
import { programFor, revisions, scenarios, type Scenario } from "../models";
import type { Ground } from "./opening";

/** How a ground is run where nothing else is asked for. */
export interface GroundOptions {
  readonly irq?: "any-cpu" | "same-cpu";
  readonly continueAfterOops?: boolean;
}

function hint(id: string): string {
  const near = nearest(
    id,
    scenarios.map((scenario) => scenario.id),
  );
  return near === null ? "" : `; the nearest is "${near}"`;
}

/** The scenario with an id. @throws Error with one sentence if there is none */
export function scenarioNamed(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) throw new Error(`There is no scenario "${id}"${hint(id)}.`);
  return found;
}

/** Throws one sentence if there is no such revision. */
export function requireRevision(id: string): void {
  if (!revisions.some((revision) => revision.id === id))
    throw new Error(`There is no revision "${id}"; there are ${revisions.map((one) => one.id).join(", ")}.`);
}

/** The machine that runs a ground. @throws Error with one sentence if there is no such scenario, revision or hunk */
export function machineOf({ scenario, revision, without }: Ground, options: GroundOptions = {}): Machine {
  requireRevision(revision);
  return new Machine(programFor(revision, scenarioNamed(scenario), { without }), options);
}
