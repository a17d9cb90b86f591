import { describe, expect, it } from "vitest";
import { explore, Machine, outcomeKey, type ExploreOptions, type Program } from "../../src/explore";
import { countByStates, countClasses } from "./interleavings";
import { nidhuggPrograms } from "./otherCheckers";
import { publishedPrograms } from "./publishedPrograms";
import * as benchmarks from "./verificationBenchmarks";
import { times } from "./thread";
import { program, type Thread } from "./verificationBenchmarks";

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

const write: Thread = function* (k, s, me) {
  yield* k.write(s.x, me, "x = me");
};
const read: Thread = function* (k, s) {
  yield* k.read(s.x, "x");
};
const lockOnce: Thread = function* (k, s) {
  yield* k.mutex_lock(s.lock, "lock");
  yield* k.mutex_unlock(s.lock, "unlock");
};
const writeThrice: Thread = function* (k, s, me) {
  for (let n = 0; n < 3; n += 1) yield* k.write(s.x, 10 * me + n, "x = …");
};

describe("executions of programs that other checkers count", () => {
  it.each([
    // SV-COMP's fib_bench. 11 and 140 stand in Nidhugg's tests (tests/smoke/reference.results.txt, fib_bench_true_1 and _2, the
    // same two loops and a main thread that reads both); all four come out of `countByStates` too, the last in ten seconds.
    [benchmarks.fibonacci(1), 11],
    [benchmarks.fibonacci(2), 140],
    [benchmarks.fibonacci(4), 19_605],
    [benchmarks.fibonacci(5), 218_243],
    // Orders of n writes, and what one read can see in each.
    [program("7 writers", times(7, write)), factorial(7)],
    [program("6 writers and a reader", [...times(6, write), read]), factorial(7)],
    [program("three writers of three", times(3, writeThrice)), factorial(9) / factorial(3) ** 3],
    [program("a mutex taken by 6", times(6, lockOnce)), factorial(6)],
    // Readers of a semaphore can be swapped with each other; each of them comes before or after the writer.
    [program("6 readers of a semaphore", times(6, benchmarks.reader)), 1],
    [program("5 readers and a writer", [...times(5, benchmarks.reader), benchmarks.writer]), 2 ** 5],
  ])("$name", ({ ...counted }, executions) => {
    const verdict = explore(counted, { search: "dpor", limits: {} });
    expect(verdict.exhaustive).toBe(true);
    expect(verdict.executions).toBe(executions);
  });
});

describe("executions of programs in Nidhugg's tests", () => {
  it.each(nidhuggPrograms)("$name", (counted, executions) => {
    expect(explore(counted, { search: "dpor" }).executions).toBe(executions);
    expect(countByStates(new Machine(counted))).toBe(executions);
  });
});

describe("executions of programs in the tables of Nidhugg's benchmarks", () => {
  it.each(publishedPrograms.map(([one, traces]) => [one.name, one, traces] as const))(
    "%s",
    (_name, counted, traces) => {
      const { executions, redundant } = explore(counted, { search: "dpor" });
      expect({ executions, redundant }).toEqual({ executions: traces, redundant: 0 });
    },
  );
});

it("fib_bench(4) has as many executions as sleep sets leave", () => {
  expect(countByStates(new Machine(benchmarks.fibonacci(4)))).toBe(19_605);
});

const walked: readonly Program[] = [
  benchmarks.fibonacci(2),
  program("peterson", times(2, benchmarks.peterson(2))),
  program("dekker", times(2, benchmarks.dekker(1))),
  program("szymanski", times(2, benchmarks.szymanski(0))),
  program("ticket lock", times(2, benchmarks.ticketLock(2))),
  program("compare-and-swap lock", times(2, benchmarks.compareAndSwapLock(2))),
  program("producer and consumer", [benchmarks.producer(2), benchmarks.consumer(2)]),
  program("readers and a writer", [...times(2, benchmarks.reader), benchmarks.writer]),
  program("semaphore", times(3, benchmarks.semaphore)),
  program("reorder", [benchmarks.setter, benchmarks.checker]),
];

describe.each(walked.map((one) => [one.name, one] as const))("%s", (_name, walkedProgram) => {
  it("has as many executions as a walk through all interleavings finds classes", () => {
    const { executions, exhaustive } = explore(walkedProgram, { search: "dpor" });
    expect(exhaustive).toBe(true);
    expect(executions).toBe(countClasses(new Machine(walkedProgram)));
  });

  it("ends alike in every search", () => {
    const outcomes = (options: ExploreOptions) =>
      explore(walkedProgram, options).outcomes.map(outcomeKey).sort();
    const all = outcomes({ search: "stateful", reduction: false });
    expect(outcomes({ search: "dpor" })).toEqual(all);
    expect(outcomes({ search: "stateful" })).toEqual(all);
    expect(outcomes({ search: "bounded", limits: { preemptions: 100 } })).toEqual(all);
  });
});

describe("mutual exclusion", () => {
  it.each([
    ["peterson", benchmarks.peterson(3), 2],
    ["dekker", benchmarks.dekker(3), 2],
    ["szymanski", benchmarks.szymanski(2), 2],
    ["ticket lock", benchmarks.ticketLock(3), 3],
    ["compare-and-swap lock", benchmarks.compareAndSwapLock(3), 3],
  ] as const)("%s loses no update", (name, thread, threads) => {
    const { outcomes, exhaustive } = explore(program(name, times(threads, thread)));
    expect(exhaustive).toBe(true);
    for (const { inside, entered } of outcomes) expect(inside).toBe(entered);
    expect(outcomes.some(({ entered }) => entered === threads)).toBe(true);
  });
});
