import { describe, expect, it } from "vitest";
import { Judge } from "../../../src/lessons/judge";
import { Ways } from "../../../src/lessons/ways";
import { shippedLessons } from "./shipped";

const judge = new Judge(new Ways());
const challenges = shippedLessons.flatMap(({ lesson }) =>
  lesson.steps.flatMap(({ challenge }) => (challenge ? [{ lesson: lesson.id, ...challenge }] : [])),
);

describe.each(challenges)("$lesson: $id", (challenge) => {
  it("can be won, and par is what its solution needs", () => {
    if (challenge.task.kind === "choose") {
      expect(judge.answers(challenge)).toHaveLength(1);
      return;
    }
    const par = judge.par(challenge);
    expect(par).not.toBeNull();
    if (!par) return;
    const { ground, way } = par;
    const judgement = judge.execution(challenge, { ...ground, schedule: way.schedule });
    expect(judgement).toMatchObject({ won: true, preemptions: way.preemptions });
  });

  it("is not won by doing nothing, or by an execution of something else", () => {
    if (challenge.task.kind === "choose") return;
    const { ground } = challenge.task;
    expect(judge.execution(challenge, { ...ground, schedule: "" }).won).toBe(false);
    const elsewhere = { ...ground, scenario: "sync-read", schedule: "" };
    expect(judge.execution(challenge, elsewhere).words).toContain("about the scenario");
  });
});
