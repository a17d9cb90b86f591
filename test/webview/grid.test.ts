import { expect, test } from "vitest";
import { Cells } from "../../src/host/panel/cells";
import type { ToPanel } from "../../src/protocol";
import type { HandlersOf, SimulationRequests } from "../../src/host/worker/requests";
import { setup } from "./fixture";
import { client, handlers, ready, session } from "./sessions";

test("the matrix comes in batches, stops when it is cancelled, and goes on where it was", async () => {
  const { one, sent } = session(undefined, "s1");
  await one.receive(ready);
  sent.length = 0;
  await one.receive({ kind: "matrix", search: "all" });
  const batches = sent.flatMap((message) => (message.kind === "matrix" ? [message] : []));
  // Two scenarios on two revisions.
  expect(batches.flatMap(({ cells }) => cells)).toHaveLength(4);
  expect(batches[0]).toMatchObject({ anew: true, done: 0, total: 4, running: true });
  expect(batches.at(-1)).toMatchObject({ done: 4, total: 4, running: false });
  sent.length = 0;
  await one.receive({ kind: "matrix", search: "nothing" });
  const [again] = sent.flatMap((message) => (message.kind === "matrix" ? [message] : []));
  expect(again).toMatchObject({ anew: true, done: 4, running: false });
  expect(again?.cells).toHaveLength(4);
});

test("a search and the matrix take the memory that the setting gives them now", async () => {
  const asked: (number | undefined)[] = [];
  const noting: HandlersOf<SimulationRequests> = {
    ...handlers,
    explore: (input, progress) => {
      asked.push(input.memory);
      return handlers.explore(input, progress);
    },
    cell: (input, progress) => {
      asked.push(input.memory);
      return handlers.cell(input, progress);
    },
  };
  let ceiling = 1;
  const { one } = session(client(false, noting).client, null, () => ceiling);
  await one.receive(ready);
  await one.receive({ kind: "explore" });
  expect(asked).toEqual([1]);
  ceiling = 2;
  await one.receive({ kind: "explore" });
  expect(asked).toEqual([1, 2]);
  for (ceiling of [2, 2, 3]) await one.receive({ kind: "matrix", search: "all" });
  // Two scenarios on two revisions, kept until the setting is another one.
  expect(asked).toEqual([1, 2, 2, 2, 2, 2, 3, 3, 3, 3]);
});

test("a cancelled matrix keeps its cells", async () => {
  let searched = 0;
  let cancel: () => void = () => undefined;
  const counting: HandlersOf<SimulationRequests> = {
    ...handlers,
    cell: (input, progress) => {
      if (++searched === 2) cancel();
      return handlers.cell(input, progress);
    },
  };
  const { one, sent } = session(client(false, counting).client, "s1");
  cancel = () => void one.receive({ kind: "cancel" });
  await one.receive(ready);
  await one.receive({ kind: "matrix", search: "all" });
  const last = (): ToPanel | undefined => sent.findLast((message) => message.kind === "matrix");
  expect(last()).toMatchObject({ done: 1, running: false });
  await one.receive({ kind: "matrix", search: "all" });
  expect(last()).toMatchObject({ done: 4, running: false });
  // Only the cell that was under way is searched twice.
  expect(searched).toBe(5);
});

test("nothing is searched unasked; the row of the chosen scenario comes alone, or before all others", async () => {
  const asked: string[] = [];
  const noting: HandlersOf<SimulationRequests> = {
    ...handlers,
    cell: (input, progress) => {
      asked.push(`${input.scenario} ${input.revision}`);
      return handlers.cell(input, progress);
    },
  };
  const { one, sent } = session(client(false, noting).client, "s1");
  await one.receive({ ...ready });
  await one.receive({ kind: "setUp", setup: { ...setup, scenario: "one-bio" } });
  const last = (): ToPanel | undefined => sent.findLast((message) => message.kind === "matrix");
  await one.receive({ kind: "matrix", search: "nothing" });
  expect(asked).toEqual([]);
  expect(last()).toMatchObject({ done: 0, total: 4, running: false });
  const row = ["one-bio base", "one-bio p5"];
  await one.receive({ kind: "matrix", search: "scenario" });
  expect(asked).toEqual(row);
  expect(sent.filter((message) => message.kind === "matrix" && message.running)[0]).toMatchObject({
    total: 2,
  });
  expect(last()).toMatchObject({ done: 2, total: 4, running: false });
  await one.receive({ kind: "matrix", search: "all" });
  expect(asked).toEqual([...row, "two-bios base", "two-bios p5"]);
  expect(last()).toMatchObject({ done: 4, total: 4, running: false });
});

test("what a test has found stands in the matrix, unless it had other bounds", async () => {
  const cells = new Cells();
  const fails = { result: "fails", word: "hang", detail: "", findings: [], schedule: "s1" } as const;
  cells.add({ scenario: "two-bios", revision: "base", ...fails }, 7);
  const ceiling = { now: 7 };
  const { one, sent } = session(undefined, "s1", () => ceiling.now, undefined, cells);
  await one.receive(ready);
  const shown = async (): Promise<readonly string[]> => {
    sent.length = 0;
    await one.receive({ kind: "matrix", search: "nothing" });
    return sent.flatMap((message) =>
      message.kind === "matrix" ? message.cells.map(({ word }) => word) : [],
    );
  };
  expect(await shown()).toEqual(["hang"]);
  ceiling.now = 8;
  expect(await shown()).toEqual([]);
});

test("a test under another bound takes no cell from a matrix that is being searched, and adds none", async () => {
  const cells = new Cells();
  let searched = 0;
  const disturbing: HandlersOf<SimulationRequests> = {
    ...handlers,
    cell: (input, progress) => {
      const cell = handlers.cell(input, progress);
      if (++searched === 3) cells.add({ ...cell, word: "another bound" }, 8);
      return cell;
    },
  };
  const { one, sent } = session(client(false, disturbing).client, "s1", () => 7, undefined, cells);
  await one.receive(ready);
  sent.length = 0;
  await one.receive({ kind: "matrix", search: "all" });
  const batches = sent.flatMap((message) => (message.kind === "matrix" ? [message] : []));
  expect(batches.at(-1)).toMatchObject({ done: 4, total: 4, running: false });
  expect(batches.flatMap((batch) => batch.cells.map(({ word }) => word))).toEqual(Array(4).fill("holds"));
});
