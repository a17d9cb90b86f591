import type { Setup } from "../../protocol";
import { isProblem, programFor, readScenario, revisions, type Scenario } from "../../models";
import type { Library } from "./library";

/** Scenarios that can be chosen in the panel. */
const scenarios: readonly Scenario[] = [
  {
    id: "aio-read-fault-third-page",
    title: "AIO read of three pages; the third page faults, two bios go out",
    op: "read",
    async: true,
    offset: 0,
    bytes: 12288,
    fileSize: 12288,
    blockSize: 4096,
    locking: "DIO_LOCKING",
    blocksPerMapping: 1,
    faultAtPage: 2,
  },
  {
    id: "aio-read",
    title: "AIO read of two blocks, each its own bio",
    op: "read",
    async: true,
    offset: 0,
    bytes: 8192,
    fileSize: 8192,
  },
].map((given) => {
  const scenario = readScenario(given);
  if (isProblem(scenario)) throw new Error(scenario.problem);
  return scenario;
});

function scenarioNamed(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) throw new Error(`There is no scenario "${id}".`);
  return found;
}

/** The models of this extension, as the panel's worker needs them. */
export const library: Library = {
  catalogue: () => ({
    scenarios: scenarios.map(({ id, title }) => ({ id, title, revisions: revisions.map((one) => one.id) })),
    revisions: revisions.map(({ id, title }) => ({ id, title, hunks: [] })),
  }),
  program: ({ revision, scenario }: Setup) => programFor(revision, scenarioNamed(scenario)),
  leftOut: () => [],
  versions: "patch-archaeology 0.1.0",
  scenario: scenarioNamed,
};
