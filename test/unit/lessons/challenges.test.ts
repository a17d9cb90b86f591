import { describe, expect, it } from "vitest";
import { parseSchedule, Stepper } from "../../../src/explore";
import { Judge } from "../../../src/lessons/judge";
import { Turns } from "../../../src/lessons/turns";
import { Ways } from "../../../src/lessons/ways";
import { shippedLessons } from "./shipped";

const ways = new Ways();
const judge = new Judge(ways);
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

/** A move: a context runs on (▸▸), or strides (▸) until its next step has this C text. */
type Move = readonly [context: string, until?: string];

/** What the third hint of each challenge that is played says, by hand. */
const moves: Readonly<Record<string, readonly Move[]>> = {
  "one-event": [["submitter"], ["bio0"]],
  twice: [["submitter", "spin_lock_irq(&ctx->ctx_lock);"], ["bio0"]],
  "freed-under-callback": [
    ["submitter", "while (atomic_read(&dio->refcount)) {"],
    ["bio0"],
    ["submitter"],
    ["bio0"],
  ],
  "silent-success": [["submitter"], ["bio0"]],
  "for-ever": [["bio0", "remaining = atomic_sub_return(1, (&dio->refcount));"], ["submitter"], ["bio0"]],
  "passes-before": [["bio0", "remaining = atomic_sub_return(1, (&dio->refcount));"], ["submitter"], ["bio0"]],
  "which-hunk": [["submitter"], ["bio0"]],
  "ioend-twice": [["submitter", "mempool_free(ioend, xfs_ioend_pool);"], ["bio0"], ["submitter"]],
  "read-after-put": [["submitter", "BUG_ON(!dio->is_async && ret2 != 0);"], ["bio0"], ["submitter"]],
  "twice-in-p5": [["submitter", "spin_lock_irq(&ctx->ctx_lock);"], ["bio0"]],
  "reader-sleeps": [["submitter", "spin_lock_irq(&ctx->ctx_lock);"], ["bio0"], ["reader"], ["submitter"]],
};

/** The hunk that a third hint names, where one has to be switched off. */
const off: Readonly<Record<string, string>> = {
  "silent-success": "p1/fs/direct-io.c#1",
  "which-hunk": "p5/fs/xfs/linux-2.6/xfs_aops.c#1",
};

const played = challenges.filter(({ task }) => task.kind !== "choose");

it("there are moves for each challenge that is played", () => {
  expect(Object.keys(moves).sort()).toEqual(played.map(({ id }) => id).sort());
});

it.each(played)("$id: its third hint names the moves, and they win", (challenge) => {
  const { id, task, hints } = challenge;
  if (task.kind === "choose") return;
  const without = off[id] === undefined ? [] : [off[id]];
  const ground = { ...task.ground, without };
  const { machine } = ways.endings(ground);
  const turns = new Turns(machine);
  let schedule = turns.beginning();
  const words = (hints[2] ?? "").replace(/\s/g, "");
  for (const hunk of without) expect(words).toContain(hunk);
  for (const [name, until] of moves[id] ?? []) {
    const context = machine.contexts.findIndex((one) => one.id === name);
    const stepper = () => {
      const one = new Stepper(machine);
      for (const { context: who, choice } of parseSchedule(schedule, machine.contexts)) one.take(who, choice);
      return one;
    };
    const run = (far: "meeting" | "end") => {
      schedule = turns.run(schedule, stepper().steps().length, name, far);
    };
    expect(words).toContain(name);
    if (until === undefined) {
      run("end");
      continue;
    }
    // As the hint shortens it: the name of a call, or the text without what it opens.
    const text = until
      .replace(/^.*= (\w+\().*$/, "$1")
      .replace(/[; {]+$/, "")
      .replace(/\s/g, "");
    expect(words).toContain(text);
    let strides = 0;
    while (machine.node(stepper().state, context).operation?.text !== until && strides < 12) {
      run("meeting");
      strides += 1;
    }
    // What a person can count.
    expect(strides).toBeLessThan(8);
  }
  expect(judge.execution(challenge, { ...ground, schedule })).toMatchObject({ won: true });
});
