import { runSchedule, storyText } from "../../src/explore";
import { findings, programFor, scenarios } from "../../src/models";
import { witnessOf } from "../../src/models/findings";
import { outcomeText } from "../../src/cli/outcomeJson";

/** The shortest execution that shows a finding on a revision, as a golden file has it below its head. */
export function storyOf(findingId: string, revision: string): string {
  const finding = findings.find(({ id }) => id === findingId);
  const scenario = scenarios.find(({ id }) => id === finding?.scenario);
  if (!finding || !scenario) throw new Error(`there is no finding ${findingId}`);
  const witness = witnessOf(finding, revision, scenario);
  if (!witness) throw new Error(`${revision} does not show ${findingId}`);
  const { steps, outcome, end } = runSchedule(programFor(revision, scenario), witness.schedule);
  return [
    `scenario  ${scenario.id}: ${scenario.title}`,
    `revision  ${revision}`,
    "",
    storyText(steps),
    "",
    `${end}: ${outcomeText(outcome)}`,
    "",
  ].join("\n");
}
