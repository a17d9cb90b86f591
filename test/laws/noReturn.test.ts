import { expect, it } from "vitest";
import {
  exploration,
  Machine,
  Outcomes,
  parseSchedule,
  pointOfNoReturn,
  ReducedSearch,
  type FoundOutcome,
  type State,
} from "../../src/explore";
import { programFor, revisions, scenarios } from "../../src/models";
import { oneOf } from "./thorough";

/** States that are looked at to confirm one point. */
const STATES = 300;

/** The first failure that a search comes upon; undefined if it goes to its end without one. */
function firstFailure(machine: Machine): FoundOutcome | undefined {
  let found: FoundOutcome | undefined;
  const search = exploration(machine.program, { onFailure: (outcome) => (found ??= outcome) });
  let step = search.next();
  while (!step.done && !found) step = search.next();
  if (step.done && !found) expect(step.value.exhaustive).toBe(true);
  return found;
}

/** Whether an execution from this state ends well, by states instead of executions; undefined if there are too many. */
function endsWell(machine: Machine, state: State): boolean | undefined {
  if (machine.oopsed(state)) return false;
  const outcomes = new Outcomes(machine);
  const search = new ReducedSearch(machine, outcomes, { states: STATES }, state).run();
  let step = search.next();
  while (!step.done) step = search.next();
  if (outcomes.size > outcomes.failures) return true;
  return step.value && Object.keys(step.value.bounds).length === 0 ? false : undefined;
}

it.each(revisions.map(({ id }, n) => [id, oneOf(4, scenarios, n)] as const))(
  "%s: where a failing execution is lost is known exactly",
  (revision, chosen) => {
    for (const scenario of chosen) {
      const machine = new Machine(programFor(revision, scenario));
      const failure = firstFailure(machine);
      if (!failure) continue;
      const schedule = parseSchedule(failure.schedule, machine.contexts);
      const point = pointOfNoReturn(machine, schedule);
      expect(point.kind, scenario.id).not.toBe("unknown");
      const lostAfter = point.kind === "choice" ? point.choice + 1 : point.kind === "not lost" ? Infinity : 0;
      const state = machine.initial.slice();
      schedule.forEach(({ context, choice }, n) => {
        // The states around the point settle it, as lost states have lost successors only.
        if (n === lostAfter - 1) expect([true, undefined], scenario.id).toContain(endsWell(machine, state));
        if (n === lostAfter) expect([false, undefined], scenario.id).toContain(endsWell(machine, state));
        machine.step(state, context, choice);
      });
      if (point.kind === "not lost") expect(endsWell(machine, state), scenario.id).not.toBe(false);
    }
  },
);
