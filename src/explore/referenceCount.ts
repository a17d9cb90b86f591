import {
  callable,
  integer,
  spinlock,
  struct,
  World,
  type Context,
  type Kernel,
  type Program,
  type Step,
} from "../kernel";

const Dio = struct("dio", {
  refcount: integer(1),
  bio_lock: spinlock(),
  waiter: integer(),
  completed: integer(),
});

/**
 * The core of direct I/O's completion, to measure searches with: a submitter takes a reference for each of n bios, sends
 * it, and drops its own; each bio's interrupt reads who waits and drops its reference; the last one completes. All under
 * bio_lock, one memory access a step. `referenceCountPromela` is the same for SPIN.
 */
export function referenceCount(n: number): Program {
  const world = new World();
  const dio = world.object(Dio);

  function* dropReference(k: Kernel): Step<void> {
    const l = k.locals({ left: 0 });
    yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
    l.left = (yield* k.read(dio.refcount, "left = dio->refcount - 1;")) - 1;
    yield* k.write(dio.refcount, l.left, "dio->refcount = left;");
    yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
    if (l.left === 0) yield* k.write(dio.completed, 1, "dio->completed = 1;");
  }

  function* submit(k: Kernel): Step<void> {
    const l = k.locals({ i: 0, refs: 0 });
    for (; l.i < n; l.i += 1) {
      yield* k.spin_lock_irqsave(dio.bio_lock, "spin_lock_irqsave(&dio->bio_lock, flags);");
      l.refs = yield* k.read(dio.refcount, "refs = dio->refcount;");
      yield* k.write(dio.refcount, l.refs + 1, "dio->refcount = refs + 1;");
      l.refs = 0;
      yield* k.spin_unlock_irqrestore(dio.bio_lock, "spin_unlock_irqrestore(&dio->bio_lock, flags);");
      yield* k.raise("bio", "submit_bio(bio);");
    }
    yield* table.dropReference(k);
  }

  function* end_io(k: Kernel): Step<void> {
    k.locals({});
    yield* k.test(dio.waiter, "waiter = !!dio->waiter;");
    yield* table.dropReference(k);
  }

  const table = callable({ dropReference, submit, end_io });
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
    body: (k) => table.submit(k),
  };
  return { name: `referenceCount(${n})`, world, contexts: [submitter, ...bios] };
}

/** The same program, written by hand in Promela. Its variables forget what the TypeScript's locals forget. */
export function referenceCountPromela(n: number): string {
  return `/* ${n} bios drop references to a dio under its lock; one memory access a step. */
#define N ${n}
byte refcount = 1, issued = 0;
bit bio_lock = 0, completed = 0;

active proctype submitter() {
  byte i = 0, refs = 0, left = 0;
take:
  if
  :: d_step { bio_lock == 0 -> bio_lock = 1 }
  fi;
  refs = refcount;
  d_step { refcount = refs + 1; refs = 0 };
  bio_lock = 0;
  if
  :: d_step { i < N - 1 -> issued++; i++ }; goto take
  :: d_step { i == N - 1 -> issued++; i++ }
  fi;
  d_step { bio_lock == 0 -> bio_lock = 1 };
  left = refcount - 1;
  refcount = left;
  if
  :: d_step { left == 0 -> bio_lock = 0 }; completed = 1
  :: d_step { left != 0 -> bio_lock = 0; left = 0 }
  fi;
end_submitter:
  false
}

active [N] proctype bio() {
  byte left = 0;
end_parked:
  issued >= _pid; /* reads who waits */
  d_step { bio_lock == 0 -> bio_lock = 1 };
  left = refcount - 1;
  refcount = left;
  if
  :: d_step { left == 0 -> bio_lock = 0 }; completed = 1
  :: d_step { left != 0 -> bio_lock = 0; left = 0 }
  fi;
end_bio:
  false
}
`;
}
