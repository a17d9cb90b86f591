import { describe, expect, it } from "vitest";
import {
  exploration,
  explore,
  integer,
  Machine,
  runSchedule,
  spinlock,
  struct,
  World,
  type Kernel,
  type Program,
} from "../../../src/explore";
import { PARKED } from "../../../src/kernel/automaton";
import { referenceCount } from "../../../src/explore/referenceCount";
import { StateStore } from "../../../src/explore/stateStore";
import { Symmetry } from "../../../src/explore/symmetry";

const Counter = struct("counter", { value: integer() });

/** Two contexts that add 1 each to a counter with a plain read and a plain write. */
function lostUpdate(): Program {
  const world = new World();
  const counter = world.object(Counter);
  function* body(k: Kernel) {
    const value = yield* k.read(counter.value, "v = value;");
    yield* k.write(counter.value, value + 1, "value = v + 1;");
  }
  return {
    name: "lost update",
    world,
    contexts: ["a", "b"].map((id) => ({ id, short: id, class: "adder", kind: "task", cpu: 0, body })),
    observe: (view) => ({ value: view.read(counter.value) }),
  };
}

describe("explore", () => {
  it("finds both ends of a lost update, and an execution for each", () => {
    const program = lostUpdate();
    const { outcomes, exhaustive } = explore(program);
    expect(exhaustive).toBe(true);
    expect(outcomes.map(({ value }) => value).sort()).toEqual([1, 2]);
    for (const { value, schedule } of outcomes) {
      const execution = runSchedule(program, schedule);
      expect(execution.end).toBe("complete");
      expect(execution.outcome["value"]).toBe(value);
    }
  });
});

describe("contexts that wait for ever", () => {
  const Shared = struct("shared", { lock: spinlock(), flag: integer() });

  it("deadlock where an interrupt spins for the lock of the task that it has interrupted", () => {
    const world = new World();
    const shared = world.object(Shared);
    function* holds(k: Kernel) {
      yield* k.spin_lock(shared.lock, "spin_lock(&lock);");
      yield* k.spin_unlock(shared.lock, "spin_unlock(&lock);");
    }
    const of = { cpu: 0, runnable: true, body: holds };
    const program: Program = {
      name: "no irqsave",
      world,
      contexts: [
        { ...of, id: "task", short: "t", class: "task", kind: "task" },
        { ...of, id: "irq", short: "i", class: "irq", kind: "interrupt" },
      ],
    };
    const found = explore(program, { irq: "same-cpu" }).outcomes;
    const kinds = found.map(({ violations }) =>
      violations.map(({ kind, contextId }) => `${kind} ${contextId}`).sort(),
    );
    expect(kinds).toEqual([["deadlock irq", "deadlock task"], []]);
    expect(explore(program).outcomes.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it.each(["auto", "stateful", "bounded"] as const)(
    "%s: loop for ever where nothing ends the loop",
    (search) => {
      const world = new World();
      const shared = world.object(Shared);
      function* body(k: Kernel) {
        k.locals({});
        while (!(yield* k.test(shared.flag, "while (!flag)")));
      }
      const program: Program = {
        name: "loop",
        world,
        contexts: [{ id: "a", short: "a", class: "a", kind: "task", cpu: 0, body }],
      };
      const { outcomes, exhaustive } = explore(program, { search });
      expect(exhaustive).toBe(true);
      expect(outcomes.map(({ violations }) => violations.map(({ kind }) => kind))).toEqual([["livelock"]]);
    },
  );
});

/** Ways to order n things of which so many are alike each. */
function arrangements(alike: readonly number[]): number {
  let [count, placed] = [1, 0];
  for (const many of alike) for (let n = 1; n <= many; n += 1) count *= (placed += 1) / n;
  return Math.round(count);
}

describe("the reference count", () => {
  // The numbers of states that a search by others found in this model, before this one was written.
  it("has 132,395 states with 40 bios that are not told apart", () => {
    expect(explore(referenceCount(40), { search: "stateful" })).toMatchObject({
      states: 132_395,
      exhaustive: true,
    });
  });

  it("has 2,244,006 states with 10 bios that are", () => {
    const machine = new Machine(referenceCount(10));
    const symmetry = new Symmetry(machine, true);
    const store = new StateStore(machine.initial.length);
    const [state, next] = [machine.initial.slice(), machine.initial.slice()];
    let count = 0;
    store.add(state);
    for (let number = 0; number < store.count; number += 1) {
      store.load(number, state);
      // Bios are sent in order, so those that were not sent can be no others.
      const nodes = [...state.subarray(machine.contextBase + 1)].filter((node) => node !== PARKED);
      count += arrangements(
        [...new Set(nodes)].map((node) => nodes.filter((other) => other === node).length),
      );
      for (let context = 0; context < machine.contexts.length; context += 1) {
        if (!machine.enabled(state, context)) continue;
        next.set(state);
        machine.step(next, context);
        symmetry.canonicalise(next);
        store.add(next);
      }
    }
    expect(count).toBe(2_244_006);
  });
});

describe("exploration", () => {
  it("tells of a failure as soon as it is found, not when its slice is over", () => {
    const world = new World();
    const counter = world.object(Counter);
    function* body(k: Kernel) {
      for (let n = 0; n < 4; n += 1) yield* k.atomic_inc(counter.value, "atomic_inc(&value);");
      yield* k.BUG("BUG();");
    }
    const program: Program = {
      name: "all fail",
      world,
      contexts: ["a", "b"].map((id) => ({ id, short: id, class: "adder", kind: "task", cpu: 0, body })),
    };
    const search = exploration(program, { search: "dpor" });
    let step = search.next();
    // An oops of either context can come first, and one explored execution stands for both.
    expect(step.value).toMatchObject({ executions: 1, failures: 2 });
    while (!step.done) step = search.next();
    // Eight increments of one counter, four by each: 8! / (4! 4!) orders.
    expect(step.value.executions).toBe(70);
  });
});

describe("runSchedule", () => {
  it("tells each step in words, with its direct predecessors", () => {
    const { steps } = runSchedule(lostUpdate(), "a1 b1 a1 b1");
    expect(steps.map(({ contextId, text, happensBefore }) => [contextId, text, happensBefore])).toEqual([
      ["a", "value is 0", []],
      ["b", "value is 0", []],
      ["a", "value 0 → 1", [1, 2]],
      ["b", "value stays 1", [2, 3]],
    ]);
  });

  it("says where a schedule does not fit", () => {
    const { steps, end, misfit } = runSchedule(lostUpdate(), "a3 b1");
    expect(steps).toHaveLength(2);
    expect(end).toBe("schedule does not fit");
    expect(misfit).toBe("a has finished");
  });
});
