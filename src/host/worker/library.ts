import type { Program } from "../../kernel";
import type { CatalogueView, FindingView, Setup, ViolationView } from "../../protocol";
import type { Origins } from "../../models/sources/origins";
import type { KnownFinding } from "./requests";

/** What the simulation needs of the models. */
export interface Library {
  readonly catalogue: () => CatalogueView;
  /** The closed program of a setup. @throws Error with one sentence if there is no such scenario, revision or hunk */
  readonly program: (setup: Setup) => Program;
  /** Hunks that are left out with those the setup asks for. */
  readonly leftOut: (setup: Setup) => readonly string[];
  /** Versions of the extension and of the models, in words. */
  readonly versions: string;
  /** A setup's scenario as trace files hold it: whole, in the form of a scenario file. */
  readonly scenarioFile: (setup: Setup) => { readonly id: string };
  /**
   * Reads a scenario in that form: its id, and its text for a setup if it is none of the catalogue.
   *
   * @throws Error with one sentence that names the field that is wrong
   */
  readonly readScenario: (json: unknown) => Pick<Setup, "scenario" | "custom">;
  /** The bugs behind the violations that a setup has, as far as they are known by name. */
  readonly findings: (setup: Setup, violations: readonly ViolationView[]) => readonly FindingView[];
  /** Which file of the models each function of a setup stands in. */
  readonly origins: (setup: Setup) => Origins;
  /** Every bug that is known by name. */
  readonly knownFindings: readonly KnownFinding[];
  /** The series that a revision belongs to. */
  readonly seriesOf: (revision: string) => string;
}
