import {
  atomic,
  integer,
  spinlock,
  struct,
  World,
  type Cell,
  type Context,
  type Kernel,
  type Lock,
  type Program,
  type Step,
} from "../kernel";

/**
 * Programs whose numbers of inequivalent executions are known in closed form. They are those of C. Flanagan, P. Godefroid
 * (POPL 2005: indexer, file system) and P. A. Abdulla, S. Aronis, B. Jonsson, K. Sagonas (POPL 2014, J. ACM 2017: readers,
 * lastzero), one shared access a step.
 */
const Variable = struct("variable", { value: integer() });
const Slot = struct("slot", { value: atomic() });
const Guarded = struct("guarded", { value: integer(), lock: spinlock() });

function task(n: number, body: (k: Kernel) => Step<unknown>, name = `t${n}`): Context {
  return { id: name, short: `${name}_`, class: "thread", kind: "task", cpu: n, body };
}

/** One context writes a variable that n others read once: 2^n executions. */
export function readers(n: number): Program {
  const world = new World();
  const { value } = world.object(Variable);
  const writer = task(0, function* (k) {
    yield* k.write(value, 42, "x := 42");
  });
  const rest = Array.from({ length: n }, (_, reader) =>
    task(reader + 1, function* (k) {
      yield* k.read(value, "local := x");
    }),
  );
  return { name: `readers(${n})`, world, contexts: [writer, ...rest] };
}

/** n contexts set array[j] := array[j - 1] + 1; one looks for the last zero from the end: (n + 3) * 2^(n - 2). */
export function lastzero(n: number): Program {
  const world = new World();
  const array = Array.from({ length: n + 1 }, (_, i) => world.object(Variable, `array[${i}]`).value);
  const search = task(0, function* (k) {
    const l = k.locals({ i: n });
    while (yield* k.test(at(array, l.i), "while (array[i] != 0)")) l.i -= 1;
  });
  const rest = Array.from({ length: n }, (_, j) =>
    task(j + 1, function* (k) {
      const before = yield* k.read(at(array, j), "array[j - 1]");
      yield* k.write(at(array, j + 1), before + 1, "array[j] := array[j - 1] + 1");
    }),
  );
  return { name: `lastzero(${n})`, world, contexts: [search, ...rest] };
}

/** Contexts insert four messages each into a hash table by compare-and-swap: 1 execution up to 11, then 8^(n - 11). */
export function indexer(n: number): Program {
  const [size, most] = [128, 4];
  const world = new World();
  const table = Array.from({ length: size }, (_, i) => world.object(Slot, `table[${i}]`).value);
  const contexts = Array.from({ length: n }, (_, tid) =>
    task(tid, function* (k) {
      for (let m = 1; m <= most; m += 1) {
        const message = m * 11 + tid;
        let h = (message * 7) % size;
        while ((yield* k.cmpxchg(at(table, h), 0, message, "cas(table[h], 0, msg)")) !== 0)
          h = (h + 1) % size;
      }
    }),
  );
  return { name: `indexer(${n})`, world, contexts };
}

/** Contexts give blocks to inodes of a toy file system under locks: 2^(n - 13) executions for 14 <= n <= 22. */
export function filesystem(n: number): Program {
  const [blocks, inodes] = [26, 32];
  const world = new World();
  const inode = Array.from({ length: inodes }, (_, i) => world.object(Guarded, `inode[${i}]`));
  const busy = Array.from({ length: blocks }, (_, b) => world.object(Guarded, `busy[${b}]`));
  const contexts = Array.from({ length: n }, (_, tid) =>
    task(tid, function* (k) {
      const mine = at(inode, tid % inodes);
      yield* k.spin_lock(mine.lock, "acquire(locki[i])");
      if ((yield* k.read(mine.value, "inode[i] == 0")) === 0) {
        let b = ((tid % inodes) * 2) % blocks;
        while (!(yield* takeBlock(k, at(busy, b), mine.value, b))) b = (b + 1) % blocks;
      }
      yield* k.spin_unlock(mine.lock, "release(locki[i])");
    }),
  );
  return { name: `filesystem(${n})`, world, contexts };
}

interface Block {
  readonly value: Cell<number>;
  readonly lock: Cell<Lock<"spinlock">>;
}

function* takeBlock(k: Kernel, block: Block, inode: Cell<number>, b: number): Step<boolean> {
  yield* k.spin_lock(block.lock, "acquire(lockb[b])");
  const free = (yield* k.read(block.value, "busy[b]")) === 0;
  if (free) {
    yield* k.write(block.value, 1, "busy[b] := true");
    yield* k.write(inode, b + 1, "inode[i] := b + 1");
  }
  yield* k.spin_unlock(block.lock, "release(lockb[b])");
  return free;
}

function at<T>(array: readonly T[], index: number): T {
  const element = array[index];
  if (element === undefined) throw new Error(`no element ${index}`);
  return element;
}
