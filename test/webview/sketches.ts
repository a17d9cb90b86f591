import type { ChangeView, ContextView, ObjectView, StatusView, StepView } from "../../src/protocol";

/**
 * A small race written by hand, in the form the extension sends: two contexts share a counter under a
 * lock, and the second uses an object that the first has freed. Nothing here comes from a model.
 */
/** Who runs. */
export const contexts: readonly ContextView[] = [
  { id: "submitter", letter: "s", class: "submitter", kind: "task" },
  { id: "bio0", letter: "b0", class: "bio", kind: "interrupt" },
  { id: "bio1", letter: "b1", class: "bio", kind: "interrupt" },
];

/** What is in memory before the first step. */
export const objects: readonly ObjectView[] = [
  {
    id: "dio",
    struct: "dio",
    life: "absent",
    recorder: false,
    note: "One direct I/O request.",
    fields: [
      { name: "bio_count", value: "0", note: "One for the submitter and one for each bio.", recorder: false },
      { name: "bio_lock", value: "free", note: "Guards bio_count and bio_list.", recorder: false },
      { name: "result", value: "0", note: "Bytes accounted during submission.", recorder: false },
      { name: "iocb", value: "NULL", note: "The request in the AIO core.", recorder: false },
    ],
  },
  {
    id: "kiocb",
    struct: "kiocb",
    life: "allocated",
    recorder: false,
    note: "",
    fields: [{ name: "ki_users", value: "2", note: "References to the request.", recorder: false }],
  },
  {
    id: "bio0",
    struct: "bio",
    life: "absent",
    recorder: false,
    note: "",
    fields: [{ name: "bi_private", value: "NULL", note: "", recorder: false }],
  },
  {
    id: "bio1",
    struct: "bio",
    life: "absent",
    recorder: false,
    note: "",
    fields: [{ name: "bi_private", value: "NULL", note: "", recorder: false }],
  },
  {
    id: "ring",
    struct: "aio_ring",
    life: "static",
    recorder: false,
    note: "",
    fields: [{ name: "tail", value: "0", note: "", recorder: false }],
  },
  {
    id: "completions",
    struct: "recorder",
    life: "static",
    recorder: true,
    note: "",
    fields: [{ name: "aio_complete", value: "0", note: "", recorder: true }],
  },
];

type Status = Pick<StatusView, "state" | "function" | "cText" | "why">;

/** A status of a context that can go on. */
export const ready = (inFunction: string, cText: string): Status => ({
  state: "ready",
  function: inFunction,
  cText,
  why: "",
});
const off = (state: StatusView["state"], why: string): Status => ({ state, function: "", cText: "", why });

function status(context: number, value: Status): StatusView {
  return { context, choices: 1, ...value };
}

/** A step before it is written out. */
export interface Sketch {
  readonly by: number;
  readonly fn: string;
  readonly c: string;
  readonly words: string;
  readonly object?: string;
  /** The cell it uses, where it changes none. */
  readonly cell?: string;
  readonly changes?: readonly (readonly [object: string, field: string, from: string, to: string])[];
  readonly locks?: readonly string[];
  /** Status of the acting context afterwards; by default ready with the C text of its next step. */
  readonly then?: Status;
  readonly others?: readonly (readonly [context: number, status: Status])[];
  readonly after?: readonly number[];
  readonly violation?: string;
  readonly line?: number;
}

/** The steps of the race. */
export const sketches: readonly Sketch[] = [
  {
    by: 0,
    fn: "__blockdev_direct_IO",
    c: "dio = kmalloc(sizeof(*dio), GFP_KERNEL);",
    words: "allocates dio",
    object: "dio",
    changes: [["dio", "", "absent", "allocated"]],
  },
  {
    by: 0,
    fn: "direct_io_worker",
    c: "dio->bio_count = 1;",
    words: "bio_count 0 → 1",
    object: "dio",
    changes: [
      ["dio", "bio_count", "0", "1"],
      ["dio", "iocb", "NULL", "kiocb"],
    ],
    line: 991,
  },
  {
    by: 0,
    fn: "dio_bio_submit",
    c: "spin_lock_irqsave(&dio->bio_lock, flags);",
    words: "takes bio_lock",
    object: "dio",
    changes: [["dio", "bio_lock", "free", "submitter"]],
    locks: ["dio->bio_lock"],
  },
  {
    by: 0,
    fn: "dio_bio_submit",
    c: "dio->bio_count++;",
    words: "bio_count 1 → 2",
    object: "dio",
    changes: [["dio", "bio_count", "1", "2"]],
    locks: ["dio->bio_lock"],
    line: 404,
  },
  {
    by: 0,
    fn: "dio_bio_submit",
    c: "spin_unlock_irqrestore(&dio->bio_lock, flags);",
    words: "gives back bio_lock",
    object: "dio",
    changes: [["dio", "bio_lock", "submitter", "free"]],
  },
  {
    by: 0,
    fn: "dio_bio_submit",
    c: "submit_bio(dio->rw, bio);",
    words: "bio0 may complete from here on",
    object: "bio0",
    changes: [
      ["bio0", "", "absent", "allocated"],
      ["bio0", "bi_private", "NULL", "dio"],
    ],
    others: [[1, ready("dio_bio_end_aio", "spin_lock_irqsave(&dio->bio_lock, flags);")]],
  },
  {
    by: 1,
    fn: "finished_one_bio",
    c: "spin_lock_irqsave(&dio->bio_lock, flags);",
    words: "takes bio_lock",
    object: "dio",
    changes: [["dio", "bio_lock", "free", "bio0"]],
    locks: ["dio->bio_lock"],
    after: [6, 5],
    others: [[0, off("blocked", "waits for bio_lock, held by bio0")]],
  },
  {
    by: 1,
    fn: "finished_one_bio",
    c: "dio->bio_count--;",
    words: "bio_count 2 → 1",
    object: "dio",
    changes: [["dio", "bio_count", "2", "1"]],
    locks: ["dio->bio_lock"],
    after: [4],
    line: 229,
  },
  {
    by: 1,
    fn: "finished_one_bio",
    c: "spin_unlock_irqrestore(&dio->bio_lock, flags);",
    words: "gives back bio_lock",
    object: "dio",
    changes: [["dio", "bio_lock", "bio0", "free"]],
    then: off("finished", ""),
    others: [[0, ready("finished_one_bio", "spin_lock_irqsave(&dio->bio_lock, flags);")]],
  },
  {
    by: 0,
    fn: "finished_one_bio",
    c: "spin_lock_irqsave(&dio->bio_lock, flags);",
    words: "takes bio_lock",
    object: "dio",
    changes: [["dio", "bio_lock", "free", "submitter"]],
    locks: ["dio->bio_lock"],
    after: [9],
  },
  {
    by: 0,
    fn: "finished_one_bio",
    c: "if (dio->bio_count == 1) {",
    words: "bio_count is 1",
    object: "dio",
    cell: "dio->bio_count",
    locks: ["dio->bio_lock"],
    after: [8],
    line: 219,
  },
  {
    by: 0,
    fn: "dio_bio_submit",
    c: "submit_bio(dio->rw, bio);",
    words: "bio1 may complete from here on",
    object: "bio1",
    changes: [
      ["bio1", "", "absent", "allocated"],
      ["bio1", "bi_private", "NULL", "dio"],
    ],
    locks: ["dio->bio_lock"],
    others: [[2, ready("dio_bio_end_aio", "dio = bio->bi_private;")]],
  },
  {
    by: 0,
    fn: "aio_complete",
    c: "aio_complete(dio->iocb, transferred, 0);",
    words: "completes with -EFAULT: event in the ring",
    object: "ring",
    changes: [
      ["ring", "tail", "0", "1"],
      ["completions", "aio_complete", "0", "1"],
      ["kiocb", "ki_users", "2", "1"],
      ["dio", "bio_lock", "submitter", "free"],
    ],
    line: 236,
  },
  {
    by: 0,
    fn: "aio_put_req",
    c: "kmem_cache_free(kiocb_cachep, req);",
    words: "frees kiocb",
    object: "kiocb",
    changes: [
      ["kiocb", "ki_users", "1", "0"],
      ["kiocb", "", "allocated", "freed"],
    ],
    then: off("sleeping", "sleeps until bio1 wakes it"),
  },
  {
    by: 2,
    fn: "dio_bio_end_aio",
    c: "dio = bio->bi_private;",
    words: "reads bi_private: dio",
    object: "bio1",
    after: [12],
    line: 301,
  },
  {
    by: 2,
    fn: "aio_complete",
    c: "spin_lock_irqsave(&ctx->ctx_lock, flags);",
    words: "reads kiocb, which is freed",
    object: "kiocb",
    after: [14],
    violation: "use-after-free",
    then: off("finished", "stopped by the oops"),
    line: 236,
  },
];

/** What each context can do before the first step. */
export const start: readonly StatusView[] = [
  status(0, ready("__blockdev_direct_IO", "dio = kmalloc(sizeof(*dio), GFP_KERNEL);")),
  status(1, off("waiting", "not submitted yet")),
  status(2, off("waiting", "not submitted yet")),
];

function nextOf(list: readonly Sketch[], index: number): Status {
  const by = list[index]?.by;
  const next = list.slice(index + 1).find((sketch) => sketch.by === by);
  return next ? ready(next.fn, next.c) : off("finished", "");
}

function change([object, field, from, to]: readonly [string, string, string, string]): ChangeView {
  return { object, field, from, to };
}

/** The first field that a sketch changes, or the object it only looks at. */
function cellOf({ changes = [], object = "", cell }: Sketch): string {
  const [changed] = changes.filter(([, field]) => field !== "");
  return changed ? `${changed[0]}->${changed[1]}` : (cell ?? object);
}

const violation = (sketch: Sketch): StepView["violations"] =>
  sketch.violation === undefined
    ? []
    : [
        {
          kind: sketch.violation,
          object: sketch.object ?? "",
          context: contexts[sketch.by]?.class ?? "",
          contextId: contexts[sketch.by]?.id ?? "",
          function: sketch.fn,
          cText: sketch.c,
        },
      ];

/** Writes sketches out as steps. */
export function build(list: readonly Sketch[]): readonly StepView[] {
  return list.map((sketch, i) => ({
    n: i + 1,
    context: sketch.by,
    function: sketch.fn,
    file: "fs/direct-io.c",
    cText: sketch.c,
    words: sketch.words,
    operation: /^spin_\w+/.exec(sketch.c)?.[0] ?? "write",
    object: sketch.object ?? "",
    cell: cellOf(sketch),
    place:
      sketch.line === undefined
        ? null
        : {
            patch: "p1",
            path: "fs/direct-io.c",
            side: "old",
            line: sketch.line,
            hunk: null,
            across: null,
            unchanged: false,
          },
    stack: [sketch.fn],
    locals: "",
    changes: (sketch.changes ?? []).map(change),
    locks: sketch.locks ?? [],
    statuses: [
      status(sketch.by, sketch.then ?? nextOf(list, i)),
      ...(sketch.others ?? []).map(([context, value]) => status(context, value)),
    ],
    after: sketch.after ?? [],
    violations: violation(sketch),
    chosen: null,
  }));
}
