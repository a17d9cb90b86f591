import type { FoundOutcome, Outcome } from "../explore";

/** An outcome as the contract of `explore` has it; what an oops cut off is null or empty. */
export function outcomeJson(outcome: Outcome): object {
  const { violations, notes } = outcome;
  return {
    violations,
    returned: outcome["returned"] ?? null,
    events: outcome["events"] ?? [],
    remarks: outcome["remarks"] ?? [],
    endIo: outcome["endIo"] ?? [],
    notes: notes ?? [],
  };
}

/** The same with the execution that shows it. */
export function foundJson(outcome: FoundOutcome): object {
  return { ...outcomeJson(outcome), count: outcome.count, schedule: outcome.schedule };
}

/** An outcome in one line for people. */
export function outcomeText(outcome: Outcome): string {
  const violations = outcome.violations.map(
    ({ kind, object, contextId, function: name }) => `${kind} of ${object} by ${contextId} in ${name}()`,
  );
  const events = listIn(outcome["events"]);
  const remarks = listIn(outcome["remarks"]);
  const ends = [
    outcome["returned"] === undefined ? "" : `returned ${String(outcome["returned"] ?? "nothing")}`,
    events.length === 0 ? "" : `events ${events.join(", ")}`,
    remarks.join(", "),
  ];
  return [...violations, ...ends].filter((part) => part !== "").join("; ");
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
