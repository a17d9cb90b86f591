import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parentPort, Worker } from "node:worker_threads";
import type { Cell } from "../models/matrix";
import { cellOf } from "../models/matrix";
import type { Scenario } from "../models";

/** One scenario for a thread: all of its cells, which share what the engine learns of them. */
interface Work {
  readonly scenario: Scenario;
  readonly columns: readonly Column[];
}

/** What is explored in each scenario: a revision, whole or less some hunks. */
export interface Column {
  readonly revision: string;
  readonly without?: readonly string[];
}

/** More threads than this would wait for memory. */
const MOST_THREADS = 8;

/** What a thread of `matrix` does: one scenario after the other, until it is stopped. */
export function serveMatrix(): void {
  parentPort?.on("message", ({ scenario, columns }: Work) => {
    parentPort?.postMessage(columns.map(({ revision, without }) => cellOf(revision, scenario, without)));
  });
}

/** Explores all cells on as many threads as the machine has processors; resolves to them in order of scenarios. */
export async function exploreCells(
  scenarios: readonly Scenario[],
  columns: readonly Column[],
): Promise<readonly Cell[]> {
  const rows: (readonly Cell[])[] = [];
  let next = 0;
  const serve = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const thread = new Worker(fileURLToPath(import.meta.url));
      let row = 0;
      const give = (): void => {
        row = next++;
        const scenario = scenarios[row];
        if (scenario === undefined) {
          resolve();
          void thread.terminate();
        } else thread.postMessage({ scenario, columns } satisfies Work);
      };
      thread.on("message", (cells: readonly Cell[]) => {
        rows[row] = cells;
        give();
      });
      thread.on("error", reject);
      give();
    });
  const threads = Math.min(availableParallelism(), MOST_THREADS, scenarios.length);
  await Promise.all(Array.from({ length: threads }, serve));
  return rows.flat();
}
