import fc from "fast-check";
import { expect, it } from "vitest";
import { dataRaces, Machine, runSchedule, type DataRace } from "../../src/explore";
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
