import { revisions } from "../revisions";
import type { Scenario } from "../scenario/scenario";
import { afterwards } from "./afterwards";
import { isSign, type Finding, type Seen } from "./finding";
import { brought, mended } from "./series";

export type { Finding, Mention, Sign } from "./finding";
export { isWitness, witnessOf } from "./witness";

/** The findings; what nobody in the documents mentions comes first, for it is news. */
export const findings: readonly Finding[] = [...brought, ...mended, ...afterwards].sort(
  (one, other) => Number(one.saidBy !== null) - Number(other.saidBy !== null),
);

/** What can go wrong on a revision in a scenario, as far as it is written down. */
export function findingsOf(revision: string, scenario: Scenario): readonly Finding[] {
  return findings.filter(({ revisions: has, when }) => has.includes(revision) && when(scenario, revision));
}

/** What is written of a violation that was seen; undefined if it is news. */
export function findingOf(revision: string, scenario: Scenario, violation: Seen): Finding | undefined {
  return findingsOf(revision, scenario).find((finding) => isSign(finding, violation));
}

/** The first revision that has it. `base` means that it is older than the documents. */
export function sinceOf({ revisions: has }: Finding): string {
  return revisions.find(({ id }) => has.includes(id))?.id ?? "";
}

/** The revisions that have it no longer although the code they were made for has: one for each branch that mends it. */
export function mendedBy({ revisions: has }: Finding): readonly string[] {
  return revisions
    .filter(
      ({ id, parent, inferred }) =>
        (!inferred || id === "pgbusy") && parent !== null && has.includes(parent) && !has.includes(id),
    )
    .map(({ id }) => id);
}
