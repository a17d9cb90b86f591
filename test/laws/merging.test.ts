import { describe, expect, it } from "vitest";
import { explore, outcomeKey, type MachineOptions } from "../../src/explore";
import { programFor, scenarios } from "../../src/models";
import { oneOf } from "./thorough";

/** One revision of each kind of completion path; the others differ from them in single functions. */
const revisions = ["base", "p5", "pgbusy"];

describe.each(revisions.map((id, n) => [id, oneOf(3, scenarios, n)] as const))(
  "equal local states of %s",
  (revision, chosen) => {
    it.each(chosen.map((scenario) => [scenario.id, scenario] as const))(
      "are one without changing what can happen: %s",
      (_id, scenario) => {
        const found = (options: MachineOptions) => {
          const { outcomes, executions, exhaustive } = explore(programFor(revision, scenario), options);
          const counts = outcomes.map((outcome) => [outcomeKey(outcome), outcome.count] as const);
          return { executions, exhaustive, counts: counts.sort(([a], [b]) => (a < b ? -1 : 1)) };
        };
        expect(found({ merge: false })).toEqual(found({ merge: true }));
      },
    );
  },
);
