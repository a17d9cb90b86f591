import {
  atomic,
  callable,
  integer,
  pointer,
  spinlock,
  struct,
  Task,
  TASK_UNINTERRUPTIBLE,
  World,
  type Context,
  type Handle,
  type Kernel,
  type Program,
  type Step,
} from "../kernel";

const Dio = struct("dio", {
  refcount: atomic(1),
  bio_lock: spinlock(),
  waiter: pointer<Task>("task"),
  bios: integer(),
});
interface Dio extends Handle<typeof Dio> {}

const Bio = struct("bio", { bi_private: pointer<Dio>("dio") });

/**
 * The core of direct I/O's completion, to measure searches with: a submitter takes a reference for each of n bios, sends
 * it, and sleeps until its own reference is the only one; each bio's interrupt drops its reference and wakes the submitter
 * if that one is left alone. The count is only touched under bio_lock, so that changing it is one step; every other
 * memory access is one too. With 10 bios it has 2,244,006 states, with 40 that are not told apart 132,395.
 * `referenceCountPromela` is the same for SPIN.
 */
export function referenceCount(n: number): Program {
  const world = new World();
  const submitterTask = world.object(Task, "submitter");
  const dio = world.object(Dio, "dio", { bios: n });
  // Interchangeable contexts have no objects of their own: this one is what the bios have in common.
  const bio = world.object(Bio, "bio", { bi_private: dio });

  function* submit(k: Kernel): Step<void> {
    const l = k.locals({ i: 0 });
    for (; l.i < (yield* k.read(dio.bios, "for (i = 0; i < dio->bios; i++)")); l.i += 1) {
      yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
      yield* k.atomic_inc(dio.refcount, "dio->refcount++;");
      yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
      yield* k.raise("bio", "submit_bio(bio);");
    }
    yield* table.await_completion(k);
  }

  function* await_completion(k: Kernel): Step<void> {
    k.locals({});
    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    while ((yield* k.atomic_read(dio.refcount, "while (dio->refcount > 1)")) > 1) {
      yield* k.__set_current_state(TASK_UNINTERRUPTIBLE, "__set_current_state(TASK_UNINTERRUPTIBLE);");
      yield* k.write(dio.waiter, k.current, "dio->waiter = current;");
      yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
      yield* k.io_schedule("io_schedule();");
      yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    }
    yield* k.atomic_dec(dio.refcount, "dio->refcount--;");
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
  }

  function* end_io(k: Kernel): Step<void> {
    const l = k.locals({ dio: Dio.NULL as Dio });
    l.dio = yield* k.read(bio.bi_private, "struct dio *dio = bio->bi_private;");
    yield* k.spin_lock_irqsave(l.dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    if ((yield* k.atomic_dec_return(l.dio.refcount, "remaining = --dio->refcount;")) === 1) {
      const waiter = yield* k.read(l.dio.waiter, "if (remaining == 1 && dio->waiter)");
      if (waiter !== Task.NULL) yield* k.wake_up_process(waiter, "wake_up_process(dio->waiter);");
    }
    yield* k.spin_unlock_irqrestore(l.dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
  }

  const table = callable({ submit, await_completion, end_io });
  const bios = Array.from({ length: n }, (_, i): Context => ({
    id: `bio${i}`,
    short: `b${i}`,
    class: "bio",
    kind: "interrupt",
    cpu: 0,
    group: "bio",
    body: (k) => table.end_io(k),
  }));
  const submitter: Context = {
    id: "submitter",
    short: "s",
    class: "submitter",
    kind: "task",
    cpu: 1,
    task: submitterTask,
    body: (k) => table.submit(k),
  };
  return { name: `referenceCount(${n})`, world, contexts: [submitter, ...bios] };
}

/** The same program, written by hand in Promela. */
export function referenceCountPromela(n: number): string {
  return `/* ${n} bios drop references to a dio under its lock, and the last one wakes the submitter. */
#define N ${n}
byte refcount = 1, issued = 0;
bit bio_lock = 0, waiter = 0, asleep = 0;

#define spin_lock if :: d_step { bio_lock == 0 -> bio_lock = 1 } fi /* one may jump to an if, not into a d_step */
#define spin_unlock bio_lock = 0

active proctype submitter() {
  byte i = 0;
  do
  :: i < N ->
    spin_lock;
    refcount++;
    spin_unlock;
    d_step { issued++; i++ }
  :: else -> break
  od;
  spin_lock;
  do
  :: refcount > 1 ->
    asleep = 1;
    waiter = 1;
    spin_unlock;
    asleep == 0;
    spin_lock
  :: else -> break
  od;
  refcount--;
  spin_unlock;
end_submitter:
  false
}

active [N] proctype bio() {
end_parked:
  issued >= _pid; /* reads whose bio it is */
  spin_lock;
  if
  :: d_step { refcount != 2 -> refcount-- }
  :: d_step { refcount == 2 -> refcount-- };
    if
    :: waiter -> asleep = 0
    :: else -> goto unlock
    fi
  fi;
unlock:
  spin_unlock;
end_bio:
  false
}
`;
}
