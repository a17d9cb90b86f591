import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  callable,
  explore,
  integer,
  struct,
  World,
  type Kernel,
  type Program,
  type Step,
} from "../../src/explore";
import { lastzero, readers } from "../../src/explore/classics";
import { referenceCount, referenceCountPromela } from "../../src/explore/referenceCount";
import { spinSearch } from "../../src/cli/spin";

const Locks = struct("locks", { wants0: integer(), wants1: integer(), turn: integer(), owner: integer() });

/** G. L. Peterson's mutual exclusion of two processes (Information Processing Letters 12, 1981), `rounds` times each. */
function peterson(rounds: number): Program {
  const world = new World();
  const locks = world.object(Locks);
  function* process(k: Kernel, me: number): Step<void> {
    const l = k.locals({ round: 0 });
    const [mine, others] = me === 0 ? [locks.wants0, locks.wants1] : [locks.wants1, locks.wants0];
    for (; l.round < rounds; l.round += 1) {
      yield* k.write(mine, 1, "wants[me] = 1;");
      yield* k.write(locks.turn, 1 - me, "turn = 1 - me;");
      while (yield* k.test(others, "wants[1 - me]")) if (yield* k.equals(locks.turn, me, "turn == me")) break;
      yield* k.write(locks.owner, me, "owner = me;");
      if (!(yield* k.equals(locks.owner, me, "owner == me"))) yield* k.BUG("BUG();");
      yield* k.write(mine, 0, "wants[me] = 0;");
    }
  }
  const table = callable({ process });
  const contexts = [0, 1].map((me) => ({
    id: `p${me}`,
    short: `p${me}_`,
    class: "process",
    kind: "task" as const,
    cpu: me,
    body: (k: Kernel) => table.process(k, me),
  }));
  return { name: `peterson(${rounds})`, world, contexts };
}

const written = (name: string) =>
  readFileSync(new URL(`../data/promela/${name}.pml`, import.meta.url), "utf8");
const sizes = [2, 3, 4, 5, 6, 7, 8];

/** Models written twice, by hand: as programs of ours and in Promela. */
const models = [
  ["referenceCount", (n: number) => referenceCount(n), (n: number) => referenceCountPromela(n), sizes],
  ["readers", (n: number) => readers(n), () => written("readers"), sizes],
  ["lastzero", (n: number) => lastzero(n), () => written("lastzero"), sizes],
  ["peterson", (n: number) => peterson(n), () => written("peterson"), [1, 2, 3]],
] as const;

describe.each(models)("%s, written by hand in Promela", (_name, program, promela, list) => {
  it.each(list)("has the states and transitions that SPIN finds, n = %i", async (n) => {
    const { states, steps, exhaustive, outcomes } = explore(program(n), {
      search: "stateful",
      reduction: false,
      symmetry: false,
    });
    expect(exhaustive).toBe(true);
    expect(outcomes.every(({ violations }) => violations.length === 0)).toBe(true);
    const text = promela(n);
    const defines = text.includes("#define N") ? [] : [`N=${n}`];
    expect(await spinSearch(text, { defines })).toMatchObject({ states, transitions: steps, errors: 0 });
  });
});
