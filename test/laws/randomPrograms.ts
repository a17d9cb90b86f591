import fc from "fast-check";
import {
  atomic,
  callable,
  ghost,
  integer,
  log,
  pointer,
  rwsem,
  spinlock,
  struct,
  Task,
  World,
  type Context,
  type Handle,
  type Kernel,
  type Program,
  type Step,
} from "../../src/explore";

const Shared = struct("shared", {
  x: integer(),
  y: integer(),
  count: atomic(1),
  lock: spinlock(),
  other: spinlock(),
  rwsem: rwsem(),
  item: pointer<Item>("item"),
  events: log(),
  seen: ghost(integer()),
});
const Item = struct("item", { value: integer() });
interface Item extends Handle<typeof Item> {}

/** One statement of a random program; names say what `run` makes of it. */
const kinds = [
  "read x",
  "write x",
  "add y",
  "test x",
  "inc",
  "dec and test",
  "cmpxchg",
  "lock",
  "both locks",
  "as reader",
  "as writer",
  "join",
  "leave",
  "choose",
  "use item",
  "free item",
  "bug if x",
  "violation",
  "event",
  "sleep",
  "wake",
  "raise",
  "await y",
  "masked",
] as const;

interface Statement {
  readonly kind: (typeof kinds)[number];
  readonly value: number;
}

/** What a random program is made from; `daemons` says how many contexts at the end are some, never the first one. */
export interface Plan {
  readonly contexts: readonly (readonly Statement[])[];
  readonly daemons: number;
}

/** Two to `contexts` contexts of up to `statements` statements each. */
export function plans(contexts: number, statements: number): fc.Arbitrary<Plan> {
  const statement = fc.record({ kind: fc.constantFrom(...kinds), value: fc.integer({ min: 0, max: 2 }) });
  return fc.record({
    contexts: fc.array(fc.array(statement, { maxLength: statements }), {
      minLength: 2,
      maxLength: contexts,
    }),
    daemons: fc.nat(2),
  });
}

/** A program whose second context is an interrupt on the CPU of the first, and whose third is one there or on the second CPU. */
export function interrupting(program: Program, lastCpu: number): Program {
  const contexts = program.contexts.map((context, n): Context => {
    if (n === 0 || n > 2) return { ...context, cpu: 0 };
    return {
      ...context,
      kind: "interrupt",
      cpu: n === 2 ? lastCpu : 0,
      runnable: context.runnable ?? true,
    };
  });
  return { ...program, contexts };
}

/** The program of a plan. Contexts 0 and 1 raise context 2 where it says so; context 0 has a task to sleep with. */
export function programOf({ contexts, daemons }: Plan): Program {
  const world = new World();
  const shared = world.object(Shared);
  const [item] = world.pool(Item, "c0", 1);
  const task = world.object(Task, "task0");
  const raisers = contexts.slice(0, 2).flat();
  const raises = raisers.some(({ kind }) => kind === "raise") && contexts.length > 2;

  function* statement(k: Kernel, kind: Statement["kind"], value: number): Step<boolean> {
    const l = k.locals({ got: 0 });
    switch (kind) {
      case "read x":
        l.got = yield* k.read(shared.x, kind);
        if (l.got !== 0) yield* k.count(shared.seen, l.got, kind);
        return true;
      case "write x":
        yield* k.write(shared.x, value, kind);
        return true;
      case "add y":
        yield* k.add(shared.y, 1, kind);
        return true;
      case "test x":
        return yield* k.test(shared.x, kind);
      case "inc":
        yield* k.atomic_inc(shared.count, kind);
        return true;
      case "dec and test":
        if (yield* k.atomic_dec_and_test(shared.count, kind)) yield* k.write(shared.x, 2, kind);
        return true;
      case "cmpxchg":
        yield* k.cmpxchg(shared.x, 0, value, kind);
        return true;
      case "lock":
        yield* k.spin_lock(shared.lock, kind);
        yield* k.add(shared.x, 1, kind);
        yield* k.spin_unlock(shared.lock, kind);
        return true;
      case "both locks": {
        const [first, second] = value === 0 ? [shared.lock, shared.other] : [shared.other, shared.lock];
        yield* k.spin_lock(first, kind);
        yield* k.spin_lock(second, kind);
        yield* k.spin_unlock(second, kind);
        yield* k.spin_unlock(first, kind);
        return true;
      }
      case "as reader":
        yield* k.down_read(shared.rwsem, kind);
        if (value > 0) yield* k.read(shared.x, kind);
        yield* k.up_read(shared.rwsem, kind);
        return true;
      case "as writer":
        yield* k.down_write(shared.rwsem, kind);
        yield* k.write(shared.x, value, kind);
        yield* k.up_write(shared.rwsem, kind);
        return true;
      case "join":
        yield* k.down_read_non_owner(shared.rwsem, kind);
        return true;
      case "leave":
        // One that did not join is a bug, whichever name it leaves by.
        if (value === 0) yield* k.up_read(shared.rwsem, kind);
        else yield* k.up_read_non_owner(shared.rwsem, kind);
        return true;
      case "choose":
        return (yield* k.choose(2, kind)) === 0;
      case "use item":
        if (item) yield* k.write(item.value, value, kind);
        return true;
      case "free item":
        if (item) yield* k.kfree(item, kind);
        return true;
      case "bug if x":
        l.got = yield* k.read(shared.x, kind);
        yield* k.BUG_ON(l.got === value, kind);
        return true;
      case "violation":
        yield* k.read(shared.y, kind);
        yield* k.violation("double-completion", "shared", kind);
        return true;
      case "event":
        yield* k.atomic_read(shared.count, kind);
        yield* k.append(shared.events, value, kind);
        return true;
      case "sleep":
        yield* k.wake_up_process(task, "(someone wakes)");
        return true;
      case "wake":
        yield* k.wake_up_process(task, kind);
        return true;
      case "raise":
        return true;
      case "masked":
        yield* k.local_irq_disable(kind);
        yield* k.write(shared.x, value, kind);
        yield* k.local_irq_enable(kind);
        return true;
      case "await y":
        yield* k.await(shared.y, (y) => y >= value - 1, kind);
        return true;
    }
  }

  const table = callable({ statement });

  function* body(k: Kernel, statements: readonly Statement[], index: number): Step<void> {
    const l = k.locals({ n: 0 });
    if (index === 0) yield* k.kmalloc(Item, "kmalloc");
    for (; l.n < statements.length; l.n += 1) {
      const statement = statements[l.n] as Statement;
      if (index < 2 && statement.kind === "raise" && raises) yield* k.raise("c2", "raise");
      else if (index === 0 && statement.kind === "sleep") {
        yield* k.set_current_state(1, "state");
        yield* k.schedule("schedule");
      } else if (!(yield* table.statement(k, statement.kind, statement.value))) return;
    }
  }

  return {
    name: "random",
    world,
    contexts: contexts.map((statements, index): Context => ({
      id: `c${index}`,
      short: "abcd"[index] ?? "z",
      class: `class${index}`,
      kind: "task",
      cpu: index,
      ...(index === 0 ? { task } : {}),
      runnable: !(index === 2 && raises),
      daemon: index > 0 && index >= contexts.length - daemons,
      body: (k) => body(k, statements, index),
    })),
    observe: (view) => ({
      x: view.read(shared.x),
      y: view.read(shared.y),
      refs: view.read(shared.count),
      events: view.log(shared.events),
      seen: view.read(shared.seen),
      left: view.complete ? view.allocated().length : 0,
    }),
  };
}
