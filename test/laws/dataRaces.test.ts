import fc from "fast-check";
import { expect, it } from "vitest";
import {
  dataRaces,
  integer,
  Machine,
  runSchedule,
  struct,
  World,
  type Context,
  type Races,
} from "../../src/explore";
import { keyOf } from "../../src/explore/races/access";
import { searchAtOnce } from "../../src/explore/races/atOnce";
import { searchUnordered } from "../../src/explore/races/unordered";
import { interrupting, plans, programOf } from "./randomPrograms";

function done(search: Generator<Races, Races>): Races {
  for (;;) {
    const { done: isDone, value } = search.next();
    if (isDone) return value;
  }
}

/** Checks that both kinds of races agree, and that each race's schedule leads to its accesses. */
function checkRaces(machine: Machine): void {
  const [found, atOnce] = [dataRaces(machine), done(searchAtOnce(machine, {}))];
  expect(found.exhaustive).toBe(true);
  const together = found.races.filter((race) => race.atOnce).map(keyOf);
  expect(together.sort()).toEqual(atOnce.races.map(keyOf).sort());
  // Where the states are asked as well, the executions alone have to tell them all.
  const unordered = done(searchUnordered(machine, {})).races.map(keyOf);
  expect(unordered).toEqual(expect.arrayContaining(together));
  expect(unordered).toHaveLength(found.races.length);
  // An interrupt of the task's own CPU does not wait halfway until the task has come to its access: where it fails on its
  // way when it comes later, the two are never next at once, and nothing orders them all the same.
  if (machine.options.irq !== "same-cpu") expect(found.races.length > 0).toBe(atOnce.races.length > 0);
  for (const { schedule, accesses, atOnce: both } of found.races) {
    const { steps, misfit } = runSchedule(machine, schedule);
    expect(misfit).toBeUndefined();
    if (steps.length === 0) continue;
    const { enabled = [], blocked = [] } = steps.at(-1) ?? {};
    // Who is interrupted in an access cannot go on.
    const held = machine.options.irq === "same-cpu" ? blocked.map(({ contextId }) => contextId) : [];
    const coming = enabled.map(({ contextId, next }) => `${contextId} ${next.cText}`);
    const sides = accesses.filter(({ contextId }, n) => (both || n === 1) && !held.includes(contextId));
    // Nor can who awaits a value, though it reads.
    const awaited = accesses.some(({ kind }) => kind === "await");
    if (!awaited) for (const { contextId, cText } of sides) expect(coming).toContain(`${contextId} ${cText}`);
  }
}

// Vector clocks along executions and steps that come next in states know nothing of each other.
it("unordered accesses include those that can happen at once, and there are none without any of these", () => {
  fc.assert(
    fc.property(plans(3, 4), (plan) => checkRaces(new Machine(programOf(plan)))),
    { numRuns: 90 },
  );
});

it("nor are there where an interrupt hits one CPU only", () => {
  fc.assert(
    fc.property(plans(3, 3), fc.nat(1), (plan, lastCpu) =>
      checkRaces(new Machine(interrupting(programOf(plan), lastCpu), { irq: "same-cpu" })),
    ),
    { numRuns: 25 },
  );
});

it("who awaits a value in vain reads it all the same", () => {
  const world = new World();
  const shared = world.object(struct("shared", { x: integer(), y: integer() }));
  const context = (id: string, body: Context["body"]): Context => ({
    id,
    short: id,
    class: "c",
    kind: "task",
    cpu: 0,
    body,
  });
  const contexts = [
    context("writes", (k) => k.write(shared.x, 0, "x = 0")),
    context("awaits", function* (k) {
      yield* k.write(shared.y, 1, "y = 1");
      yield* k.await(shared.x, (x) => x > 0, "await(x > 0)");
    }),
  ];
  const { races, exhaustive } = dataRaces(new Machine({ name: "in vain", world, contexts }));
  expect(exhaustive).toBe(true);
  expect(races.map(({ schedule, atOnce }) => [schedule, atOnce])).toEqual([[[{ context: 1 }], true]]);
});
