import fc from "fast-check";
import { expect, it } from "vitest";
import { conflict, pendingFootprint } from "../../src/explore/dpor/footprint";
import { Machine, type MachineOptions, type Program, type State } from "../../src/kernel";
import { interrupting, plans, programOf } from "./randomPrograms";
import { runs } from "./thorough";

/** States of one program that are looked at. */
const MANY = 400;

/** What a context's step does in a state, its decisions taken as 0. */
function stepped(machine: Machine, state: State, context: number) {
  const after = state.slice();
  const footprint: number[] = [];
  machine.step(after, context, 0, footprint);
  return { after, footprint };
}

/**
 * Independence as partial-order reduction needs it (S. Katz, D. Peled, 1992), looked at in the reachable states: of two
 * steps without a conflict none enables or disables the other, and both orders lead to one state.
 */
function checkIndependence(program: Program, options: MachineOptions = {}): void {
  const machine = new Machine(program, options);
  const contexts = machine.contexts.map((_, n) => n);
  const states = [machine.initial.slice()];
  const known = new Set([machine.initial.join()]);
  for (const state of states) {
    const enabled = contexts.filter((n) => machine.enabled(state, n));
    for (const a of enabled) {
      const first = stepped(machine, state, a);
      if (!known.has(first.after.join()) && states.length < MANY && !machine.oopsed(first.after)) {
        known.add(first.after.join());
        states.push(first.after);
      }
      if (machine.oopsed(first.after)) continue;
      for (const b of contexts) {
        if (a === b) continue;
        const can = enabled.includes(b);
        const uses = can ? stepped(machine, state, b).footprint : pendingFootprint(machine, state, b);
        // A context that was not raised has no step yet.
        if (uses.length === 0 || conflict(first.footprint, uses)) continue;
        expect(machine.enabled(first.after, b)).toBe(can);
        if (!can) continue;
        const second = stepped(machine, state, b);
        if (machine.oopsed(second.after)) continue;
        expect(stepped(machine, first.after, b).after).toEqual(stepped(machine, second.after, a).after);
      }
    }
  }
}

it("steps that do not conflict can be swapped", () => {
  fc.assert(
    fc.property(plans(3, 3), (plan) => checkIndependence(programOf(plan))),
    { numRuns: runs(60, 150) },
  );
});

it("nor do they matter to each other where an interrupt hits one CPU only", () => {
  fc.assert(
    fc.property(plans(3, 3), fc.nat(1), (plan, lastCpu) =>
      checkIndependence(interrupting(programOf(plan), lastCpu), { irq: "same-cpu" }),
    ),
    { numRuns: runs(30, 60) },
  );
});
