import { describe, expect, it } from "vitest";
import {
  explore,
  integer,
  spinlock,
  Stepper,
  struct,
  World,
  type Context,
  type Kernel,
  type Program,
  type Step,
} from "../../../src/explore";

const Shared = struct("shared", { x: integer(), y: integer(), a: spinlock(), b: spinlock() });

type Body = (k: Kernel, shared: ReturnType<typeof sharedOf>) => Step<unknown>;

function sharedOf(world: World) {
  return world.object(Shared);
}

function program(bodies: readonly Body[], kind: "task" | "interrupt" = "task"): Program {
  const world = new World();
  const shared = sharedOf(world);
  const contexts = bodies.map((body, n): Context => {
    const isTask = n === 0 || kind === "task";
    return {
      id: `c${n}`,
      short: "abc"[n] ?? "",
      class: `c${n}`,
      kind: isTask ? "task" : "interrupt",
      cpu: 0,
      runnable: true,
      body: (k) => body(k, shared),
    };
  });
  return {
    name: "test",
    world,
    contexts,
    observe: (view) => ({ x: view.read(shared.x), y: view.read(shared.y) }),
  };
}

const kindsOf = (tested: Program, options = {}) =>
  explore(tested, options).outcomes.flatMap(({ violations }) => violations.map(({ kind }) => kind));

describe("locks", () => {
  const inOrder = (first: "a" | "b", second: "a" | "b"): Body =>
    function* (k, shared) {
      yield* k.spin_lock(shared[first], "first");
      yield* k.spin_lock(shared[second], "second");
      yield* k.spin_unlock(shared[second], "second");
      yield* k.spin_unlock(shared[first], "first");
    };

  it("taken in two orders can deadlock, and the cycle of orders is told", () => {
    const verdict = explore(program([inOrder("a", "b"), inOrder("b", "a")]));
    expect(
      verdict.outcomes.some(({ violations }) => violations.some(({ kind }) => kind === "deadlock")),
    ).toBe(true);
    expect(verdict.lockCycles).toHaveLength(1);
  });

  it("taken in one order cannot", () => {
    const verdict = explore(program([inOrder("a", "b"), inOrder("a", "b")]));
    expect(verdict.outcomes.map(({ violations }) => violations)).toEqual([[]]);
    expect(verdict.lockCycles).toEqual([]);
  });
});

describe("an interrupt on the submitter's CPU", () => {
  function* task(k: Kernel, shared: ReturnType<typeof sharedOf>): Step<void> {
    yield* k.write(shared.x, 1, "x = 1;");
    yield* k.write(shared.x, 2, "x = 2;");
  }
  function* interrupt(k: Kernel, shared: ReturnType<typeof sharedOf>): Step<void> {
    const before = yield* k.read(shared.x, "before = x;");
    const after = yield* k.read(shared.x, "after = x;");
    yield* k.write(shared.y, before === after ? 1 : 2, "y = …;");
  }
  const torn = (options: object) =>
    explore(program([task, interrupt], "interrupt"), options).outcomes.some((outcome) => outcome["y"] === 2);

  it("runs from its beginning to its end while the task stands still", () => {
    expect(torn({ irq: "any-cpu" })).toBe(true);
    expect(torn({ irq: "same-cpu" })).toBe(false);
  });

  it("deadlocks with a lock that the task took with interrupts on, not with one taken with irqsave", () => {
    const body = (lock: "spin_lock" | "spin_lock_irqsave"): Body =>
      function* (k, shared) {
        yield* k[lock](shared.a, "lock");
        if (lock === "spin_lock") yield* k.spin_unlock(shared.a, "unlock");
        else yield* k.spin_unlock_irqrestore(shared.a, "unlock");
      };
    const same = { irq: "same-cpu" };
    expect(kindsOf(program([body("spin_lock"), body("spin_lock")], "interrupt"), same)).not.toEqual([]);
    const safe = program([body("spin_lock_irqsave"), body("spin_lock_irqsave")], "interrupt");
    expect(kindsOf(safe, same)).toEqual([]);
  });
});

describe("an execution that goes on after an oops", () => {
  it("is not judged for who waits for ever at its end", () => {
    const waits: Body = function* (k, shared) {
      yield* k.BUG_ON(true, "BUG_ON(true);");
      yield* k.await(shared.x, (x) => x === 9, "wait_event(x == 9);");
    };
    expect(kindsOf(program([waits]), { continueAfterOops: true })).toEqual(["bug"]);
  });
});

describe("a loop that never ends", () => {
  function* spin(k: Kernel, shared: ReturnType<typeof sharedOf>): Step<void> {
    k.locals({});
    while (yield* k.equals(shared.x, 0, "while (x == 0)"));
  }
  const set = (value: number): Body =>
    function* (k, shared) {
      yield* k.write(shared.x, value, "x = value;");
    };

  it("is a livelock where nobody can end it, and none where somebody will", () => {
    expect(kindsOf(program([spin, set(0)]))).toEqual(["livelock"]);
    expect(kindsOf(program([spin, set(1)]))).toEqual([]);
  });
});

describe("Stepper", () => {
  it("goes forward and back, and says who cannot go on and why", () => {
    const locked: Body = function* (k, shared) {
      yield* k.spin_lock(shared.a, "spin_lock(&a);");
      yield* k.spin_unlock(shared.a, "spin_unlock(&a);");
    };
    const stepper = new Stepper(program([locked, locked]));
    stepper.step("c0");
    expect(stepper.blocked()).toEqual([
      { context: 1, contextId: "c1", why: "spins for shared->a, which c0 holds" },
    ]);
    expect(() => stepper.step("c1")).toThrow("c1 cannot go on: it spins for shared->a, which c0 holds");
    expect(stepper.back()).toBe(true);
    expect(stepper.enabled().map(({ contextId }) => contextId)).toEqual(["c0", "c1"]);
    stepper.step("c1");
    expect(stepper.schedule()).toBe("b1");
    expect(stepper.back()).toBe(true);
    expect(stepper.back()).toBe(false);
  });
});
