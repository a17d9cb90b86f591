import {
  atomic,
  integer,
  mutex,
  struct,
  World,
  type Context,
  type Handle,
  type Kernel,
  type Program,
  type Step,
} from "../../src/explore";
import { threadOf, times, type ThreadOn } from "./thread";

/** What the threads of these programs share. */
const Memory = struct("memory", {
  a: integer(),
  b: integer(),
  c: integer(),
  d: integer(),
  e: integer(),
  f: atomic(),
  lock: mutex(),
});
export interface Memory extends Handle<typeof Memory> {}

type Thread = ThreadOn<Memory>;

/** A program of threads; those in `later` run when they are raised by the names `later0`, `later1` … */
function program(name: string, threads: readonly Thread[], later: readonly Thread[] = []): Program {
  const world = new World();
  const memory = world.object(Memory);
  return {
    name,
    world,
    contexts: [
      ...threads.map((thread, n) => threadOf(thread, memory, n)),
      ...later.map((thread, n) =>
        threadOf(thread, memory, threads.length + n, { id: `later${n}`, runnable: false }),
      ),
    ],
  };
}

const isNull = (value: number): boolean => value === 0;

/** G. J. Dekker's flags with a wait instead of turns: `mine = 1; await(theirs == 0); mine = 0`. */
const waits = (mine: "a" | "b", theirs: "a" | "b"): Thread =>
  function* (k, m) {
    yield* k.write(m[mine], 1, "mine = 1");
    yield* k.await(m[theirs], isNull, "await(theirs == 0)");
    yield* k.write(m[mine], 0, "mine = 0");
  };

const waitAndTake: Thread = function* (k, m) {
  yield* k.await(m.a, isNull, "await(x == 0)");
  yield* k.write(m.a, 1, "x = 1");
};

const revealing: readonly Thread[] = [
  function* (k, m) {
    yield* k.write(m.a, 1, "x = 1");
    yield* k.await(m.b, (y) => y === 1, "await(y == 1)");
  },
  function* (k, m) {
    yield* k.await(m.a, isNull, "await(x == 0)");
    yield* k.write(m.b, 1, "y = 1");
  },
];

/** A thread that parks and one that unparks it, with a small mutex of two flags (a, b), a counter (c) and a condition (d). */
const parking: readonly Thread[] = [
  function* (k, m) {
    yield* k.write(m.a, 1, "x = 1");
    if (yield* k.test(m.b, "y != 0")) return;
    yield* k.write(m.d, 1, "cond = 1");
    yield* k.write(m.a, 0, "x = 0");
    yield* k.write(m.c, 0, "counter = 0");
  },
  function* (k, m) {
    yield* k.write(m.b, 1, "y = 1");
    yield* k.await(m.a, isNull, "await(x == 0)");
    const before = yield* k.read(m.c, "s = counter");
    yield* k.write(m.c, 1, "counter = 1");
    yield* k.write(m.b, 0, "y = 0");
    if (before < 1) yield* k.write(m.d, 0, "cond = 0");
    yield* k.write(m.e, 1, "global_cond = 1");
  },
];

const tries: readonly Thread[] = [
  function* (k, m) {
    yield* k.write(m.a, 1, "x = 1");
    yield* k.read(m.b, "y");
    yield* k.write(m.a, 0, "x = 0");
  },
  waits("b", "a"),
];

const writesOnce =
  (cell: "b" | "e"): Thread =>
  (k, m) =>
    k.write(m[cell], 1, `${cell} = 1`);
const awaits42: Thread = (k, m) => k.await(m.c, (z) => z === 42, "while (z != 42)");

/** Starts another thread if it sees the value, and ends the others' waiting: b is what it looks at. */
const mud = (look: "b" | "e", wanted: 0 | 1): Thread =>
  function* (k, m) {
    if ((yield* k.read(m[look], "look")) !== wanted) return;
    yield* k.raise("later0", "pthread_create");
    yield* k.read(m.a, "x");
    yield* k.await(m.f, (ended) => ended === 1, "pthread_join");
    yield* k.write(m.c, 1, "z = 1");
    yield* k.read(m.d, "w");
    yield* k.write(m.c, 42, "z = 42");
  };
const inTheMud: Thread = function* (k, m) {
  yield* k.write(m.a, 1, "x = 1");
  yield* k.write(m.d, 1, "w = 1");
  yield* k.atomic_set(m.f, 1, "(ends)");
};
const passesOn: Thread = function* (k, m) {
  if ((yield* k.read(m.b, "y")) === 0) yield* k.write(m.e, 1, "å = 1");
};

const keepsLock: Thread = function* (k, m) {
  yield* k.mutex_lock(m.lock, "lock");
  yield* k.add(m.a, 1, "++x");
};
const locks: Thread = function* (k, m) {
  yield* keepsLock(k, m, 0);
  yield* k.mutex_unlock(m.lock, "unlock");
};
const locksUnlessFirst: Thread = function* (k, m, me) {
  yield* keepsLock(k, m, me);
  if (me !== 0) yield* k.mutex_unlock(m.lock, "unlock");
};
const triesAndKeeps: Thread = function* (k, m) {
  if (yield* k.mutex_trylock(m.lock, "trylock")) yield* k.add(m.a, 1, "++x");
};
const triesLock: Thread = function* (k, m) {
  if (!(yield* k.mutex_trylock(m.lock, "trylock"))) return;
  yield* k.add(m.a, 1, "++x");
  yield* k.mutex_unlock(m.lock, "unlock");
};
const unlocksInTurn: Thread = function* (k, m, me) {
  yield* k.mutex_lock(m.lock, "lock");
  if ((yield* k.atomic_inc_return(m.f, "fetch_add(x)")) - 1 === me) yield* k.mutex_unlock(m.lock, "unlock");
};

/** A spinlock by exchange; a thread that finds it held ends, as `assume(xchg(lock, 1) == 0)` does. */
const exchanges = (rounds: number): Thread =>
  function* (k, m) {
    for (let round = 0; round < rounds; round += 1) {
      if ((yield* k.xchg(m.f, 1, "xchg(lock, 1)")) !== 0) return;
      yield* k.add(m.a, 1, "global++");
      yield* k.atomic_set(m.f, 0, "lock = 0");
    }
  };

/** Thread n expects n and puts n + 1: one that comes too early or too late only reads. */
const countsUp: Thread = (k, m, me) => k.cmpxchg(m.f, me, me + 1, "compare_exchange(x, n, n + 1)");

const EMPTY = -1;

/** D. Vyukov's SafeStack of three items, as a list by index; `a` of an item is what its last owner wrote. */
function safeStack(name: string, turns: readonly number[]): Program {
  const world = new World();
  const stack = world.object(Memory, "stack", { f: 3 });
  const items = [1, 2, EMPTY].map((next, n) => world.object(Memory, `item${n}`, { f: next }));
  const item = (n: number): Memory => {
    const found = items[n];
    if (!found) throw new Error(`there is no item ${n}`);
    return found;
  };
  // `stack.f` is the count, `stack.a` the head, `f` of an item the next one.
  function* pop(k: Kernel): Step<number> {
    for (;;) {
      if ((yield* k.atomic_read(stack.f, "assume(count > 1)")) <= 1) return EMPTY;
      const head = yield* k.read(stack.a, "head1 = head");
      const next = yield* k.xchg(item(head).f, EMPTY, "next1 = exchange(array[head1].Next, -1)");
      if (next === EMPTY) return EMPTY;
      if ((yield* k.cmpxchg(stack.a, head, next, "compare_exchange(head, head1, next1)")) === head) {
        yield* k.atomic_dec(stack.f, "count--");
        return head;
      }
      yield* k.xchg(item(head).f, next, "exchange(array[head1].Next, next1)");
    }
  }
  function* push(k: Kernel, index: number): Step<void> {
    let head = yield* k.read(stack.a, "head1 = head");
    for (;;) {
      yield* k.atomic_set(item(index).f, head, "array[index].Next = head1");
      const found = yield* k.cmpxchg(stack.a, head, index, "compare_exchange(head, head1, index)");
      if (found === head) break;
      head = found;
    }
    yield* k.atomic_inc(stack.f, "count++");
  }
  const body = (me: number, turn: number) =>
    function* (k: Kernel): Step<void> {
      for (let left = turn; left > 0; left -= 2) {
        const taken = yield* pop(k);
        if (taken === EMPTY) return;
        yield* k.write(item(taken).a, me, "array[elem].Value = idx");
        yield* k.read(item(taken).a, "assert(array[elem].Value == idx)");
        if (left > 1) yield* push(k, taken);
      }
    };
  const contexts = turns.map((turn, n): Context => ({
    id: `t${n}`,
    short: `t${n}_`,
    class: "thread",
    kind: "task",
    cpu: n,
    body: body(n, turn),
  }));
  return { name, world, contexts };
}

/**
 * Programs of Nidhugg's own tests (tests/smoke in its repository), written anew from what they
 * do, with the numbers of `reference.results.txt` there. Those named `_opt` are counted in optimal mode; in the others
 * each variable has one writer or read-modify-writes only, so that every way to count gives the same.
 */
export const nidhuggPrograms: readonly (readonly [Program, number])[] = [
  [program("simplified_dekker_opt", [waits("a", "b"), waits("b", "a")]), 3],
  [program("broken_mutual_exclusion_opt", times(2, waitAndTake)), 4],
  [program("revealed_write_opt", revealing), 2],
  [program("revealed_write_reverse_opt", [...revealing].reverse()), 2],
  [program("parker_reproc_1_opt", parking), 7],
  [program("dekker_lock_trylock_opt", tries), 4],
  [program("await_mud_opt", [writesOnce("b"), mud("b", 0), awaits42], [inTheMud]), 3],
  [program("await_muddier_opt", [writesOnce("b"), mud("e", 1), passesOn, awaits42], [inTheMud]), 4],
  [program("mutex_deadlock_2", times(2, keepsLock)), 2],
  [program("mutex_deadlock_3", times(3, keepsLock)), 3],
  [program("mutex_deadlock_one_first", times(3, locksUnlessFirst)), 5],
  [program("mutex_order_2", times(2, locks)), 2],
  [program("mutex_order_3", times(3, locks)), 6],
  [program("mutex_hard", times(3, unlocksInTurn)), 4],
  [program("mutex_trylock_deadlock", times(3, triesAndKeeps)), 6],
  [program("mutex_trylock_unlock", times(3, triesLock)), 24],
  [program("mutex_vs_trylock_1", [triesLock, locks]), 3],
  [program("mutex_vs_trylock_2", [triesLock, triesLock, locks]), 16],
  [program("pthread-demo-xchg", times(2, exchanges(3))), 58],
  [program("cmpxhg_test_3", times(3, countsUp)), 5],
  [safeStack("safestack_c21_21_opt", [2, 1]), 36],
];
