import type { CatalogueView, HunkView, Setup } from "../../protocol";
import {
  isProblem,
  programFor,
  readScenario,
  revisions,
  scenarioFile,
  scenarios,
  switchableHunks,
  without,
  type Problem,
  type Revision,
  type Scenario,
} from "../../models";
import { seriesOf } from "../../models/places/places";
import { originsOf } from "../../models/sources/origins";
import { version } from "../../version";
import { findingsBehind, knownFindings } from "./findings";
import type { Library } from "./library";

/** The scenario of a setup: one of the catalogue, or the one that it brings along. */
function scenarioOf({ scenario: id, custom }: Pick<Setup, "scenario" | "custom">): Scenario {
  if (custom !== null) return checked(readScenario(JSON.parse(custom)));
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) throw new Error(`There is no scenario "${id}".`);
  return found;
}

function checked(scenario: Scenario | Problem): Scenario {
  if (isProblem(scenario)) throw new Error(`This is no scenario: ${scenario.problem}.`);
  return scenario;
}

/** A scenario from a file is called by its id if the catalogue has just this one, else it is kept whole. */
function adopt(json: unknown): Pick<Setup, "scenario" | "custom"> {
  const scenario = checked(readScenario(json));
  const known = scenarios.find(({ id }) => id === scenario.id);
  const same = known !== undefined && textOf(known) === textOf(scenario);
  return { scenario: scenario.id, custom: same ? null : textOf(scenario) };
}

function textOf(scenario: Scenario): string {
  return JSON.stringify(scenarioFile(scenario));
}

/** The heading that a scenario stands under: who else is there matters more than what is asked for. */
function groupOf(scenario: Scenario): string {
  const { filesystem, eventReader, otherWriterGrowsTo, kjournald, spuriousWakeups, async, op } = scenario;
  if (filesystem === "xfs") return "XFS";
  if (eventReader || otherWriterGrowsTo !== null || kjournald || spuriousWakeups > 0)
    return "With somebody else";
  if (!async) return "Synchronous";
  return op === "read" ? "Asynchronous reads" : "Asynchronous writes";
}

/** The hunks of a revision's own patch that can be switched off, each with those that must go with it. */
function hunksOf(revision: string, patch: string | null): readonly HunkView[] {
  const own = switchableHunks.filter((id) => patch !== null && id.startsWith(`${patch}/`));
  return [...new Set(own)].flatMap((id): HunkView[] => {
    const less = without(revision, [id]);
    if (isProblem(less)) return [];
    return [{ id, group: less.leftOut.filter((other) => other !== id), facts: null }];
  });
}

/** The heading that a revision stands under. */
function eraOf({ id, patch, inferred }: Revision): string {
  if (seriesOf(id) === "direct-io") return "The series of 2006, and the commit after it";
  return inferred && patch === null ? "What was only talked about" : "The two patches of 2007";
}

function catalogue(): CatalogueView {
  return {
    scenarios: scenarios.map((scenario) => ({
      id: scenario.id,
      title: scenario.title,
      group: groupOf(scenario),
      revisions: revisions.map(({ id }) => id),
    })),
    revisions: revisions.map((revision) => ({
      id: revision.id,
      title: revision.title,
      group: eraOf(revision),
      hunks: hunksOf(revision.id, revision.patch),
    })),
  };
}

/** The models of this extension, as the panel's worker needs them. */
export const library: Library = {
  catalogue,
  program: (setup) => programFor(setup.revision, scenarioOf(setup), { without: setup.without }),
  leftOut: ({ revision, without: hunks }) => {
    const less = without(revision, hunks);
    return isProblem(less) ? [] : less.leftOut;
  },
  versions: `patch-archaeology ${version}`,
  scenarioFile: (setup) => scenarioFile(scenarioOf(setup)),
  readScenario: adopt,
  origins: ({ revision, without: leftOut }) => originsOf(revision, leftOut),
  knownFindings,
  findings: (setup, violations) => findingsBehind(setup, scenarioOf(setup), violations),
  seriesOf,
};
