import { describe, expect, it, test, vi } from "vitest";
import type { ToLesson } from "../../../src/lessonProtocol";
import { Player } from "../../../src/host/lessons/player";
import { Progress } from "../../../src/host/lessons/progress";
import type { ShelvedLesson } from "../../../src/host/lessons/shelf";
import { Client } from "../../../src/host/worker/client";
import { readLesson } from "../../../src/lessons/lesson";

const front = "---\ntitle: T\nsummary: S\n---\n\n";

type Around = ConstructorParameters<typeof Player>[0];

/** A player of one lesson, whose text may change or be gone; `around` is what else is there. */
function played(first: string, around: Partial<Around> = {}) {
  let text: string | null = first;
  const kept = new Map<string, unknown>();
  const memory = {
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  } as unknown as ConstructorParameters<typeof Progress>[0];
  const lessons = () =>
    Promise.resolve(
      text === null ? [] : [{ ...readLesson("one.md", text), shelf: "Own", uri: {} as ShelvedLesson["uri"] }],
    );
  const sent: ToLesson[] = [];
  const playing = vi.fn();
  const nothing = () => Promise.resolve();
  const player = new Player({
    shelf: { lessons, find: async () => (await lessons())[0], classFile: null },
    stage: { show: nothing, replay: nothing },
    current: { now: null },
    progress: new Progress(memory),
    worker: new Client(() => Promise.reject(new Error("There is no worker here."))),
    send: (message) => sent.push(message),
    pictures: () => Promise.resolve({}),
    follow: nothing,
    playing,
    present: () => Promise.resolve(false),
    export: nothing,
    handIn: nothing,
    ...around,
  });
  const change = (now: string | null) => {
    text = now;
    return player.changed();
  };
  const shown = () => {
    const last = sent.at(-1);
    return last?.kind === "page" ? (last.step?.title ?? null) : last?.sentence;
  };
  return { player, change, shown, playing };
}

test("an open lesson is shown as it is now, and the shelf once it is gone or has no step", async () => {
  const { player, change, shown, playing } = played(`${front}## A\n\nText.\n\n## B\n\nMore.\n`);
  await player.open("one");
  await player.move(1);
  expect(shown()).toBe("B");
  await change(`${front}## A\n\nText.\n\n## C\n\nMore.\n`);
  expect(shown()).toBe("C");
  await change(`${front}## A\n\nText.\n`);
  expect(shown()).toBe("A");
  await change(front);
  expect(shown()).toBeNull();
  expect(playing).toHaveBeenLastCalledWith(false);
});

describe("a challenge that asks to switch a hunk off", () => {
  const hunk = "p5/fs/xfs/linux-2.6/xfs_aops.c#1";
  const ground = { scenario: "xfs-aio-write-unwritten", revision: "p5" };
  const fields = `challenge: x\ntitle: X\nscenario: ${ground.scenario}\nrevision: p5\nswitch-off: one-hunk\nreach: hang`;
  const text = `${front}## A\n\n\`\`\`challenge\n${fields}\nhints:\n  - a\n  - b\n  - c\n\`\`\`\n`;

  /** The player with an execution in which the submitter has finished. */
  async function play(scenario: string) {
    const replay = vi.fn(() => Promise.resolve());
    const ask = vi.fn((request: string): Promise<unknown> =>
      Promise.resolve(request === "beginning" ? "s1" : null),
    );
    const finished = { context: 0, state: "finished", cText: "", why: "", choices: 1 };
    const execution = {
      schedule: "s2",
      end: "open",
      start: [finished],
      steps: [],
      contexts: [{ id: "submitter" }],
    };
    const now = { setup: { ...ground, scenario, without: [hunk] }, execution, cursor: 0, fate: "" };
    const { player } = played(text, {
      stage: { show: () => Promise.resolve(), replay },
      current: { now } as unknown as Around["current"],
      worker: { ask } as unknown as Client,
    });
    await player.open("one");
    await player.receive({ kind: "play" });
    return { player, replay, ask };
  }

  it("begins again with the hunk still off", async () => {
    const { replay } = await play(ground.scenario);
    expect(replay).toHaveBeenLastCalledWith({ ...ground, without: [hunk] }, "s1", { at: "end", by: null });
  });

  it("begins with the whole revision where something else was replayed", async () => {
    const { replay } = await play("aio-read");
    expect(replay).toHaveBeenLastCalledWith({ ...ground, without: [] }, "s1", { at: "end", by: null });
  });

  it("is not won by a replay of the solution that was shown, but by the same moves after it began again", async () => {
    const { player, ask } = await play(ground.scenario);
    const replayed = () =>
      player.followed({ kind: "replaced", by: "debugger" } as Parameters<Player["followed"]>[0]);
    const judged = () => ask.mock.calls.filter(([request]) => request === "judge").length;
    ask.mockImplementation((request) =>
      Promise.resolve(
        request === "par"
          ? { ground, way: { schedule: "s2", preemptions: 1 }, isProven: true }
          : request === "judge"
            ? { won: false, words: "", preemptions: null }
            : "s1",
      ),
    );
    await player.receive({ kind: "solution" });
    await replayed();
    expect(judged()).toBe(0);
    await player.receive({ kind: "play" });
    await replayed();
    expect(judged()).toBe(1);
  });

  it("takes no move of a context that cannot go on, such as a second press", async () => {
    const { player, ask } = await play(ground.scenario);
    await player.receive({ kind: "runOn", context: "submitter", far: "end" });
    expect(ask.mock.calls.map(([request]) => request)).not.toContain("runOn");
  });
});
