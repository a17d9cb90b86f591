import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { spinSearch } from "../../src/cli/spin";
import { explore, type FoundOutcome } from "../../src/explore";
import { isProblem, programFor, readScenario } from "../../src/models";

/** What submission makes of a request of `size` bytes, in the variables of test/data/promela/completion.pml. */
interface Submitted {
  readonly bios: number;
  readonly write: 0 | 1;
  readonly size: number;
  readonly result: number;
  readonly error: number;
  readonly aio: 0 | 1;
  readonly is_async: 0 | 1;
  readonly failing: number;
}

const plainRead: Submitted = {
  bios: 2,
  write: 0,
  size: 8192,
  result: 8192,
  error: 0,
  aio: 1,
  is_async: 1,
  failing: 0,
};
const plainWrite: Submitted = { ...plainRead, write: 1 };

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
  ["an AIO read whose first bio fails", { ...aioRead, failingBios: [0] }, { ...plainRead, failing: 1 }],
  [
    "an AIO read whose third page faults",
    { ...aioRead, bytes: 3 * block, fileSize: 3 * block, faultAtPage: 2 },
    { ...plainRead, size: 3 * block, error: -14 },
  ],
  [
    "an AIO read whose second mapping fails",
    { ...aioRead, getBlockError: { block: 1, errno: "-EIO" } },
    { ...plainRead, bios: 1, result: block, error: -5 },
  ],
  ["an AIO write", aioWrite, plainWrite],
  ["an AIO write whose second bio fails", { ...aioWrite, failingBios: [1] }, { ...plainWrite, failing: 2 }],
  ["an AIO write up to a hole", { ...aioWrite, holeFromBlock: 1 }, { ...plainWrite, bios: 1, result: block }],
  [
    "an AIO write of two blocks up to a hole",
    { ...aioWrite, bytes: 3 * block, holeFromBlock: 2 },
    { ...plainWrite, size: 3 * block },
  ],
  [
    "an AIO write up to a hole whose bio fails",
    { ...aioWrite, holeFromBlock: 1, failingBios: [0] },
    { ...plainWrite, bios: 1, result: block, failing: 1 },
  ],
  [
    "an AIO write whose second mapping fails",
    { ...aioWrite, getBlockError: { block: 1, errno: "-EIO" } },
    { ...plainWrite, bios: 1, result: block, error: -5 },
  ],
  ["an AIO write that extends the file", { ...aioWrite, fileSize: 0 }, { ...plainWrite, is_async: 0 }],
  [
    "an AIO write that extends the file, a bio fails",
    { ...aioWrite, fileSize: 0, failingBios: [1] },
    { ...plainWrite, is_async: 0, failing: 2 },
  ],
  ["a write()", { ...aioWrite, async: false }, { ...plainWrite, aio: 0, is_async: 0 }],
  [
    "a read() whose first bio fails",
    { ...aioRead, async: false, failingBios: [0] },
    { ...plainRead, aio: 0, is_async: 0, failing: 1 },
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

/** A branch for each case: one search visits them all, since compiling a search takes longer than running it. */
const chooseRequest = `inline choose_request() {
  if
${cases
  .map(([, , submitted], number) => Object.entries({ number, ...submitted }))
  .map((set) => `  :: true -> ${set.map(([name, value]) => `${name} = ${value}`).join("; ")}`)
  .join("\n")}
  fi
}
`;

/** What SPIN finds that can happen in each case, by the case's number. */
async function spinOutcomes(defines: readonly string[]): Promise<readonly (readonly string[])[]> {
  const search = await spinSearch(chooseRequest + promela, { spin: [], defines, search: ["-E"] });
  expect(search?.errors).toBe(0);
  const found = cases.map(() => new Set<string>());
  for (const [, number, outcome] of (search?.report ?? "").matchAll(/^OUTCOME (\d+): (.*)$/gm))
    found[Number(number)]?.add(outcome ?? "");
  return found.map((outcomes) => [...outcomes].sort());
}

/** The export of our own model proves the search; this model, written from the C alone, is there to doubt the model. */
describe.each([
  ["p4", []],
  ["p5", ["P5"]],
  ["lock", ["P5", "LOCK"]],
])("the completion path of %s, written by hand in Promela", (revision, patches) => {
  let found: readonly (readonly string[])[] = [];
  beforeAll(async () => {
    found = await spinOutcomes(patches);
  });

  it.each(cases.map(([title, scenario], number) => [title, scenario, number] as const))(
    "ends as the model does: %s",
    (_title, scenario, number) => {
      expect(found[number]?.length).toBeGreaterThan(0);
      expect(modelOutcomes(revision, scenario)).toEqual(found[number]);
    },
  );
});
