import { expect, test } from "vitest";
import { readScenario, scenarioFile, scenarios } from "../../../src/models";

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
