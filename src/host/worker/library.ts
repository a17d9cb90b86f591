import type { Program } from "../../kernel";
import type { CatalogueView, Setup } from "../../protocol";

/** What the simulation needs of the models. */
export interface Library {
  readonly catalogue: () => CatalogueView;
  /** The closed program of a setup. @throws Error with one sentence if there is no such scenario, revision or hunk */
  readonly program: (setup: Setup) => Program;
  /** Hunks that are left out with those the setup asks for. */
  readonly leftOut: (setup: Setup) => readonly string[];
  /** Versions of the extension and of the models, in words. */
  readonly versions: string;
  /** The scenario as trace files hold it: whole. */
  readonly scenario: (id: string) => unknown;
}
