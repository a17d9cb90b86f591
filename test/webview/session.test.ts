import { describe, expect, test, vi } from "vitest";
import type { Setup } from "../../src/protocol";
import type { PlacesOf } from "../../src/models/places/places";
import type { HandlersOf, SimulationRequests } from "../../src/host/worker/requests";
import { raceOutcome, setup, verdict } from "./fixture";
import { client, handlers, ready, session } from "./sessions";

describe("a session", () => {
  test("answers ready with everything, and replays the worst outcome of a search", async () => {
    const { one, sent, did } = session();
    await one.receive(ready);
    expect(sent.map((message) => message.kind)).toEqual(["snapshot", "verdict", "execution", "comparison"]);
    // The worst of the fixture's two outcomes stands second.
    expect(sent.find((message) => message.kind === "execution")).toMatchObject({
      cursor: 0,
      execution: { schedule: "s6 b0 3 s5 b1 2" },
    });
    expect(did).toContain("title two-bios on base");
  });

  test("shows the first failure during the search, and its shortest schedule after it", async () => {
    const first = { ...raceOutcome, schedule: "s7 b0 3" };
    const searching: HandlersOf<SimulationRequests> = {
      ...handlers,
      explore: (input, progress) => {
        progress({ executions: 1, states: 0, steps: 3, milliseconds: 4, found: [first] });
        return { ...verdict, setup: input };
      },
    };
    const { one, sent } = session(client(false, searching).client, "s1");
    await one.receive(ready);
    sent.length = 0;
    await one.show({ setup: { ...setup, revision: "p5" }, schedule: null, cursor: 0, saved: null });
    expect(
      sent.flatMap((message) => (message.kind === "execution" ? message.execution.schedule : [])),
    ).toEqual([first.schedule, raceOutcome.schedule]);
    const kinds = sent.map(({ kind }) => kind);
    expect(kinds.indexOf("progress")).toBeLessThan(kinds.indexOf("execution"));
    expect(kinds.lastIndexOf("execution")).toBeGreaterThan(kinds.indexOf("verdict"));
  });

  test("another choice in the panel is replayed at once, behind its outcomes, so that all who follow are in step", async () => {
    const { one, sent, did, current } = session();
    await one.receive(ready);
    sent.length = 0;
    const chosen = { ...setup, revision: "p4", without: ["p4/fs/direct-io.c#1"] };
    const searched = one.receive({ kind: "setUp", setup: chosen });
    expect(did.at(-1)).toBe("title two-bios on p4 without a hunk");
    expect(one.chosen).toEqual(chosen);
    await searched;
    expect(current.now?.setup).toEqual(chosen);
    expect(sent.find(({ kind }) => kind === "execution")).toMatchObject({ show: false, cursor: 0 });
    expect(did.at(-1)).toBe("title two-bios on p4 without a hunk");
  });

  test("does not take the first failure away from somebody who walks through it", async () => {
    const first = { ...raceOutcome, schedule: "s7 b0 3" };
    const searcher = client().client;
    let finish: () => void = () => undefined;
    vi.spyOn(searcher, "ask").mockImplementation((_, input, progress = () => undefined) => {
      progress({ executions: 1, states: 0, steps: 3, milliseconds: 4, found: [first] });
      return new Promise((done) => {
        finish = () => done(handlers.explore(input as Setup, progress) as never);
      });
    });
    const { one, sent, current } = session(searcher);
    const opened = one.receive(ready);
    await expect.poll(() => current.now?.execution.schedule).toBe(first.schedule);
    await one.receive({ kind: "at", schedule: first.schedule, cursor: 2 });
    finish();
    await opened;
    expect(sent.map(({ kind }) => kind)).toContain("verdict");
    expect(current.now).toMatchObject({ cursor: 2, execution: { schedule: first.schedule } });
  });

  test("a panel that was hidden gets the same run and verdict again", async () => {
    const { one, sent, current } = session();
    await one.receive(ready);
    await one.receive({ kind: "at", schedule: current.now?.execution.schedule ?? "", cursor: 5 });
    await expect.poll(() => current.now?.execution.noReturn).toBe(9);
    sent.length = 0;
    await one.receive(ready);
    expect(sent.map((message) => message.kind)).toEqual([
      "snapshot",
      "execution",
      "noReturn",
      "comparison",
      "verdict",
    ]);
    expect(sent[1]).toMatchObject({ cursor: 5 });
  });

  test("steps have the lines that the open diffs show", async () => {
    const { one, sent } = session(undefined, "s16");
    await one.receive(ready);
    const execution = sent.find((message) => message.kind === "execution");
    const places = execution?.execution.steps.map((step) => step.place?.line ?? 0) ?? [];
    // aio_complete() runs in steps 13 and 16 of the fixture.
    expect(places.flatMap((line, i) => (line > 0 ? [[i + 1, line]] : []))).toEqual([
      [13, 3],
      [16, 3],
    ]);
  });

  test("what a panel kept before a restart is where it goes on", async () => {
    const { one, sent } = session();
    const saved = {
      version: 1,
      setup: { ...setup, beside: "p5" },
      schedule: "s4",
      cursor: 3,
      branches: [],
      bookmarks: [],
      watches: ["dio->result"],
      view: "replay",
      speed: 2,
    } as const;
    await one.receive({ ...ready, saved });
    expect(sent[0]).toMatchObject({ kind: "snapshot", saved });
    expect(sent[1]).toMatchObject({ kind: "execution", cursor: 3, execution: { schedule: "s4" } });
    await expect
      .poll(() => sent.find(({ kind }) => kind === "comparison"))
      .toMatchObject({ comparison: { execution: { revision: "p5" } } });
  });

  test("another run in the same panel leaves alone what the panel kept since it was drawn", async () => {
    const { one, sent } = session();
    const saved = { version: 1, setup, schedule: "s4", cursor: 3, branches: [], bookmarks: [], watches: [] };
    await one.receive({ ...ready, saved: { ...saved, view: "outcomes", speed: 2 } });
    sent.length = 0;
    await one.show({ setup: { ...setup, revision: "p5" }, schedule: "s5", cursor: 0, saved: null });
    expect(sent.find(({ kind }) => kind === "snapshot")).toMatchObject({ saved: null });
    expect(sent.find(({ kind }) => kind === "execution")).toMatchObject({ show: true });
  });

  test("a verdict that comes after another choice is not shown as the verdict of that choice", async () => {
    const first = { ...raceOutcome, schedule: "s7 b0 3" };
    const searching: HandlersOf<SimulationRequests> = {
      ...handlers,
      explore: (input, progress) => {
        if (input.revision === "p4")
          progress({ executions: 1, states: 0, steps: 3, milliseconds: 4, found: [first] });
        return { ...verdict, setup: input };
      },
    };
    const known: PlacesOf = () => [];
    let places = Promise.resolve(known);
    const { one, sent, current } = session(client(false, searching).client, "s1", undefined, () => places);
    await one.receive(ready);
    // The documents are still being read when the first failure wants to know its lines.
    let read: () => void = () => undefined;
    places = new Promise((done) => {
      read = () => done(known);
    });
    sent.length = 0;
    const overtaken = one.show({
      setup: { ...setup, revision: "p4" },
      schedule: null,
      cursor: 0,
      saved: null,
    });
    await expect.poll(() => sent.map(({ kind }) => kind)).toContain("progress");
    places = Promise.resolve(known);
    await one.receive({ kind: "setUp", setup: { ...setup, revision: "p5" } });
    read();
    await overtaken;
    const verdicts = sent.flatMap((message) => (message.kind === "verdict" ? [message.verdict] : []));
    expect(verdicts.map((one) => one.setup.revision)).toEqual(["p5"]);
    expect(current.now?.setup.revision).toBe("p5");
  });

  test("a panel that is closed gives up its search, and nothing is sent to it any more", async () => {
    const stuck = client(true);
    const { one, sent } = session(stuck.client, "s1");
    const opened = one.receive(ready);
    await expect.poll(() => sent.map(({ kind }) => kind)).toContain("execution");
    sent.length = 0;
    one.dispose();
    await opened;
    await one.receive({ kind: "replay", schedule: "?", cursor: null, reason: "" });
    expect(stuck.stopped()).toBe(1);
    expect(sent).toEqual([]);
  });

  test("unknown messages and wrong schedules become one sentence, and the session goes on", async () => {
    const { one, sent } = session();
    await one.receive({ kind: "format disk" });
    expect(sent.at(-1)).toMatchObject({ kind: "said", problem: true });
    await one.receive({ kind: "replay", schedule: "?", cursor: null, reason: "" });
    expect(sent.at(-1)).toEqual({ kind: "said", sentence: '"?" is no schedule.', problem: true });
    await one.receive({ kind: "replay", schedule: "s2", cursor: 1, reason: "a card" });
    expect(sent.find((message) => message.kind === "execution")).toMatchObject({
      cursor: 1,
      reason: "a card",
      show: true,
    });
  });

  test("cancelling stops the search's thread and leaves the steps alone", async () => {
    const stuck = client(true);
    const { one, sent } = session(stuck.client, "s1");
    const opened = one.receive(ready);
    await expect.poll(stuck.asked).toBeGreaterThan(0);
    await expect.poll(() => sent.map(({ kind }) => kind)).toContain("execution");
    await one.receive({ kind: "cancel" });
    await opened;
    expect(stuck.stopped()).toBe(1);
    expect(sent.at(-1)).toEqual({ kind: "searchEnded", why: "The search was cancelled." });
    await one.receive({ kind: "choose", at: 1, context: "bio0", choice: null });
    expect(sent.find((message) => message.kind === "extended")).toMatchObject({
      keep: 1,
      schedule: "s1 bio0",
    });
  });

  test("shares: link, trace, text", async () => {
    const { one, did } = session(undefined, "s2");
    await one.receive(ready);
    await one.receive({ kind: "copyLink", schedule: "s2 b0 3", cursor: 4 });
    await one.receive({ kind: "saveTrace", schedule: "s2" });
    expect(did).toContain("copy link:scenario=two-bios&revision=base&schedule=s2+b0+3&step=4");
    expect(did).toContain("save two-bios-base.trace.json: trace of s2");
  });
});

describe("the current execution", () => {
  test("is moved, extended and replaced by others too, and the panel follows without an echo", async () => {
    const { one, sent, current } = session(undefined, "s16");
    await one.receive(ready);
    sent.length = 0;
    current.moveTo(3, "debugger");
    expect(sent).toEqual([{ kind: "moved", cursor: 3 }]);
    await one.receive({ kind: "at", schedule: "s16", cursor: 3 });
    await one.receive({ kind: "at", schedule: "s16", cursor: 4 });
    expect(current.now?.cursor).toBe(4);
    expect(sent.filter(({ kind }) => kind === "moved")).toHaveLength(1);
    await current.choose(2, "bio1", null, "lesson");
    expect(sent.find(({ kind }) => kind === "extended")).toMatchObject({ keep: 2, schedule: "s2 bio1" });
    // What the panel said of the execution before comes too late: going on from there would cut this one.
    await one.receive({ kind: "at", schedule: "s16", cursor: 1 });
    expect(current.now?.cursor).toBe(2);
    const other = { ...setup, revision: "p5" };
    await current.replay({ setup: other, schedule: "s4", reason: "Lesson 1", by: "lesson" });
    await expect.poll(() => sent.at(-1)?.kind).toBe("verdict");
    expect(sent.filter(({ kind }) => kind === "setup" || kind === "execution")).toMatchObject([
      { setup: { revision: "p5" } },
      { reason: "Lesson 1", show: true },
    ]);
  });

  test("keeps the revision beside when somebody runs the same race again, and loses it to another one", async () => {
    const { one, sent, current } = session(undefined, "s16");
    await one.receive(ready);
    await one.receive({ kind: "compare", revision: "p5" });
    const besides = () => sent.flatMap((one) => (one.kind === "setup" ? [one.setup.beside] : []));
    for (const part of [{}, { revision: "p4" }, {}])
      await current.replay({ setup: { ...setup, ...part }, schedule: "s1", reason: "", by: "debugger" });
    expect(besides().slice(-3)).toEqual(["p5", null, null]);
  });

  test("is the one that was asked for last, however the answers come", async () => {
    const { current } = session();
    const by = "debugger";
    const first = current.replay({ setup, schedule: "s1", reason: "", by });
    const second = current.replay({ setup, schedule: "s2", reason: "", by });
    expect(await Promise.all([first, second])).toEqual([false, true]);
    expect(current.now?.execution.schedule).toBe("s2");
  });

  test("tells its point of no return when it is found, and forgets it with the next turn", async () => {
    const { one, sent, current } = session(undefined, "s16");
    await one.receive(ready);
    await expect
      .poll(() => sent)
      .toContainEqual({
        kind: "noReturn",
        schedule: "s16",
        step: 9,
        words: "After step 9 every order fails.",
        versions: "fixture 1, model abc",
      });
    await current.choose(1, "bio0", null, "panel");
    expect(current.now?.execution.noReturn).toBeNull();
    current.close("panel");
    expect(current.now).toBeNull();
  });
});

test("a search that fails after it showed a failure says so once, and leaves no failure unheard", async () => {
  const found = [{ ...raceOutcome, schedule: "no schedule" }];
  const failing: typeof handlers = {
    ...handlers,
    explore: (_, progress) => {
      progress({ executions: 1, states: 2, steps: 3, milliseconds: 4, found });
      throw new Error("The search ran out of memory.");
    },
  };
  // Vitest fails on a rejection that nobody handles, as the schedule of `found` brings one.
  const { one, sent, current } = session(client(false, failing).client);
  const replay = current.replay.bind(current);
  let hasFailed = false;
  // A spy would handle the rejection itself.
  current.replay = (request) =>
    replay(request).catch((error: unknown) => {
      hasFailed = true;
      throw error;
    });
  await one.receive(ready);
  await expect.poll(() => sent.some(({ kind }) => kind === "said")).toBe(true);
  await expect.poll(() => hasFailed).toBe(true);
  expect(sent.filter(({ kind }) => kind === "said")).toEqual([
    { kind: "said", sentence: "The search ran out of memory.", problem: true },
  ]);
});
