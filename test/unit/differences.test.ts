import { describe, expect, test } from "vitest";
import { library } from "../../src/host/worker/models";
import { simulation } from "../../src/host/worker/simulation";
import { firstDifference, firstNoticed } from "../../webview/model/differences";
import { Execution } from "../../webview/model/execution";

const { replay, compare } = simulation(library);

/** The race of the README on two revisions, in the order of its contexts on `base`. */
async function besides(revision: string, beside: string): Promise<readonly [Execution, Execution]> {
  const ground = { scenario: "aio-read-fault-third-page", custom: null, without: [], beside: null } as const;
  const setupOn = (on: string) =>
    ({ ...ground, revision: on, irq: "any-cpu", continueAfterOops: false }) as const;
  const none = (): void => undefined;
  const race = { setup: setupOn("base"), schedule: "s353 b0.15 b1.17" };
  const { schedule } = (await compare({ ...race, revision }, none)).execution;
  const run = { setup: setupOn(revision), schedule };
  const [own, other] = await Promise.all([replay(run, none), compare({ ...run, revision: beside }, none)]);
  return [new Execution(own.execution), new Execution(other.execution)];
}

describe("two revisions in one order of contexts", () => {
  test("what matters is that one submitter returns where the other one waits, not how the counters are called", async () => {
    const [base, p5] = await besides("base", "p5");
    // p3 made `bio_count = 1` an atomic reference count; that is the first line of C that differs.
    const first = firstDifference(base, p5);
    expect(base.step(first?.step ?? 0)?.cText).toBe("dio->bio_count = 1;");
    // p5 has the submitter wait for all bios when it cannot return -EIOCBQUEUED (commit 8459d86aff04).
    expect(firstNoticed(base, p5)).toMatchObject({
      own: true,
      mine: { function: "aio_run_iocb", words: "returned 0 → -EFAULT" },
      theirs: { function: "dio_await_one", words: "waiter NULL → submitter" },
    });
  });

  test.each([
    ["p2", "p3"],
    ["p3", "p4"],
  ])("%s and %s have other code in this race, and nothing else that could be noticed", async (a, b) => {
    const [own, other] = await besides(a, b);
    expect(firstDifference(own, other)).not.toBeNull();
    expect(firstNoticed(own, other)).toBeNull();
  });

  test("an execution differs nowhere from itself", async () => {
    const [own] = await besides("p4", "p5");
    expect([firstDifference(own, own), firstNoticed(own, own)]).toEqual([null, null]);
  });
});
