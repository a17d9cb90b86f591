import type {
  CatalogueView,
  ExecutionView,
  OutcomeView,
  Setup,
  ToPanel,
  VerdictView,
} from "../../src/protocol";
import type { Sketch } from "./sketches";
import { build, contexts, objects, ready, sketches, start } from "./sketches";

/** How the race ends. */
export const raceOutcome: OutcomeView = {
  title: "use-after-free: kiocb, in aio_complete, by a bio",
  violations: [
    {
      kind: "use-after-free",
      object: "kiocb",
      context: "bio",
      contextId: "bio1",
      function: "aio_complete",
      cText: "spin_lock_irqsave(&ctx->ctx_lock, flags);",
    },
  ],
  findings: [
    {
      title: "An error during submission is completed twice",
      history: "older than the series, until p5 mends it",
      saidBy: { who: "Zach Brown", document: "001_9edfb32b0ba350d2.txt", line: 778 },
      text: "direct_io_worker() returns -EFAULT, which the AIO core completes; the bio completes it again.",
    },
  ],
  returned: "-EFAULT",
  events: ["-EFAULT"],
  remarks: [],
  endIo: [],
  notes: [],
  count: 312,
  schedule: "s6 b0 3 s5 b1 2",
};

/** The race, all of it. */
export const race: ExecutionView = {
  revision: "base",
  scenario: "two-bios",
  schedule: raceOutcome.schedule,
  contexts,
  objects,
  start,
  steps: build(sketches),
  end: "oops",
  outcome: raceOutcome,
  versions: "fixture 1",
  noReturn: 14,
};

/** The same schedule on a revision that frees later: it goes along until step 13. */
export const mended: ExecutionView = {
  ...race,
  revision: "p5",
  steps: build([
    ...sketches.slice(0, 12),
    {
      by: 2,
      fn: "dio_bio_end_aio",
      c: "remaining = --dio->refcount;",
      words: "refcount 2 → 1",
      object: "dio",
    },
  ]),
  end: "complete",
  outcome: { ...raceOutcome, title: "returns -EFAULT, one event", violations: [], findings: [], count: 100 },
  noReturn: null,
};

/** What is chosen at first. */
export const setup: Setup = {
  scenario: "two-bios",
  custom: null,
  revision: "base",
  beside: null,
  without: [],
  irq: "any-cpu",
  continueAfterOops: false,
};

/** Two scenarios, two revisions. */
export const catalogue: CatalogueView = {
  scenarios: [
    {
      id: "two-bios",
      title: "AIO read of three pages; the third page faults, two bios go out",
      group: "Asynchronous reads",
      revisions: ["base", "p5"],
    },
    { id: "one-bio", title: "AIO read of one block", group: "Asynchronous reads", revisions: ["base", "p5"] },
  ],
  revisions: [
    { id: "base", title: "before the series", group: "The series", hunks: [] },
    {
      id: "p5",
      title: "only call aio_complete() after returning -EIOCBQUEUED",
      group: "The series",
      hunks: [
        {
          id: "p5/fs/direct-io.c#1",
          group: [],
          facts: null,
        },
        {
          id: "p5/fs/direct-io.c#2",
          group: ["p5/fs/direct-io.c#1", "p5/fs/direct-io.c#3"],
          facts: {
            where: "dio_complete_aio(), dio_bio_end_aio()",
            old: "251–274",
            new: "260–265",
            row: "- static void dio_complete_aio(struct dio *dio)",
          },
        },
        {
          id: "p5/fs/direct-io.c#3",
          group: ["p5/fs/direct-io.c#1", "p5/fs/direct-io.c#2"],
          facts: {
            where: "direct_io_worker()",
            old: "1082–1128",
            new: "1076–1108",
            row: "- if (dio->is_async) {",
          },
        },
      ],
    },
  ],
};

/** The verdict that holds the race. */
export const verdict: VerdictView = {
  setup,
  search: "stateful",
  exhaustive: true,
  bounds: [],
  consistency: "sequential consistency",
  executions: 412,
  states: 300,
  steps: 1200,
  milliseconds: 18,
  outcomes: [
    {
      ...raceOutcome,
      title: "returns -EFAULT, one event",
      violations: [],
      findings: [],
      count: 100,
      schedule: "s16",
    },
    raceOutcome,
  ],
  leftOut: [],
};

/** What the extension sends when the panel opens on the race. */
export const opening: readonly ToPanel[] = [
  { kind: "snapshot", catalogue, setup, saved: null },
  { kind: "verdict", verdict },
  { kind: "execution", execution: race, cursor: 0, reason: raceOutcome.title, show: false },
];

/** An execution of `length` steps in which three contexts take turns; every 500th step is by another one. */
export function longExecution(length: number): ExecutionView {
  const list = Array.from({ length }, (_, i): Sketch => {
    const by = Math.floor(i / 3) % 3;
    return {
      by,
      fn: "loop",
      c: `counter[${i}]++;`,
      words: `counter ${i} → ${i + 1}`,
      object: "dio",
      changes: [["dio", "bio_count", String(i), String(i + 1)]],
      after: i % 3 === 0 && i > 0 ? [i] : [],
      then: ready("loop", "counter++;"),
    };
  });
  return {
    ...race,
    objects: race.objects.map((object) => ({ ...object, life: "allocated" })),
    schedule: `long ${length}`,
    steps: build(list),
    end: "complete",
    outcome: null,
    noReturn: null,
  };
}
