import { expect, test } from "vitest";
import { isProblem, readScenario, scenarioFile, scenarios } from "../../../src/models";

test("every scenario is written as a file that is read as the same scenario", () => {
  for (const scenario of scenarios)
    expect(readScenario(JSON.parse(JSON.stringify(scenarioFile(scenario))))).toEqual(scenario);
});

test("a scenario file tells only what is not plain, and an errno by its name", () => {
  const scenario = readScenario({
    id: "mine",
    op: "read",
    async: true,
    offset: 0,
    bytes: 8192,
    fileSize: 8192,
    getBlockError: { block: 1, errno: "-EIO" },
    plugged: true,
    eventReader: false,
  });
  if ("problem" in scenario) throw new Error(scenario.problem);
  expect(scenarioFile(scenario)).toEqual({
    id: "mine",
    op: "read",
    async: true,
    offset: 0,
    bytes: 8192,
    fileSize: 8192,
    getBlockError: { block: 1, errno: "-EIO" },
    plugged: true,
  });
});

const plain = { id: "x", op: "read", async: true, offset: 0, bytes: 4096, fileSize: 4096 };
test.each([
  [{ ...plain, blocksize: 512 }, 'the field "blocksize" is unknown; the nearest is "blockSize"'],
  [{ ...plain, quux: 1 }, 'the field "quux" is unknown'],
  [
    { ...plain, oSync: { metadataFail: true } },
    'the field "oSync.metadataFail" is unknown; the nearest is "oSync.metadataFails"',
  ],
  [{ ...plain, oSync: {} }, 'the field "oSync.metadataFails" must be true or false, not undefined'],
  [
    { ...plain, failingBios: [0, 0] },
    'the field "failingBios" must be a list of different whole numbers from 0, not [0,0]',
  ],
  [
    { ...plain, offset: 0.5 },
    `the field "offset" must be a whole number from 0 to ${String(2 ** 41)}, not 0.5`,
  ],
  [{ ...plain, title: "two\nlines" }, 'the field "title" must be one line of text, not "two\\nlines"'],
  [[plain], "a scenario must be one JSON object"],
])("%j is refused in one sentence: %s", (json, sentence) => {
  const read = readScenario(json);
  expect(isProblem(read) && read.problem).toBe(sentence);
});
