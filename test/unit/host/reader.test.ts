import { expect, test } from "vitest";
import { Reader } from "../../../src/host/desk/reader";
import type { StartThread } from "../../../src/host/worker/client";

/** Threads that answer at once, and how many of them are running. */
function threads() {
  let running = 0;
  const start: StartThread = (answered) => {
    running += 1;
    return Promise.resolve({
      post: ({ id }) => answered({ id, output: null }),
      stop: () => void (running -= 1),
    });
  };
  return { start, running: () => running };
}

test("of threads that read at the same time one stays for the next documents, and none after the end", async () => {
  const { start, running } = threads();
  const reader = new Reader(start);
  await Promise.all([reader.read([]), reader.read([]), reader.read([])]);
  await Promise.resolve();
  expect(running()).toBe(1);
  await reader.read([]);
  expect(running()).toBe(1);
  reader.dispose();
  await Promise.resolve();
  expect(running()).toBe(0);
});
