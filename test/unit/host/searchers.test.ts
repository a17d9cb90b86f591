import { expect, test } from "vitest";
import { Cancelled } from "../../../src/host/worker/client";
import { Searchers } from "../../../src/host/worker/searchers";

/** Threads that never answer, and whether each still runs. */
function silentThreads() {
  const running: boolean[] = [];
  const searchers = new Searchers(() => {
    const n = running.push(true) - 1;
    return Promise.resolve({ post: () => undefined, stop: () => (running[n] = false) });
  });
  return { running, searchers };
}

const tick = () => new Promise((done) => setTimeout(done));

test("who cancels a search cancels nobody else's", async () => {
  const { running, searchers } = silentThreads();
  const [one, other] = [searchers.take(), searchers.take()];
  const ends: string[] = [];
  const asking = one.ask("catalogue", null).catch((error: unknown) => {
    expect(error).toBeInstanceOf(Cancelled);
    ends.push("one");
  });
  other.ask("catalogue", null).catch(() => ends.push("other"));
  await tick();
  one.cancel();
  await asking;
  await tick();
  expect(ends).toEqual(["one"]);
  expect(running).toEqual([false, true]);
});

test("a searcher that is given back is lent again, less what it was still asked", async () => {
  const { searchers } = silentThreads();
  const first = searchers.take();
  const left = first.ask("catalogue", null);
  searchers.giveBack(first);
  await expect(left).rejects.toBeInstanceOf(Cancelled);
  expect(await searchers.lend((searcher) => Promise.resolve(searcher === first))).toBe(true);
});

test("a failing user gives the searcher back too, and all threads stop in the end", async () => {
  const { running, searchers } = silentThreads();
  await expect(searchers.lend(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const again = searchers.take();
  again.ask("catalogue", null).catch(() => undefined);
  await tick();
  expect(running).toEqual([true]);
  searchers.dispose();
  await tick();
  expect(running).toEqual([false]);
});
