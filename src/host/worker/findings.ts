import { findingOf, findings, revisions, type Finding, type Scenario } from "../../models";
import type { KnownFinding } from "./requests";
import type { FindingView, Setup, ViolationView } from "../../protocol";

/** Every bug that is known by name, with a scenario that shows it and the revisions that have it. */
export const knownFindings: readonly KnownFinding[] = findings.map((finding) => ({
  ...view(finding),
  id: finding.id,
  scenario: finding.scenario,
  revisions: finding.revisions,
}));

/** The bugs behind some violations, as far as they are known. */
export function findingsBehind(
  { revision, without }: Pick<Setup, "revision" | "without">,
  scenario: Scenario,
  violations: readonly ViolationView[],
): readonly FindingView[] {
  // With hunks left out the code is nobody's, and what is said of revisions does not hold for it.
  if (without.length > 0) return [];
  const behind = violations.flatMap((violation) => findingOf(revision, scenario, violation) ?? []);
  return [...new Set(behind)].map(view);
}

function view(finding: Finding): FindingView {
  const { title, text, saidBy } = finding;
  return { title, text, saidBy, history: historyOf(finding) };
}

/** Which patches bring a bug and which mend it; what was only talked about is left aside. */
function historyOf({ revisions: has }: Finding): string {
  const written = revisions.filter(({ inferred, patch }) => !inferred || patch !== null);
  const isHere = (id: string | null): boolean => id !== null && has.includes(id);
  const brought = written.filter(({ id, parent }) => isHere(id) && !isHere(parent));
  const mended = written.filter(({ id, parent }) => !isHere(id) && isHere(parent));
  const names = (some: typeof written): string => some.map(({ id }) => id).join(" and ");
  const since = brought.some(({ parent }) => parent === null)
    ? "older than the series"
    : `since ${names(brought)}`;
  return `${since}, ${mended.length === 0 ? "not mended here" : `until ${names(mended)} mends it`}`;
}
