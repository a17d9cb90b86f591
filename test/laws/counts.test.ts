import { describe, expect, it } from "vitest";
import { filesystem, indexer, lastzero, readers } from "../../src/explore/classics";
import { searchExecutions } from "../../src/explore/dpor/executions";
import { Outcomes } from "../../src/explore/outcomes";
import { Machine, type Program } from "../../src/kernel";

/** Executions and redundant ones of a program in one mode. */
function count(program: Program, reduction: "optimal" | "source") {
  const machine = new Machine(program);
  const run = searchExecutions(machine, new Outcomes(machine), {}, reduction);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

describe("optimal partial-order reduction", () => {
  it.each([
    ...[1, 2, 5, 8, 11].map((n) => [readers(n), 2 ** n] as const),
    ...[2, 3, 5, 8, 10].map((n) => [lastzero(n), (n + 3) * 2 ** (n - 2)] as const),
    ...[1, 8, 11, 12, 13, 14].map((n) => [indexer(n), n <= 11 ? 1 : 8 ** (n - 11)] as const),
    // Up to 26 contexts there are two at most who begin with one block, so the papers' formula goes on.
    ...[14, 16, 18, 20, 22, 26].map((n) => [filesystem(n), 2 ** (n - 13)] as const),
  ])("counts $name as the papers do, without a wasted execution", (program, executions) => {
    const { executions: found, redundant } = count(program, "optimal");
    expect({ executions: found, redundant }).toEqual({ executions, redundant: 0 });
  });

  it("source sets reach the same number of complete executions", () => {
    for (const program of [readers(6), lastzero(6), indexer(12), filesystem(16)])
      expect(count(program, "source").executions).toBe(count(program, "optimal").executions);
  });
});
