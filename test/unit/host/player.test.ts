import { expect, test, vi } from "vitest";
import type { ToLesson } from "../../../src/lessonProtocol";
import { Player } from "../../../src/host/lessons/player";
import { Progress } from "../../../src/host/lessons/progress";
import type { ShelvedLesson } from "../../../src/host/lessons/shelf";
import { Client } from "../../../src/host/worker/client";
import { readLesson } from "../../../src/lessons/lesson";

const front = "---\ntitle: T\nsummary: S\n---\n\n";

/** A player of one lesson, whose text may change or be gone. */
function played(first: string) {
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
