/** The models: revisions, scenarios, and the programs that run one on the other. */
export { programFor, type ProgramOptions } from "./program";
export { revisions, type Revision } from "./revisions";
export { scenarios } from "./scenario/catalogue";
export { claims, type Claim } from "./scenario/claims";
export { findingOf, findings, findingsOf, mendedBy, sinceOf, type Finding } from "./findings";
export { isProblem, type Problem } from "./scenario/fields";
export { readScenario } from "./scenario/read";
export { scenarioFile } from "./scenario/write";
export type { Scenario } from "./scenario/scenario";
export { switchableHunks, without, type Without } from "./without";
