import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { spinSearch } from "../../src/cli/spin";
import { explore, type FoundOutcome } from "../../src/explore";
import { isProblem, programFor, readScenario } from "../../src/models";

/** What submission makes of a request of `SIZE` bytes, as test/data/promela/completion.pml wants it told. */
interface Submitted {
  readonly N: number;
  readonly WRITE: 0 | 1;
  readonly SIZE: number;
  readonly RESULT: number;
  readonly RET: number;
  readonly AIO: 0 | 1;
  readonly ASYNC: 0 | 1;
  readonly FAILING: number;
}

const plainRead: Submitted = {
  N: 2,
  WRITE: 0,
  SIZE: 8192,
  RESULT: 8192,
  RET: 0,
  AIO: 1,
  ASYNC: 1,
  FAILING: 0,
};
const plainWrite: Submitted = { ...plainRead, WRITE: 1 };

const block = 4096;
const request = {
  offset: 0,
  bytes: 2 * block,
  blockSize: block,
  locking: "DIO_LOCKING",
  blocksPerMapping: 1,
};
const aioRead = { ...request, op: "read", async: true, fileSize: 2 * block };
const aioWrite = { ...request, op: "write", async: true, fileSize: 4 * block };

/**
 * Scenarios, and what do_direct_IO() makes of each, derived from its code: blocks are mapped one by one and each
 * mapping is a bio; a page that cannot be got, a mapping that fails and a hole end the loop behind the blocks before.
 */
const cases: readonly (readonly [title: string, scenario: object, submitted: Submitted])[] = [
  ["an AIO read", aioRead, plainRead],
  ["an AIO read whose first bio fails", { ...aioRead, failingBios: [0] }, { ...plainRead, FAILING: 1 }],
  [
    "an AIO read whose third page faults",
    { ...aioRead, bytes: 3 * block, fileSize: 3 * block, faultAtPage: 2 },
    { ...plainRead, SIZE: 3 * block, RET: -14 },
  ],
  [
    "an AIO read whose second mapping fails",
    { ...aioRead, getBlockError: { block: 1, errno: "-EIO" } },
    { ...plainRead, N: 1, RESULT: block, RET: -5 },
  ],
  ["an AIO write", aioWrite, plainWrite],
  ["an AIO write whose second bio fails", { ...aioWrite, failingBios: [1] }, { ...plainWrite, FAILING: 2 }],
  ["an AIO write up to a hole", { ...aioWrite, holeFromBlock: 1 }, { ...plainWrite, N: 1, RESULT: block }],
  [
    "an AIO write of two blocks up to a hole",
    { ...aioWrite, bytes: 3 * block, holeFromBlock: 2 },
    { ...plainWrite, SIZE: 3 * block },
  ],
  [
    "an AIO write up to a hole whose bio fails",
    { ...aioWrite, holeFromBlock: 1, failingBios: [0] },
    { ...plainWrite, N: 1, RESULT: block, FAILING: 1 },
  ],
  [
    "an AIO write whose second mapping fails",
    { ...aioWrite, getBlockError: { block: 1, errno: "-EIO" } },
    { ...plainWrite, N: 1, RESULT: block, RET: -5 },
  ],
  ["an AIO write that extends the file", { ...aioWrite, fileSize: 0 }, { ...plainWrite, ASYNC: 0 }],
  [
    "an AIO write that extends the file, a bio fails",
    { ...aioWrite, fileSize: 0, failingBios: [1] },
    { ...plainWrite, ASYNC: 0, FAILING: 2 },
  ],
  ["a write()", { ...aioWrite, async: false }, { ...plainWrite, AIO: 0, ASYNC: 0 }],
  [
    "a read() whose first bio fails",
    { ...aioRead, async: false, failingBios: [0] },
    { ...plainRead, AIO: 0, ASYNC: 0, FAILING: 1 },
  ],
];

const promela = readFileSync(new URL("../data/promela/completion.pml", import.meta.url), "utf8");

const errnos: Readonly<Record<string, number>> = { "-EIO": -5, "-EFAULT": -14, "-EIOCBQUEUED": -529 };

const number = (value: unknown) =>
  typeof value === "string" ? (errnos[value] ?? Number.NaN) : Number(value);

/** An outcome in the words of the Promela model: after an oops nothing but the violations counts. */
function words(outcome: FoundOutcome): string {
  const violations = outcome.violations.map(({ kind, object, context }) =>
    kind === "hang"
      ? `hang ${context};`
      : kind === "leak"
        ? `leak ${object};`
        : `${kind} ${object} ${context};`,
  );
  const oops = outcome.violations.some(({ kind }) =>
    ["use-after-free", "double-free", "bug", "null-dereference"].includes(kind),
  );
  const { returned, events } = outcome as {
    readonly returned?: unknown;
    readonly events?: readonly unknown[];
  };
  const ends = [
    `returned ${returned === null || returned === undefined ? "null" : number(returned)};`,
    ...(events ?? []).map((event) => `event ${number(event)};`),
  ];
  return [...violations.sort(), ...(oops ? [] : ends)].join(" ");
}

function modelOutcomes(revision: string, given: object): readonly string[] {
  const scenario = readScenario({ id: "case", ...given });
  if (isProblem(scenario)) throw new Error(scenario.problem);
  const verdict = explore(programFor(revision, scenario));
  expect(verdict.exhaustive).toBe(true);
  return [...new Set(verdict.outcomes.map(words))].sort();
}

async function spinOutcomes(defines: readonly string[]): Promise<readonly string[]> {
  const search = await spinSearch(promela, { spin: [], defines, search: ["-E"] });
  expect(search?.errors).toBe(0);
  const lines = [...(search?.report ?? "").matchAll(/^OUTCOME (.*)$/gm)];
  return [...new Set(lines.map(([, outcome]) => outcome ?? ""))].sort();
}

/** The export of our own model proves the search; this model, written from the C alone, is there to doubt the model. */
describe.each([
  ["p4", []],
  ["p5", ["P5"]],
  ["lock", ["P5", "LOCK"]],
])("the completion path of %s, written by hand in Promela", (revision, patches) => {
  it.each(cases)("ends as the model does: %s", async (_title, scenario, submitted) => {
    const defines = Object.entries(submitted).map(([name, value]) => `${name}=${value}`);
    const found = await spinOutcomes([...patches, ...defines]);
    expect(found.length).toBeGreaterThan(0);
    expect(modelOutcomes(revision, scenario)).toEqual(found);
  });
});
