import { findings, revisions, type Finding } from "../../models";
import type { FindingView, Setup, ViolationView } from "../../protocol";

/** The bugs behind some violations, as far as they are known. */
export function findingsBehind(
  { revision, scenario, without }: Pick<Setup, "revision" | "scenario" | "without">,
  violations: readonly ViolationView[],
): readonly FindingView[] {
  // With hunks left out the code is nobody's, and what is said of revisions does not hold for it.
  if (without.length > 0) return [];
  const behind = violations.flatMap((violation) => findingOf(revision, scenario, violation) ?? []);
  return [...new Set(behind)].map(view);
}

/**
 * The finding that a violation shows. In the finding's own scenario its kind, object, context and function say so;
 * in another one only if no other finding looks alike.
 */
function findingOf(revision: string, scenario: string, violation: ViolationView): Finding | undefined {
  const alike = findings.filter((finding) => looksLike(finding, violation));
  const here = alike.filter((finding) => finding.revisions.includes(revision));
  const own = here.find((finding) => finding.scenario === scenario);
  return own ?? (alike.length === 1 ? here[0] : undefined);
}

function looksLike(finding: Finding, violation: ViolationView): boolean {
  return (
    finding.kind === violation.kind &&
    finding.object === violation.object &&
    finding.context === violation.context &&
    (finding.where === "" || finding.where === violation.function)
  );
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
