import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { behaviourLines, keysOf, marksOf, type BehaviourLine } from "../golden/steps/behaviour";
import { tracesIn } from "../golden/steps/files";
import { faultyModels } from "./faults/build";
import type { Fault, Unit } from "./faults/instrument";

/**
 * Faults in the models, one at a time: each behaviour line of each patch, on the side of the revision that runs it, is
 * left out of the source of the model, or exchanged with the steps beside it. A golden trace must become another.
 */
const { faults, traceOf, current } = await faultyModels();

const sharedByTwo =
  "p1 and p2 share the function; beside it stands what p1 alone runs, after finished_one_bio()";

/** Lines whose exchange no trace shows, and why none can. */
const unnoticed: Readonly<Record<string, string>> = {
  "p2 direct_io_worker: blk_run_address_space(inode->i_mapping);": sharedByTwo,
  "p2 direct_io_worker: finished_one_bio(dio);": sharedByTwo,
  "p2 dio_await_completion: while (dio->bio_count) {":
    "nothing stands beside it: the loop is the whole function",
};

const nameOf = (line: BehaviourLine): string => `${line.revision} ${line.function}: ${line.cText}`;
const lines = new Map(behaviourLines.map((line) => [nameOf(line), line]));

/** The faults of a kind that hit the smallest step that has the line; `met` are those that its revision runs. */
function faultsOf(kind: Fault["kind"], line: BehaviourLine, met: ReadonlySet<number>): readonly Fault[] {
  const calls = keysOf(line).flatMap((key) => /> .*$/.exec(key) ?? []);
  const has = ({ names }: Unit): boolean => [line.cText, ...calls].some((name) => names.has(name));
  const found = faults
    .filter((fault) => fault.kind === kind && met.has(fault.id))
    .filter(({ function: name }) => name === null || name === line.function)
    .flatMap((fault) => fault.units.filter(has).map(({ length }) => ({ fault, length })));
  const least = Math.min(...found.map(({ length }) => length));
  return found.filter(({ length }) => length === least).map(({ fault }) => fault);
}

describe.each([...new Set(behaviourLines.map(({ revision }) => revision))])("%s", (revision) => {
  const marks = marksOf(revision);
  const text = readFileSync(new URL(`../golden/steps/${revision}.txt`, import.meta.url), "utf8");
  // The shortest ones first: whatever one trace shows, the others need not be asked.
  const traces = tracesIn(text)
    .map((traced) => {
      current.met.clear();
      const trace = current.during(undefined, () => traceOf(revision, traced, marks));
      return { traced, met: new Set(current.met), ...trace };
    })
    .sort((one, other) => one.met.size - other.met.size);
  const met = new Set(traces.flatMap((trace) => [...trace.met]));
  const own = [...lines].filter(([, line]) => line.revision === revision);

  /** A model that breaks down over its fault has no trace at all. */
  const isNoticed = ({ id }: Fault, line: BehaviourLine): boolean =>
    traces
      .filter((trace) => trace.met.has(id) && keysOf(line).some((key) => trace.passed.has(key)))
      .some((trace) => {
        try {
          return current.during(id, () => traceOf(revision, trace.traced, marks)).text !== trace.text;
        } catch {
          return true;
        }
      });

  const unnoticedOf = (kind: Fault["kind"]): readonly string[] =>
    own.flatMap(([name, line]) => {
      const made = faultsOf(kind, line, met);
      return made.length > 0 && made.every((fault) => isNoticed(fault, line)) ? [] : [name];
    });

  it("runs without a fault as the golden traces say", () => {
    expect(traces.filter((trace) => !text.includes(trace.text))).toEqual([]);
  });

  it("has another golden trace if a behaviour line is left out", () => {
    expect(unnoticedOf("drop")).toEqual([]);
  });

  it("has another golden trace if a behaviour line is exchanged with its neighbour, or is told why not", () => {
    const told = Object.keys(unnoticed).filter((name) => name.startsWith(`${revision} `));
    expect(unnoticedOf("exchange").toSorted()).toEqual(told.sort());
  });
});

it("notices at least 90 % of the exchanges", () => {
  expect(Object.keys(unnoticed).length / lines.size).toBeLessThan(0.1);
});
