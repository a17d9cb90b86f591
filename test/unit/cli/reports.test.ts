import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { junitXml } from "../../../src/cli/junit";
import { sarifOf } from "../../../src/cli/reports";
import { Machine } from "../../../src/explore";
import { readDocument } from "../../../src/mail/document";
import { programFor, scenarios } from "../../../src/models";
import { Expectations, readExpectations, writeExpectations } from "../../../src/models/expectations";
import { cellOf, type Cell } from "../../../src/models/matrix";
import { openDigSite } from "../../../src/series/digSite";

const site = openDigSite(
  readdirSync("media/corpus").map((name) => readDocument(name, readFileSync(`media/corpus/${name}`))),
);

function scenarioOf(id: string) {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
}
const machineOf = ({ revision, scenario }: Cell) => new Machine(programFor(revision, scenarioOf(scenario)));
const cell = (revision: string, scenario: string): Cell => cellOf(revision, scenarioOf(scenario));

const clean = cell("p5", "aio-read");
const hanging = cell("p5", "aio-write-hole-second-block");
const completedTwice = cell("base", "aio-read-fault-second-page");
const cells = [clean, hanging, completedTwice, cell("base", "aio-read-fault-first-page")];

/** The parts of a log that the tests look at. */
interface Log {
  readonly runs: readonly [
    {
      readonly results: readonly {
        readonly ruleId: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [{ readonly physicalLocation: Physical }];
        readonly relatedLocations: readonly [{ readonly physicalLocation: Physical }];
        readonly suppressions?: readonly unknown[];
        readonly codeFlows: readonly [
          { readonly threadFlows: readonly { readonly locations: readonly { executionOrder: number }[] }[] },
        ];
      }[];
    },
  ];
}
interface Physical {
  readonly artifactLocation: { readonly uri: string };
  readonly region: { readonly startLine: number };
}
const logOf = async (...about: Partial<Parameters<typeof sarifOf>>): Promise<Log> => {
  const [, , , expectations = new Expectations(), at = "file"] = about;
  return (await sarifOf(site, cells, machineOf, expectations, at)) as Log;
};

/** OASIS' schema is written in draft 4 of JSON Schema, which ajv reads as draft 7 when the id is spelt so; no keyword of it differs. */
function sarifSchema(): object {
  const text = readFileSync("test/data/schemas/sarif-schema-2.1.0.json", "utf8");
  const { id, $schema, ...schema } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  expect($schema).toBe("http://json-schema.org/draft-04/schema#");
  expect(text).not.toMatch(/"exclusiveM/);
  return { $id: id, ...schema };
}

describe("a SARIF log", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package is CommonJS: its default export is the function, or holds it.
  const add = (addFormats as unknown as { default?: (ajv: Ajv) => void }).default ?? addFormats;
  (add as (ajv: Ajv) => void)(ajv);
  const validate = ajv.compile(sarifSchema());

  test.each(["file", "document"] as const)("keeps to OASIS' schema with results at the %s", async (at) => {
    expect(validate(await logOf(...([, , , , at] as [])))).toBe(true);
    expect(validate.errors).toBeNull();
  });

  test("the schema refuses a log that is wrong", async () => {
    expect(validate({ ...(await logOf()), version: "2.0.0" })).toBe(false);
  });

  test("names a line of C and the line of the document that shows it", async () => {
    for (const { locations, relatedLocations, message } of (await logOf()).runs[0].results) {
      const [{ physicalLocation: file }, related] = [locations[0], relatedLocations[0]];
      expect(file.artifactLocation.uri).toMatch(/^(fs|mm)\/.*\.c$/);
      const { artifactLocation, region } = related.physicalLocation;
      const line = readFileSync(artifactLocation.uri, "utf8").split("\n")[region.startLine - 1] ?? "";
      expect(line, message.text).toMatch(/\w/);
    }
  });

  test("finds the sleep of p5 in dio_await_one, at io_schedule() of the seed document", async () => {
    const hang = (await logOf()).runs[0].results.find(({ ruleId }) => ruleId === "hang");
    expect(hang?.message.text).toContain("in dio_await_one()");
    const { artifactLocation, region } = hang?.relatedLocations[0].physicalLocation ?? {
      artifactLocation: { uri: "" },
      region: { startLine: 0 },
    };
    const line = readFileSync(artifactLocation.uri, "utf8").split("\n")[region.startLine - 1];
    expect(line).toContain("io_schedule();");
  });

  test("has a thread flow for each context, whose steps are numbered in the order of the execution", async () => {
    for (const { codeFlows } of (await logOf()).runs[0].results) {
      const orders = codeFlows[0].threadFlows.flatMap(({ locations }) =>
        locations.map(({ executionOrder }) => executionOrder),
      );
      expect(codeFlows[0].threadFlows.length).toBeGreaterThan(0);
      expect(new Set(orders).size).toBe(orders.length);
    }
  });

  test("suppresses what is known to fail", async () => {
    const known = readExpectations(writeExpectations([hanging]));
    const results = (await logOf(site, cells, machineOf, known)).runs[0].results;
    expect(results.filter(({ suppressions }) => suppressions).map(({ ruleId }) => ruleId)).toEqual(["hang"]);
  });
});

describe("JUnit XML", () => {
  const judged = (cells: readonly Cell[], expectations = new Expectations()) =>
    junitXml(
      cells.map((cell) => ({
        cell,
        failures: expectations.differences(cell).map(({ sentence }) => sentence),
        known: expectations.knownOf(cell),
      })),
    );

  test("has a suite for each revision and a case for each scenario", () => {
    const xml = judged(cells);
    expect(
      [...xml.matchAll(/<testsuite name="(\w+)" tests="(\d)" failures="(\d)"/g)].map((m) => m.slice(1)),
    ).toEqual([
      ["p5", "2", "1"],
      ["base", "2", "2"],
    ]);
    expect(xml).toContain('<testcase classname="p5" name="aio-read"/>');
    expect(xml).toContain("hang task submitter");
  });

  test("passes what is known to fail, and says so", () => {
    const xml = judged([hanging], readExpectations(writeExpectations([hanging])));
    expect(xml).toContain('failures="0"');
    expect(xml).toContain("known to fail: hang task submitter");
  });

  test("skips what was not searched to the end", () => {
    const xml = judged([{ ...clean, exhaustive: false }], new Expectations());
    expect(xml).toContain('failures="1"');
    const quiet = junitXml([{ cell: { ...clean, exhaustive: false }, failures: [], known: [] }]);
    expect(quiet).toContain("<skipped");
  });

  test("escapes what XML cannot hold", () => {
    const xml = junitXml([{ cell: clean, failures: ['<a> & "b" \u0001 \ud800'], known: [] }]);
    expect(xml).toContain("&lt;a&gt; &amp; &quot;b&quot; \\u{1} \ufffd");
  });
});

describe("expectations", () => {
  test("what is not named must pass", () => {
    const none = new Expectations();
    expect(none.differences(clean)).toEqual([]);
    expect(none.differences(hanging)[0]?.sentence).toMatch(
      /^p5 aio-write-hole-second-block must pass, but there is hang task submitter \(s\d/,
    );
  });

  test("a violation that went away and one that is new are told apart", () => {
    const known = readExpectations(
      JSON.stringify({
        format: "patch-archaeology/expectations",
        version: 1,
        cells: { p5: { "aio-read": "must pass", "aio-write-hole-second-block": ["leak dio submitter"] } },
      }),
    );
    expect(known.differences(clean)).toEqual([]);
    expect(known.differences(hanging)).toHaveLength(2);
    expect(known.differences({ ...hanging, exhaustive: false })).toHaveLength(1);
  });

  test("cells meet the expectations that were written of them", () => {
    const written = readExpectations(writeExpectations(cells));
    for (const one of cells) expect(written.differences(one)).toEqual([]);
  });

  test("one cell is written down anew, and what was said of the others stays", () => {
    const before = readExpectations(
      JSON.stringify({
        format: "patch-archaeology/expectations",
        version: 1,
        cells: { p5: { "aio-read": ["leak dio submitter"], "aio-write-hole-second-block": "must pass" } },
      }),
    );
    const text = writeExpectations([hanging], before);
    expect(JSON.parse(text)).toMatchObject({
      cells: {
        p5: { "aio-read": ["leak dio submitter"], "aio-write-hole-second-block": ["hang task submitter"] },
      },
    });
    const back = writeExpectations([{ ...hanging, outcomes: [] }], readExpectations(text));
    expect(readExpectations(back)).toEqual(before);
  });

  test.each([
    ["{", /^This is no file of expectations: .*JSON/],
    ["[]", "This is no file of expectations: The file is no JSON object."],
    ['{"format": "x"}', '"format" is not "patch-archaeology/expectations"'],
    ['{"format": "patch-archaeology/expectations", "version": 2}', "have version 2"],
    ['{"format": "patch-archaeology/expectations", "version": 1, "cels": {}}', 'no field "cels"'],
    [
      '{"format": "patch-archaeology/expectations", "version": 1, "cells": {"p55": {}}}',
      'the nearest is "p5"',
    ],
    [
      '{"format": "patch-archaeology/expectations", "version": 1, "cells": {"p5": {"aio-raed": "must pass"}}}',
      'the nearest is "aio-read"',
    ],
    [
      '{"format": "patch-archaeology/expectations", "version": 1, "cells": {"p5": {"aio-read": "passes"}}}',
      "The expectation of p5 aio-read is neither",
    ],
  ])("refuses %s in one sentence", (text, sentence) => {
    expect(() => readExpectations(text)).toThrow(sentence);
  });
});
