import { expect, it } from "vitest";
import {
  callable,
  dataRaces,
  explore,
  integer,
  Machine,
  struct,
  World,
  type Cancellation,
  type ExploreOptions,
  type Kernel,
  type Program,
  type Step,
} from "../../../src/explore";

/** How often a program looks at a value before it is cancelled: each has far more to do than that and what follows. */
const BEFORE = 300;
/** How often it may look after that: what any search does in some milliseconds. */
const AFTER = 10_000;

const Shared = struct("shared", { x: integer(), y: integer() });

/** Three contexts, each of so many rounds: a write, and a look at a value that is always there, of which `look` hears. */
function looking(rounds: number, look: () => void): Program {
  const world = new World();
  const shared = world.object(Shared);
  const table = callable({
    *run(k: Kernel): Step<void> {
      const l = k.locals({ round: 0 });
      for (; l.round < rounds; l.round += 1) {
        yield* k.add(shared.x, 1, "x++");
        const isThere = (): boolean => {
          look();
          return true;
        };
        yield* k.await(shared.y, isThere, "await(y)");
      }
    },
  });
  const body = (k: Kernel): Step<void> => table.run(k);
  const contexts = [0, 1, 2].map(
    (n) => ({ id: `c${n}`, short: `c${n}_`, class: "c", kind: "task", cpu: 0, body }) as const,
  );
  return { name: "looking", world, contexts };
}

type Run = (program: Program, signal: Cancellation) => { readonly bounds: Readonly<Record<string, number>> };

const exploring =
  (options: ExploreOptions): Run =>
  (program, signal) =>
    explore(program, options, undefined, signal);
const racing: Run = (program, signal) => dataRaces(new Machine(program), {}, signal);
const unbounded = { steps: 1_000_000, milliseconds: 600_000 };

// A search of every state looks once at each value: `bounds.test.ts` has how many steps it takes at once.
const modes: readonly (readonly [string, number, Run])[] = [
  ["dpor, optimal", 20, exploring({ search: "dpor" })],
  ["dpor, source", 20, exploring({ search: "dpor", reduction: "source" })],
  ["dpor, executions of 18,000 steps", 2000, exploring({ search: "dpor", limits: unbounded })],
  ["stateful", 20, exploring({ search: "stateful" })],
  ["bounded", 20, exploring({ search: "bounded", limits: { preemptions: 4 } })],
  ["random", 20, exploring({ search: "random", limits: { executions: 10_000 } })],
  ["random, executions of 18,000 steps", 2000, exploring({ search: "random" })],
  ["auto", 20, exploring({})],
  ["same-cpu", 20, exploring({ irq: "same-cpu" })],
  ["data races", 5, racing],
  ["data races, executions of 18,000 steps", 2000, racing],
];

it.each(modes)("%s: ends soon after it was cancelled from inside", (_name, rounds, run) => {
  const signal = { aborted: false };
  let [before, after] = [0, 0];
  const look = (): void => {
    if (signal.aborted) after += 1;
    else if ((before += 1) === BEFORE) signal.aborted = true;
  };
  const { bounds } = run(looking(rounds, look), signal);
  expect(bounds).toEqual({ cancelled: 1 });
  expect(after).toBeLessThan(AFTER);
});

it("executions that are asked for are counted, however long each of them is", () => {
  const { search, executions, bounds } = explore(
    looking(300, () => undefined),
    { limits: { executions: 2 } },
  );
  expect({ search, executions, bounds }).toEqual({
    search: "dpor",
    executions: 2,
    bounds: { executions: 2 },
  });
});
