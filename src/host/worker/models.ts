import type { CatalogueView, HunkView, Setup } from "../../protocol";
import {
  isProblem,
  programFor,
  revisions,
  scenarios,
  switchableHunks,
  without,
  type Scenario,
} from "../../models";
import type { Library } from "./library";

function scenarioNamed(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) throw new Error(`There is no scenario "${id}".`);
  return found;
}

/** The hunks of a revision's own patch that can be switched off, each with those that must go with it. */
function hunksOf(revision: string, patch: string | null): readonly HunkView[] {
  const own = switchableHunks.filter((id) => patch !== null && id.startsWith(`${patch}/`));
  return [...new Set(own)].flatMap((id): HunkView[] => {
    const less = without(revision, [id]);
    if (isProblem(less)) return [];
    const group = less.leftOut.filter((other) => other !== id);
    const why = group.length === 0 ? "" : `goes together with ${group.join(", ")}`;
    return [{ id, title: id.replace(/^[^/]*\//, ""), group, removable: true, why }];
  });
}

function catalogue(): CatalogueView {
  return {
    scenarios: scenarios.map(({ id, title }) => ({ id, title, revisions: revisions.map((one) => one.id) })),
    revisions: revisions.map(({ id, title, patch }) => ({ id, title, hunks: hunksOf(id, patch) })),
  };
}

/** The models of this extension, as the panel's worker needs them. */
export const library: Library = {
  catalogue,
  program: ({ revision, scenario, without: hunks }: Setup) =>
    programFor(revision, scenarioNamed(scenario), { without: hunks }),
  leftOut: ({ revision, without: hunks }) => {
    const less = without(revision, hunks);
    return isProblem(less) ? [] : less.leftOut;
  },
  versions: "patch-archaeology 0.1.0",
  scenario: scenarioNamed,
};
