import {
  atomic,
  integer,
  mutex,
  rwsem,
  struct,
  World,
  type Handle,
  type Kernel,
  type Program,
  type Step,
} from "../../src/explore";
import { threadOf, type ThreadOn } from "./thread";

/** Programs that checkers of interleavings are measured with (SV-COMP's pthread sets, Nidhugg, GenMC), one access a step. */
const Shared = struct("shared", {
  x: integer(),
  y: integer(),
  turn: integer(),
  inside: integer(),
  entered: atomic(),
  flag0: integer(),
  flag1: integer(),
  size: integer(),
  tickets: atomic(),
  lock: mutex(),
  rwsem: rwsem(),
});
interface Shared extends Handle<typeof Shared> {}

export type Thread = ThreadOn<Shared>;

export function program(name: string, threads: readonly Thread[], x = 0, y = 0): Program {
  const world = new World();
  const shared = world.object(Shared, "shared", { x, y });
  return {
    name,
    world,
    contexts: threads.map((thread, n) => threadOf(thread, shared, n)),
    observe: (view) => ({
      x: view.read(shared.x),
      y: view.read(shared.y),
      inside: view.read(shared.inside),
      entered: view.read(shared.entered),
      size: view.read(shared.size),
    }),
  };
}

/** Two plain accesses that lose an update where nobody is kept out; `entered` loses none. */
function* critical(k: Kernel, s: Shared): Step<void> {
  yield* k.add(s.inside, 1, "inside++");
  yield* k.atomic_inc(s.entered, "atomic_inc(&entered)");
}

/** fib_bench of SV-COMP: `i += j` n times, `j += i` n times, and a main thread that looks at both. */
export function fibonacci(n: number): Program {
  const adder = (to: "x" | "y", from: "x" | "y"): Thread =>
    function* (k, s) {
      for (let round = 0; round < n; round += 1) {
        const sum = (yield* k.read(s[to], to)) + (yield* k.read(s[from], from));
        yield* k.write(s[to], sum, `${to} += ${from}`);
      }
    };
  const main: Thread = function* (k, s) {
    yield* k.read(s.x, "assert x");
    yield* k.read(s.y, "assert y");
  };
  return program(`fib_bench(${n})`, [adder("x", "y"), adder("y", "x"), main], 1, 1);
}

/** Waits while the condition holds, but looks `bound` times more at most; tells whether it stopped holding. */
function* bounded(bound: number, holds: () => Step<boolean>): Step<boolean> {
  for (let more = bound; yield* holds(); more -= 1) if (more === 0) return false;
  return true;
}

const flagOf = (s: Shared, n: number) => (n === 0 ? s.flag0 : s.flag1);

/** G. L. Peterson, 1981. */
export const peterson = (bound: number): Thread =>
  function* (k, s, me) {
    yield* k.write(flagOf(s, me), 1, "flag[me] = 1");
    yield* k.write(s.turn, 1 - me, "turn = other");
    const entered = yield* bounded(bound, function* () {
      return (
        (yield* k.test(flagOf(s, 1 - me), "flag[other]")) && !(yield* k.equals(s.turn, me, "turn == me"))
      );
    });
    if (!entered) return;
    yield* critical(k, s);
    yield* k.write(flagOf(s, me), 0, "flag[me] = 0");
  };

/** T. J. Dekker, after E. W. Dijkstra, 1965. */
export const dekker = (bound: number): Thread =>
  function* (k, s, me) {
    yield* k.write(flagOf(s, me), 1, "flag[me] = 1");
    for (let more = bound; yield* k.test(flagOf(s, 1 - me), "flag[other]"); more -= 1) {
      if (more === 0) return;
      if (yield* k.equals(s.turn, me, "turn == me")) continue;
      yield* k.write(flagOf(s, me), 0, "flag[me] = 0");
      const mine = yield* bounded(bound, function* () {
        return !(yield* k.equals(s.turn, me, "turn != me"));
      });
      if (!mine) return;
      yield* k.write(flagOf(s, me), 1, "flag[me] = 1");
    }
    yield* critical(k, s);
    yield* k.write(s.turn, 1 - me, "turn = other");
    yield* k.write(flagOf(s, me), 0, "flag[me] = 0");
  };

/** B. Szymanski, 1988, for two threads. */
export const szymanski = (bound: number): Thread =>
  function* (k, s, me) {
    const [mine, others] = [flagOf(s, me), flagOf(s, 1 - me)];
    const while_ = (holds: (flag: number) => boolean) =>
      bounded(bound, function* () {
        return holds(yield* k.read(others, "flag[other]"));
      });
    yield* k.write(mine, 1, "flag[me] = 1");
    if (!(yield* while_((flag) => flag >= 3))) return;
    yield* k.write(mine, 3, "flag[me] = 3");
    if ((yield* k.read(others, "flag[other]")) === 1) {
      yield* k.write(mine, 2, "flag[me] = 2");
      if (!(yield* while_((flag) => flag !== 4))) return;
    }
    yield* k.write(mine, 4, "flag[me] = 4");
    if (me === 1 && !(yield* while_((flag) => flag >= 2))) return;
    yield* critical(k, s);
    if (me === 0 && !(yield* while_((flag) => flag === 2 || flag === 3))) return;
    yield* k.write(mine, 0, "flag[me] = 0");
  };

/** Threads draw numbers and wait for their turn. */
export const ticketLock = (bound: number): Thread =>
  function* (k, s) {
    const ticket = yield* k.atomic_inc_return(s.tickets, "ticket = atomic_inc_return(&tickets)");
    const served = yield* bounded(bound, function* () {
      return !(yield* k.equals(s.turn, ticket - 1, "turn != ticket"));
    });
    if (!served) return;
    yield* critical(k, s);
    yield* k.write(s.turn, ticket, "turn = ticket + 1");
  };

/** A spinlock made of cmpxchg(). */
export const compareAndSwapLock = (bound: number): Thread =>
  function* (k, s, me) {
    const taken = yield* bounded(bound, function* () {
      return (yield* k.cmpxchg(s.x, 0, me + 1, "cmpxchg(&x, 0, me)")) !== 0;
    });
    if (!taken) return;
    yield* critical(k, s);
    yield* k.write(s.x, 0, "x = 0");
  };

/** `size` goes up and down by n under a mutex: stack and circular buffer of SV-COMP. */
export const producer = (n: number): Thread =>
  function* (k, s) {
    for (let round = 0; round < n; round += 1) {
      yield* k.mutex_lock(s.lock, "lock");
      yield* k.add(s.size, 1, "size++");
      yield* k.mutex_unlock(s.lock, "unlock");
      yield* k.write(s.x, 1, "x = 1");
    }
  };

export const consumer = (n: number): Thread =>
  function* (k, s) {
    for (let round = 0; round < n; round += 1) {
      yield* k.mutex_lock(s.lock, "lock");
      if (yield* k.test(s.x, "x")) yield* k.add(s.size, -1, "size--");
      yield* k.mutex_unlock(s.lock, "unlock");
    }
  };

export const reader: Thread = function* (k, s) {
  yield* k.down_read(s.rwsem, "down_read");
  yield* k.read(s.x, "x");
  yield* k.up_read(s.rwsem, "up_read");
};

export const writer: Thread = function* (k, s, me) {
  yield* k.down_write(s.rwsem, "down_write");
  yield* k.write(s.x, me, "x = me");
  yield* k.up_write(s.rwsem, "up_write");
};

/** A counting semaphore: waits for a unit, takes one, gives it back. */
export const semaphore: Thread = function* (k, s) {
  yield* k.await(s.tickets, (value) => value < 1, "P waits");
  yield* k.atomic_inc(s.tickets, "P");
  yield* k.atomic_dec(s.tickets, "V");
};

/** SV-COMP's reorder: the checker sees one of two writes that every setter does in order. */
export const setter: Thread = function* (k, s) {
  yield* k.write(s.x, 1, "x = 1");
  yield* k.write(s.y, -1, "y = -1");
};

export const checker: Thread = function* (k, s) {
  const x = yield* k.read(s.x, "x");
  const y = yield* k.read(s.y, "y");
  if (x !== -y) yield* k.write(s.inside, 1, "x != -y");
};
