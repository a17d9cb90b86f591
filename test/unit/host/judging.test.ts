import { expect, test } from "vitest";
import { messageWords } from "../../../src/host/testing/failure";
import { library } from "../../../src/host/worker/models";
import { simulation } from "../../../src/host/worker/simulation";

const ask = simulation(library);

function judged(revision: string, scenario: string) {
  const setup = {
    ...{ revision, scenario, custom: null, beside: null, without: [] },
    ...({ irq: "any-cpu", continueAfterOops: false } as const),
  };
  return ask.judgeCell({ setup, expectations: null }, () => undefined).differences;
}

test("each difference has the violation that it names, also where one execution has several", () => {
  const differences = judged("p5", "aio-write-kjournald");
  const schedules = differences.flatMap(({ failure }) => failure?.schedule ?? []);
  expect(new Set(schedules).size).toBeLessThan(schedules.length);
  for (const { sentence, failure } of differences) {
    const { kind = "", object = "", context = "", schedule = "" } = failure ?? {};
    expect(sentence).toContain(`there is ${kind} ${object} ${context} (${schedule}).`);
  }
});

test("a failure begins with what differs from others, and has the stacks of all contexts at its end", () => {
  const [difference] = judged("p5", "aio-write-hole-second-block");
  expect(difference && messageWords(difference)).toMatch(
    /^hang task, dio_await_one\(\): p5 aio-write-hole-second-block must pass, but /,
  );
  const stacks = difference?.failure?.stacks ?? [];
  expect(stacks.map(({ context }) => context)).toContain("bio0");
  // The lost wakeup: the submitter sleeps for ever in dio_await_one(), which direct_io_worker() waits in.
  const submitter = stacks.find(({ context }) => context === "submitter")?.calls.map((call) => call.function);
  expect(submitter?.at(-1)).toBe("dio_await_one");
  expect(submitter).toContain("direct_io_worker");
});
