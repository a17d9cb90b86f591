import {
  atomic,
  integer,
  struct,
  World,
  type Handle,
  type Kernel,
  type Program,
  type Step,
} from "../../src/explore";
import { threadOf, times, type ThreadOn } from "./thread";

/** What the threads of these programs share. */
const Memory = struct("memory", {
  x: integer(),
  y: integer(),
  flag0: integer(),
  flag1: integer(),
  turn: integer(),
  lock: atomic(),
  a0: integer(),
  a1: integer(),
  a2: integer(),
  a3: integer(),
});
interface Memory extends Handle<typeof Memory> {}

type Thread = ThreadOn<Memory>;

/** The first `started` threads run from the beginning, the others when `t1`, `t2` … are raised. */
function program(name: string, threads: readonly Thread[], started = threads.length): Program {
  const world = new World();
  const memory = world.object(Memory);
  return {
    name,
    world,
    contexts: threads.map((thread, n) => threadOf(thread, memory, n, { runnable: n < started })),
  };
}

const flagOf = (m: Memory, n: number) => (n === 0 ? m.flag0 : m.flag1);

/** Looks at most twice, as these programs do wherever the algorithms wait. */
function* twoLooks(look: () => Step<boolean>): Step<boolean> {
  return (yield* look()) || (yield* look());
}

/** `x = me; assert(x == me)` */
function* critical(k: Kernel, m: Memory, me: number): Step<void> {
  yield* k.write(m.x, me, "x = me");
  yield* k.read(m.x, "x");
}

/** sigma.c: main starts each thread with another index in memory; a thread may see its own or a later one's. */
function sigma(n: number): Program {
  function* main(k: Kernel, m: Memory): Step<void> {
    for (let thread = 0; thread < n; thread += 1) {
      if (thread > 0) yield* k.add(m.y, 1, "array_index++");
      yield* k.raise(`t${thread + 1}`, "pthread_create");
    }
  }
  const setter: Thread = function* (k, m) {
    const cell = [m.a0, m.a1, m.a2, m.a3][yield* k.read(m.y, "array_index")];
    if (cell) yield* k.write(cell, 1, "array[array_index] = 1");
  };
  return program(`sigma(${n})`, [main, ...Array.from({ length: n }, () => setter)], 1);
}

/** redundant_co.c: two threads write n times each, one reads twice. */
function redundantCoherence(n: number): Program {
  const writer: Thread = function* (k, m, me) {
    for (let round = 0; round < n; round += 1) yield* k.write(m.x, me + 1, "x = me");
  };
  const reader: Thread = function* (k, m) {
    yield* k.read(m.x, "x");
    yield* k.read(m.x, "x");
  };
  return program(`redundant_co(${n})`, [writer, writer, reader]);
}

/** peterson.cc: both threads enter twice. */
const peterson: Thread = function* (k, m, me) {
  for (let round = 0; round < 2; round += 1) {
    yield* k.write(flagOf(m, me), 1, "flag[me] = 1");
    yield* k.write(m.turn, 1 - me, "turn = other");
    const entered = yield* twoLooks(function* () {
      const flag = yield* k.read(flagOf(m, 1 - me), "flag[other]");
      const turn = yield* k.read(m.turn, "turn");
      return flag !== 1 || turn !== 1 - me;
    });
    if (!entered) return;
    yield* critical(k, m, me);
    yield* k.write(flagOf(m, me), 0, "flag[me] = 0");
  }
};

/** One entry of L. Lamport's fast mutex (1987); undefined where it is to be tried again. */
function* enterOnce(k: Kernel, m: Memory, me: number): Step<boolean | undefined> {
  const isFree = function* (): Step<boolean> {
    return (yield* k.read(m.lock, "y")) === 0;
  };
  yield* k.write(flagOf(m, me), 1, "b[me] = 1");
  yield* k.write(m.turn, me + 1, "x = me");
  if (!(yield* isFree())) {
    yield* k.write(flagOf(m, me), 0, "b[me] = 0");
    return (yield* twoLooks(isFree)) ? undefined : false;
  }
  yield* k.atomic_set(m.lock, me + 1, "y = me");
  if ((yield* k.read(m.turn, "x")) === me + 1) return true;
  yield* k.write(flagOf(m, me), 0, "b[me] = 0");
  const isLeft = yield* twoLooks(function* () {
    return (yield* k.read(flagOf(m, 1 - me), "b[other]")) < 1;
  });
  if (!isLeft) return false;
  if ((yield* k.read(m.lock, "y")) === me + 1) return true;
  return (yield* twoLooks(isFree)) ? undefined : false;
}

/** lamport.c: both threads enter twice, and try each time twice. */
const lamport: Thread = function* (k, m, me) {
  for (let round = 0; round < 2; round += 1) {
    const entered = (yield* enterOnce(k, m, me)) ?? (yield* enterOnce(k, m, me));
    if (entered !== true) return;
    yield* critical(k, m, me);
    yield* k.atomic_set(m.lock, 0, "y = 0");
    yield* k.write(flagOf(m, me), 0, "b[me] = 0");
  }
};

/** linuxrwlocks.cc: both threads try n times to take a lock that counts down by more than there are readers. */
function writersOfLock(n: number): Program {
  const bias = 0x100000;
  const writer: Thread = function* (k, m, me) {
    for (let round = 0; round < n; round += 1) {
      const now = yield* k.atomic_sub_return(bias, m.lock, "atomic_fetch_sub(lock, RW_LOCK_BIAS)");
      if (now === -bias) yield* critical(k, m, me);
      yield* k.atomic_add_return(bias, m.lock, "atomic_fetch_add(lock, RW_LOCK_BIAS)");
    }
  };
  return program(`linuxrwlocks(${n})`, times(2, writer));
}

/**
 * Programs of the benchmarks that Nidhugg's repository has (folders SV-COMP, from_RFSC, from_TRACER), whose numbers of traces
 * stand beside them: in SWSC_experiment/summary.txt for several n, in assert_effect/benchmarks/result-table.txt for n = 2.
 *
 * Which column counts what we count: `Optimal` (Mazurkiewicz traces, as here) where there is one. Of the others RCMC's rc11
 * orders all writes to a location, too, and so agrees where nothing is weak; `Observers`, SWSC and WRC11 do not order writes
 * that nobody reads in between, and count less. So lamport.c has 25,828 (Optimal), not 16,856 (Observers) or 10,510 (SWSC).
 *
 * sigma(3) has 15, which RCMC says, not 6 (Observers) or 12 (observers, if main reads the array in the end, as in SV-COMP's
 * file: of k writes to one place the last is seen). By hand, the thread started nth from the last writes to one of n places, and there before all that
 * were started after it or right behind one of these: n + (n - 1) ways. So there are 1 · 3 · 5 ⋯ (2n - 1) executions.
 */
export const publishedPrograms: readonly (readonly [Program, number])[] = [
  [sigma(3), 15],
  [sigma(4), 105],
  [redundantCoherence(2), 90],
  [redundantCoherence(3), 560],
  [program("peterson.cc", times(2, peterson)), 2420],
  [program("lamport.c", times(2, lamport)), 25_828],
  [writersOfLock(3), 924],
];
