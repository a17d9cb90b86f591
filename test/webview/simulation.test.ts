import { expect, test } from "vitest";
import { simulation } from "../../src/host/worker/simulation";
import type { ProgressView, Setup } from "../../src/protocol";
import { readToPanel } from "../../src/protocol";
import { Execution } from "../../webview/model/execution";
import { Memory } from "../../src/memory";
import { toyLibrary } from "./toyLibrary";

const setup: Setup = {
  scenario: "put",
  custom: null,
  revision: "careless",
  beside: null,
  without: [],
  irq: "any-cpu",
  continueAfterOops: false,
};
const careful = { ...setup, revision: "careful" };
const silent = (): void => undefined;
const ask = simulation(toyLibrary);

/** The two ends of the race, by hand: both read 2 (nobody frees: a leak), or one frees and the other writes to it. */
const lostUpdate = "t4 i1 t1 i1";

test("a verdict has every outcome with a schedule that reaches it, and the careful revision holds", () => {
  const verdict = ask.explore(setup, silent);
  expect(verdict.exhaustive).toBe(true);
  expect(verdict.outcomes.flatMap((outcome) => outcome.violations.map(({ kind }) => kind)).sort()).toContain(
    "leak",
  );
  for (const outcome of verdict.outcomes) {
    const { execution, note } = ask.replay({ setup, schedule: outcome.schedule }, silent);
    expect(note).toBe("");
    expect(execution.outcome?.violations).toEqual(outcome.violations);
  }
  expect(ask.explore(careful, silent).outcomes.map(({ violations }) => violations)).toEqual([[]]);
  expect(ask.cell({ scenario: "put", revision: "careless" }, silent)).toMatchObject({ result: "fails" });
  expect(ask.cell({ scenario: "put", revision: "careful" }, silent)).toMatchObject({ result: "holds" });
});

test("an execution passes the protocol's own check, and memory at its end is what the last steps left", () => {
  const { execution } = ask.replay({ setup, schedule: lostUpdate }, silent);
  const message = readToPanel(
    structuredClone({ kind: "execution", execution, cursor: 0, reason: "", show: true }),
  );
  expect(message).toMatchObject({ kind: "execution" });
  expect(execution.steps.map((step) => [step.context, step.cText])).toEqual([
    [0, "box = kmalloc(sizeof(*box), GFP_KERNEL);"],
    [0, "holder->next = box;"],
    [0, "request_irq(irq);"],
    [0, "users = box->users;"],
    [1, "users = box->users;"],
    [0, "box->users = users - 1;"],
    [1, "box->users = users - 1;"],
  ]);
  expect(execution).toMatchObject({ end: "complete", schedule: lostUpdate });
  const memory = new Memory(execution);
  expect(memory.valueAt(7, "box", "users")).toBe("1");
  const box = memory.objectsAt(1).find((object) => object.id === "box");
  expect(box).toMatchObject({ life: "allocated", heldBy: [] });
  expect(memory.objectsAt(2).find((object) => object.id === "box")?.heldBy).toEqual(["holder->next"]);
  expect(memory.objectsAt(0).find((object) => object.id === "box")?.life).toBe("absent");
});

test("statuses say who can run, who waits to be raised, who spins for which lock and who has finished", () => {
  const { execution } = ask.replay({ setup: careful, schedule: "t4 i1" }, silent);
  expect(execution).toMatchObject({ end: "open" });
  const shown = new Execution(execution);
  expect(shown.statuses(0).map(({ state }) => state)).toEqual(["ready", "waiting"]);
  expect(shown.statuses(3).map(({ state }) => state)).toEqual(["ready", "ready"]);
  const blocked = shown.statuses(4)[1];
  expect(blocked).toMatchObject({ state: "blocked", cText: "spin_lock(&holder->lock);" });
  expect(blocked?.why).toBe("spins for holder->lock, which task holds");
  const whole = new Execution(ask.replay({ setup: careful, schedule: "t7 i5" }, silent).execution);
  expect(whole.statuses(12).map(({ state }) => state)).toEqual(["finished", "finished"]);
});

test("a schedule that does not fit is replayed as far as it does, with the reason", () => {
  const { execution, note } = ask.replay({ setup: careful, schedule: "t4 i1" }, silent);
  expect(execution.steps).toHaveLength(4);
  expect(note).toBe(
    "The schedule fits careful for 4 steps only: irq cannot go on: it spins for holder->lock, which task holds.",
  );
});

test("a turn cuts the execution, takes one step and says how it goes on; the next one goes on from there", () => {
  const turn = ask.turn({ setup, schedule: lostUpdate, at: 4, context: "task", choice: null }, silent);
  expect(turn).toMatchObject({ keep: 4, schedule: "t5", end: "open", outcome: null });
  expect(turn.steps.map((step) => [step.n, step.cText])).toEqual([[5, "box->users = users - 1;"]]);
  const next = ask.turn({ setup, schedule: turn.schedule, at: 5, context: "irq", choice: null }, silent);
  expect(next).toMatchObject({ keep: 5, schedule: "t5 i1" });
  const back = ask.turn({ setup, schedule: next.schedule, at: 0, context: "task", choice: null }, silent);
  expect(back).toMatchObject({ keep: 0, schedule: "t1" });
  const refused = { setup, schedule: back.schedule, at: 1, context: "irq", choice: null };
  expect(() => ask.turn(refused, silent)).toThrow("irq has not been raised yet");
});

test("another revision follows the switches of a schedule as far as it can, and goes on to its end", () => {
  const { execution, parts } = ask.compare({ setup, schedule: lostUpdate, revision: "careful" }, silent);
  // After the task's read, careful holds the lock, so that irq's read cannot come next.
  expect(parts).toEqual({
    at: 4,
    why: "On careful irq cannot go on: it spins for holder->lock, which task holds.",
  });
  expect(execution.steps.slice(0, 5).map((step) => step.cText)).toEqual([
    "box = kmalloc(sizeof(*box), GFP_KERNEL);",
    "holder->next = box;",
    "request_irq(irq);",
    "spin_lock(&holder->lock);",
    "users = box->users;",
  ]);
  expect(execution).toMatchObject({ end: "complete", outcome: { violations: [] } });
  expect(execution.revision).toBe("careful");
  expect(ask.compare({ setup, schedule: lostUpdate, revision: "careless" }, silent).parts).toBeNull();
});

test("a trace comes back as it went, and files that are none are refused with a sentence", () => {
  const run = { setup: { ...setup, irq: "same-cpu" }, schedule: "t4 i2 t1 i1" } as const;
  const text = ask.writeTrace(run, silent);
  expect(JSON.parse(text)).toMatchObject({ series: "toys", scenario: { id: "put" }, irq: "same-cpu" });
  expect(ask.readTrace(text, silent)).toEqual({ ...run, note: "" });
  // The same steps by another model: the trace says that it put twice carelessly, the model is careful now.
  const older = text.replace('"careless"', '"careful"');
  expect(ask.readTrace(older, silent).note).toMatch(
    /^The model has changed since this trace was made: they part at step 4/,
  );
  for (const [wrong, why] of [
    ["{", "This is no trace file"],
    ["[]", "This is no trace file: not a JSON object."],
    [text.replace('"version": 1', '"version": 2'), "The trace file has version 2"],
    [text.replace('"schedule"', '"other"'), 'The trace file has no text "schedule".'],
  ] as const)
    expect(() => ask.readTrace(wrong, silent)).toThrow(why);
});

test("a search tells its first failure before it is done, and is done only once", () => {
  const told: ProgressView[] = [];
  const verdict = ask.explore({ ...setup, irq: "same-cpu" }, (progress) => told.push(progress));
  expect(told[0]?.found).toHaveLength(1);
  expect(told[0]?.found[0]?.violations).toEqual(verdict.outcomes[0]?.violations);
  told.length = 0;
  expect(
    ask.explore({ ...setup, irq: "same-cpu", beside: "careful" }, (progress) => told.push(progress)),
  ).toEqual({
    ...verdict,
    setup: { ...setup, irq: "same-cpu", beside: "careful" },
  });
  expect(told).toEqual([]);
});

test("the point of no return is the step that lets nobody end well any more", () => {
  // The leak is certain once the second context has read the count that the first is about to write: each then
  // writes 1 and neither frees. Before that, the task could still have put its reference alone.
  expect(ask.noReturn({ setup, schedule: lostUpdate }, silent)).toMatchObject({
    step: 5,
    words: "After step 5 every order fails; before it, one still ends well.",
  });
  expect(ask.noReturn({ setup: careful, schedule: "t7 i5" }, silent)).toMatchObject({
    step: null,
    words: "",
  });
});
