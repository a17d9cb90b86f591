import { expect, test } from "vitest";
import { explore } from "../../src/cli/explore";
import { writtenBy } from "./cli/written";

const run = (...args: readonly string[]) => runOn("base", ...args);

async function runOn(revision: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const where = ["--revision", revision, "--scenario", "aio-read-fault-third-page", "--json"];
  const { out } = await writtenBy((io) => explore.run([...where, ...args], io));
  return JSON.parse(out) as Record<string, unknown>;
}

test.each(["uniform", "pct"])("draws %s executions, the same ones for one seed", async (draw) => {
  const options = ["--search", "random", "--draw", draw, "--seed", "7", "--executions", "50"];
  const first = await run(...options);
  expect(first).toMatchObject({
    search: "random",
    executions: 50,
    exhaustive: false,
    bounds: { executions: 50 },
  });
  expect((await run(...options))["outcomes"]).toEqual(first["outcomes"]);
});

test("a draw that does not exist is one sentence", async () => {
  await expect(run("--search", "random", "--draw", "pcd")).rejects.toThrow(
    'There is no draw "pcd". The nearest is "pct".',
  );
});

test("the ceiling of memory is a bound of the verdict", async () => {
  const { exhaustive, bounds } = await run("--search", "stateful", "--memory", "300000");
  expect({ exhaustive, bounds }).toEqual({ exhaustive: false, bounds: { memory: 300_000 } });
});

test("executions are counted with wakeup trees or with source sets alone, and a reduction that does not exist is one sentence", async () => {
  const optimal = await run("--search", "dpor");
  const source = await run("--search", "dpor", "--reduction", "source");
  expect(optimal).toMatchObject({ reductions: ["partial order, optimal"], redundant: 0 });
  expect(source["executions"]).toBe(optimal["executions"]);
  const all = await run("--search", "stateful", "--reduction", "none");
  expect(all).toMatchObject({ reductions: [], executions: null, redundant: null, exhaustive: true });
  await expect(run("--reduction", "sauce")).rejects.toThrow('The nearest is "source".');
});

test("data races stand beside the outcomes: p5's interrupt looks at dio->waiter without the lock, the next commit's does not", async () => {
  const cells = async (revision: string) => {
    const { dataRaces } = (await runOn(revision, "--races")) as {
      readonly dataRaces: {
        readonly exhaustive: boolean;
        readonly races: readonly { readonly cell: string }[];
      };
    };
    expect(dataRaces.exhaustive).toBe(true);
    return [...new Set(dataRaces.races.map(({ cell }) => cell))];
  };
  expect(await cells("p5")).toEqual(["dio0->waiter"]);
  expect(await cells("lock")).toEqual([]);
});
