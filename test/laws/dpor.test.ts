import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reduction } from "../../src/explore/dpor/reversals";
import { searchExecutions } from "../../src/explore/dpor/executions";
import { explore, outcomeKey } from "../../src/explore";
import { readers } from "../../src/explore/classics";
import { Outcomes } from "../../src/explore/outcomes";
import {
  atomic,
  ghost,
  integer,
  Machine,
  rwsem,
  spinlock,
  struct,
  World,
  type Kernel,
  type Program,
  type Step,
} from "../../src/kernel";
import { countByStates, countClasses } from "./interleavings";
import { runs } from "./thorough";

const Shared = struct("shared", {
  x: integer(),
  y: atomic(),
  z: integer(),
  lock: spinlock(),
  other: spinlock(),
  rwsem: rwsem(),
  notes: ghost(integer()),
});

/** Two spinlocks, and a semaphore for readers and for writers. */
type Guard = "lock" | "other" | "reader" | "writer" | "try";

/** One instruction of a random context. */
type Instruction =
  | {
      readonly kind: "read" | "write" | "add" | "increment" | "swap" | "note" | "wait" | "choose" | "assert";
      readonly cell: "x" | "y";
    }
  | { readonly kind: "guard"; readonly lock: Guard; readonly inside: readonly Instruction[] };

const plain = fc.record({
  kind: fc.constantFrom("read", "write", "add", "increment", "swap", "note", "wait", "choose", "assert"),
  cell: fc.constantFrom("x", "y"),
}) as fc.Arbitrary<Instruction>;
const guarded = fc.record({
  kind: fc.constant("guard"),
  lock: fc.constantFrom("lock", "other", "reader", "writer", "try"),
  inside: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: plain },
      { weight: 1, arbitrary: fc.constant({ kind: "guard", lock: "other", inside: [] } as Instruction) },
    ),
    { maxLength: 1 },
  ),
}) as fc.Arbitrary<Instruction>;
const instruction = fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: guarded });
const isLasting = (one: Instruction): boolean =>
  one.kind === "guard" ? one.inside.every(isLasting) : one.kind !== "assert";
const lasting = instruction.filter(isLasting);
const more = fc.array(fc.array(lasting, { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 4 });
const inSemaphore = fc.record({
  kind: fc.constant("guard"),
  lock: fc.constantFrom("reader", "reader", "writer"),
  inside: fc.array(
    plain.filter(({ kind }) => ["read", "write", "wait"].includes(kind)),
    { maxLength: 2 },
  ),
}) as fc.Arbitrary<Instruction>;
const semaphores = fc.array(
  inSemaphore.map((one) => [one]),
  { minLength: 3, maxLength: 4 },
);
const contexts = fc.array(fc.array(instruction, { minLength: 1, maxLength: 2 }), {
  minLength: 2,
  maxLength: 3,
});

const of = (
  kind: "read" | "add" | "increment" | "write" | "note" | "swap" | "choose",
  cell: "x" | "y" = "x",
): Instruction => ({
  kind,
  cell,
});
/** `if (trylock) { read; unlock }`, or another instruction inside. */
const tries = (cell: "x" | "y", kind: "read" | "choose" = "read"): readonly Instruction[] => [
  { kind: "guard", lock: "try", inside: [of(kind, cell)] },
];
const under = (lock: Guard, ...kinds: readonly ("read" | "write" | "wait")[]): readonly Instruction[] => [
  { kind: "guard", lock, inside: kinds.map((kind) => ({ kind, cell: "x" })) },
];
const reads: readonly Instruction[] = [of("read"), of("read", "y")];
/** `spin_lock; …; spin_unlock` */
const locked = (inside: Instruction): Instruction => ({ kind: "guard", lock: "lock", inside: [inside] });

/**
 * The first takes a note if it is the first to increment y, the second if it comes right behind; the third always does.
 * If both do, the third one's note comes before theirs or between them, and then x is read before or after it is written,
 * or behind them, and then after: 5 executions. If the first comes between or behind the second one's steps, nobody but
 * the third takes notes, and only the order about x is left: 2 executions each.
 */
function noteTakers(): Program {
  const world = new World();
  const shared = world.object(Shared);
  const note = (k: Kernel) => k.count(shared.notes, 1, "(noted)");
  function* first(k: Kernel): Step<void> {
    if ((yield* k.atomic_inc_return(shared.y, "++y")) === 1) yield* note(k);
  }
  function* second(k: Kernel): Step<void> {
    yield* k.write(shared.x, 1, "x = 1");
    if ((yield* k.atomic_inc_return(shared.y, "++y")) === 2) yield* note(k);
    yield* k.atomic_set(shared.y, 2, "y = 2");
  }
  function* third(k: Kernel): Step<void> {
    yield* k.write(shared.z, 1, "z = 1");
    yield* note(k);
    yield* k.read(shared.x, "x");
  }
  const contexts = [first, second, third].map(
    (body, n) => ({ id: `c${n}`, short: `c${n}`, class: "c", kind: "task", cpu: n, body }) as const,
  );
  return { name: "note takers", world, contexts };
}

/** The program of a code, whose last contexts are daemons: so many, but the first one never is. */
function build(code: readonly (readonly Instruction[])[], daemons = 0): Program {
  const world = new World();
  const shared = world.object(Shared);
  function* lock(k: Kernel, which: Guard): Step<boolean> {
    if (which === "reader") yield* k.down_read(shared.rwsem, "join");
    else if (which === "writer") yield* k.down_write(shared.rwsem, "take");
    else if (which === "try") return yield* k.spin_trylock(shared.lock, "try");
    else yield* k.spin_lock(shared[which], "lock");
    return true;
  }
  function* unlock(k: Kernel, which: Guard): Step<void> {
    if (which === "reader") yield* k.up_read(shared.rwsem, "leave");
    else if (which === "writer") yield* k.up_write(shared.rwsem, "give");
    else yield* k.spin_unlock(which === "other" ? shared.other : shared.lock, "unlock");
  }
  function* run(k: Kernel, list: readonly Instruction[], me: number): Step<void> {
    for (const one of list) {
      if (one.kind === "guard") {
        if (!(yield* lock(k, one.lock))) continue;
        yield* run(k, one.inside, me);
        yield* unlock(k, one.lock);
      } else if (one.kind === "read") yield* k.read(shared[one.cell], "read");
      else if (one.kind === "write") yield* k.write(shared[one.cell], me + 1, "write");
      else if (one.kind === "add") yield* k.atomic_inc(shared.y, "inc");
      else if (one.kind === "increment") yield* k.add(shared[one.cell], 1, "increment");
      else if (one.kind === "swap") yield* k.cmpxchg(shared.y, one.cell === "x" ? 0 : 1, me + 1, "cas");
      else if (one.kind === "note") {
        if ((yield* k.read(shared[one.cell], "value")) > me) yield* k.count(shared.notes, 1, "(noted)");
      } else if (one.kind === "wait") yield* k.await(shared[one.cell], (value) => value > 0, "await");
      else if (one.kind === "assert")
        yield* k.BUG_ON((yield* k.read(shared[one.cell], "value")) > 1, "BUG_ON(value > 1)");
      else if ((yield* k.choose(one.cell === "x" ? 2 : 3, "decide")) === (one.cell === "x" ? 1 : 0))
        yield* k.write(shared.x, 7, "decided");
    }
  }
  return {
    name: "random",
    world,
    contexts: code.map((list, n) => ({
      id: `c${n}`,
      short: `c${n}`,
      class: "c",
      kind: "task",
      cpu: n,
      daemon: n > 0 && n >= code.length - daemons,
      body: (k) => run(k, list, n),
    })),
    observe: (view) => ({ x: view.read(shared.x), y: view.read(shared.y) }),
  };
}

/**
 * One frees an item that the second uses and takes a note of, before it reads x; the third sets x and takes a note. The use
 * comes behind the free, an oops, or else its note before or behind the third's; before it x is read before or after it
 * is set: 1 + 2 + 1 executions.
 */
function usedOrFreed(): Program {
  const world = new World();
  const shared = world.object(Shared);
  const Item = struct("item", { value: integer() });
  const [item = Item.NULL] = world.pool(Item, "c0", 1);
  const bodies = [
    function* (k: Kernel) {
      yield* k.kmalloc(Item, "kmalloc");
      yield* k.raise("c1", "raise");
      yield* k.raise("c2", "raise");
      yield* k.kfree(item, "kfree");
    },
    function* (k: Kernel) {
      yield* k.read(item.value, "item->value");
      yield* k.count(shared.notes, 1, "(noted)");
      yield* k.read(shared.x, "x");
    },
    function* (k: Kernel) {
      yield* k.write(shared.x, 1, "x = 1");
      yield* k.count(shared.notes, 1, "(noted)");
    },
  ];
  const contexts = bodies.map(
    (body, n) =>
      ({ id: `c${n}`, short: `c${n}`, class: "c", kind: "task", cpu: n, runnable: n === 0, body }) as const,
  );
  return { name: "used or freed", world, contexts };
}

function search(program: Program, reduction: Reduction) {
  const machine = new Machine(program);
  const outcomes = new Outcomes(machine);
  const run = searchExecutions(machine, outcomes, {}, reduction);
  let step = run.next();
  while (!step.done) step = run.next();
  return {
    ...step.value,
    outcomes: outcomes
      .found(true)
      .map(({ violations, ...rest }) => outcomeKey({ violations, x: rest["x"], y: rest["y"] }))
      .sort(),
  };
}

describe("dynamic partial-order reduction on random programs", () => {
  it("optimal mode explores each class of interleavings once and wastes nothing", () => {
    fc.assert(
      fc.property(contexts, fc.nat(2), (code, daemons) => {
        const program = build(code, daemons);
        const { executions, redundant } = search(program, "optimal");
        expect({ executions, redundant }).toEqual({
          executions: countClasses(new Machine(program)),
          redundant: 0,
        });
      }),
      { numRuns: runs(50, 120) },
    );
  });

  it("finds as many as sleep sets leave, in programs of many interleavings", () => {
    fc.assert(
      fc.property(more, (code) => {
        const program = build(code);
        const { executions, redundant } = search(program, "optimal");
        expect({ executions, redundant }).toEqual({
          executions: countByStates(new Machine(program)),
          redundant: 0,
        });
      }),
      // Once lost: an execution in which a race is reversed that had been reversed before, with others beside it.
      {
        numRuns: runs(60, 150),
        // Once counted twice: one that takes a note only if it comes late. Once lost: a cmpxchg() that fails only if it does.
        // Once both: decisions of two or three results, where it depends on others which comes first.
        examples: [
          [[[of("write", "y")], [of("read", "y"), of("write")], tries("y"), tries("x")]],
          [[[...tries("y", "choose"), of("choose")], [locked(of("read"))]]],
          [[[...tries("x", "choose"), of("choose", "y")], [locked(of("read"))]]],
          [
            [
              [locked(of("read")), of("note", "y")],
              reads,
              [of("note")],
              [of("choose"), of("increment", "y")],
            ],
          ],
          [
            [
              [of("add"), of("read")],
              [locked(of("read", "y"))],
              [locked(of("choose")), of("read", "y")],
              [of("swap", "y")],
            ],
          ],
        ],
      },
    );
  });

  it("puts writers before readers who never leave, and behind those who do", () => {
    fc.assert(
      fc.property(semaphores, (code) => {
        const program = build(code);
        const { executions, redundant } = search(program, "optimal");
        expect({ executions, redundant }).toEqual({
          executions: countByStates(new Machine(program)),
          redundant: 0,
        });
        expect(search(program, "source").executions).toBe(executions);
      }),
      {
        numRuns: runs(40, 100),
        examples: [
          [[under("reader", "wait"), under("writer"), under("reader", "wait")]],
          [[under("reader", "wait"), under("reader", "wait"), under("writer"), under("reader")]],
        ],
      },
    );
  });

  it("source mode finds the same classes and outcomes", () => {
    fc.assert(
      fc.property(contexts, fc.nat(2), (code, daemons) => {
        const program = build(code, daemons);
        const [source, optimal] = [search(program, "source"), search(program, "optimal")];
        expect(source.executions).toBe(optimal.executions);
        expect(source.outcomes).toEqual(optimal.outcomes);
      }),
      // Once found: the decision was asleep with one result, and its other results were then forgotten.
      {
        numRuns: runs(80, 200),
        examples: [[[reads, [of("add"), of("write")], [of("choose"), of("read")]], 0]],
      },
    );
  });

  it.each(["optimal", "source"] as const)(
    "%s: a step that is no oops if it comes earlier does all of itself there",
    (reduction) => {
      expect(search(usedOrFreed(), reduction).executions).toBe(countClasses(new Machine(usedOrFreed())));
      expect(countClasses(new Machine(usedOrFreed()))).toBe(4);
    },
  );

  it("source sets give way to wakeup trees where what a step uses depends on what it finds", () => {
    const { executions, redundant, reductions } = explore(noteTakers(), {
      search: "dpor",
      reduction: "source",
    });
    expect({ executions, redundant, reductions }).toEqual({
      executions: countClasses(new Machine(noteTakers())),
      redundant: 0,
      reductions: ["partial order, optimal"],
    });
    expect(executions).toBe(9);
    const plain = explore(readers(4), { search: "dpor", reduction: "source" });
    expect([plain.executions, plain.reductions]).toEqual([16, ["partial order, source"]]);
  });
});
