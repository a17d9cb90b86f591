import { explore, type FoundOutcome } from "../../explore";
import { programFor } from "../program";
import type { Scenario } from "../scenario/scenario";
import { isSign, type Finding } from "./finding";

/** Whether an execution that ends so shows the finding by its main sign. */
export function isWitness(finding: Finding, scenario: Scenario, outcome: FoundOutcome): boolean {
  const [main] = finding.signs;
  if (main === undefined) return finding.wrong?.(outcome, scenario) === true;
  return outcome.violations.some((violation) => isSign({ ...finding, signs: [main] }, violation));
}

/**
 * The outcome that shows a finding on a revision with the fewest steps (each outcome's own schedule has the fewest
 * preemptions that lead to it); undefined if the revision does not have it.
 */
export function witnessOf(finding: Finding, revision: string, scenario: Scenario): FoundOutcome | undefined {
  const { outcomes } = explore(programFor(revision, scenario), { shortest: true });
  return outcomes
    .filter((outcome) => isWitness(finding, scenario, outcome))
    .toSorted((one, other) => stepsOf(one) - stepsOf(other))[0];
}

/** How many steps a schedule has: the sum of its runs (`s41 b12 b0.3`). */
function stepsOf({ schedule }: FoundOutcome): number {
  return schedule.split(" ").reduce((sum, run) => sum + Number(/(\d+)$/.exec(run)?.[1] ?? 1), 0);
}
