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
  type DataRace,
} from "../../src/explore";
import { racesAtOnce } from "../../src/explore/races/atOnce";
import { plans, programOf } from "./randomPrograms";

const keyOf = ({ cell, accesses }: DataRace): string =>
  [cell, ...accesses.map(({ function: name, cText, kind }) => `${name} ${cText} ${kind}`).sort()].join();

// Vector clocks along executions and steps that come next in states know nothing of each other.
it("unordered accesses include those that can happen at once, and there are none without any of these", () => {
  fc.assert(
    fc.property(plans(3, 4), (plan) => {
      const machine = new Machine(programOf(plan));
      const [found, atOnce] = [dataRaces(machine), racesAtOnce(machine, Infinity)];
      const together = found.races.filter((race) => race.atOnce).map(keyOf);
      expect(together.sort()).toEqual(atOnce.races.map(keyOf).sort());
      expect(found.races.length > 0).toBe(atOnce.races.length > 0);
      for (const { schedule, accesses, atOnce: both } of found.races) {
        const { steps, misfit } = runSchedule(machine, schedule);
        expect(misfit).toBeUndefined();
        if (steps.length === 0) continue;
        const coming = (steps.at(-1)?.enabled ?? []).map(
          ({ contextId, next }) => `${contextId} ${next.cText}`,
        );
        const sides = accesses.map(({ contextId, cText }) => `${contextId} ${cText}`);
        // Who awaits a value cannot go on, though it reads.
        const awaited = accesses.some(({ kind }) => kind === "await");
        if (!awaited) for (const side of both ? sides : sides.slice(1)) expect(coming).toContain(side);
      }
    }),
    { numRuns: 120 },
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
