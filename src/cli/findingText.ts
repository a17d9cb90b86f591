import { mendedBy, sinceOf, type Finding, type Scenario } from "../models";
import { witnessOf } from "../models/findings";

/** A finding as `matrix --json` gives it: what is written, what follows from it, and an execution that shows it. */
export interface FoundFinding extends Omit<Finding, "when" | "wrong"> {
  readonly since: string;
  readonly mendedBy: readonly string[];
  /** Of the fewest preemptions and steps, on the revision `since`; null if that revision does not show it any more. */
  readonly schedule: string | null;
}

/** Looks for the finding on the first revision that has it. */
export function foundFinding(finding: Finding, scenario: Scenario): FoundFinding {
  const { id, title, revisions, signs, where, saidBy, text } = finding;
  const since = sinceOf(finding);
  const schedule = witnessOf(finding, since, scenario)?.schedule ?? null;
  return {
    ...{ id, title, scenario: scenario.id, revisions, since, mendedBy: mendedBy(finding) },
    ...{ signs, where, saidBy, schedule, text },
  };
}

/** The finding as a paragraph for people. */
export function findingText(finding: FoundFinding): string {
  const { title, scenario, since, mendedBy: mends, saidBy, where, schedule, text } = finding;
  const until = mends.length === 0 ? "not mended in any revision" : `mended by ${mends.join(" and by ")}`;
  const said = saidBy === null ? "nobody" : `${saidBy.who} (${saidBy.document} line ${String(saidBy.line)})`;
  const place = where.function === "" ? "" : `    in ${where.function}(): ${where.cText}\n`;
  return (
    `${title}\n    since ${since}, ${until}; said by: ${said}\n${place}` +
    `    shown by ${scenario}: ${schedule ?? "no execution"}\n    ${text}\n`
  );
}
