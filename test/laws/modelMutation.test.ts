import { describe, expect, it } from "vitest";
import { explore, type Program } from "../../src/explore";
import { outcomeKey } from "../../src/explore/outcome";
import { probesOf } from "../../src/models/map/probes";
import { collectSteps, type ModelStep } from "../../src/models/map/steps";
import { hunks } from "../unit/models/corpusMap";
import { withoutStep } from "./withoutStep";

/** Steps without which no outcome changes, and why none should. */
const unobserved: Readonly<Record<string, string>> = {
  "assert_spin_locked(&dio->bio_lock);": "an assertion that holds",
  "assert_spin_locked(&ctx->ctx_lock);": "an assertion that holds",
  "while (atomic_read(&dio->refcount)) {": "without the wait the dio is freed too early, as p3 does anyway",
  "if (unlikely(ret != -EIOCBQUEUED && iocb->private))":
    "no ioend is left when a request was waited for and had a result",
  "tail = info->tail;": "one event: the tail is 0 in any case",
  "info->tail = tail;": "one event: nobody asks for the tail again",
  "event->data = iocb->ki_user_data;": "nobody reads the event's data",
  "event->res2 = iocb->ki_res2;": "res2 is 0 in all of direct I/O",
  "iocb->ki_res2 = res2;": "res2 is 0 in all of direct I/O",
  "req->ki_pending_err = 0;": "memory of the model is 0 to begin with",
  "if (!kiocbIsCancelled(iocb)) {": "nobody cancels a request",
  "if (!iocb->ki_pending_err)": "one error: none was recorded before",
};

const keysOf = (program: Program): string => {
  try {
    return explore(program).outcomes.map(outcomeKey).sort().join("\n");
  } catch (error) {
    return String(error);
  }
};

const nameOf = ({ function: name, kind, cText }: ModelStep): string => `${name} ${kind} ${cText}`;

describe.each(["p1", "p2", "p3", "p4", "p5", "propogate"])("dropping a step of %s", (revision) => {
  // A program that never takes a step ends without it as with it; small ones tell most.
  const programs = probesOf(revision)
    .map((program) => ({ program, steps: collectSteps([program]).steps, plain: keysOf(program) }))
    .sort((one, other) => one.steps.length - other.steps.length);
  const all = new Map(programs.flatMap(({ steps }) => steps.map((step) => [nameOf(step), step] as const)));
  const memory = [...all.values()].filter(({ kind }) => !/^(local|smp_wmb|BUG)$/.test(kind));
  const behind = hunks.filter(({ id }) => id.startsWith(`${revision}/`)).flatMap(({ after }) => after);
  const steps = memory.filter((step) =>
    behind.some((line) => line.function === step.function && line.cText === step.cText),
  );

  it("changes an outcome, or is told why not", () => {
    const survivors = steps.filter((step) =>
      programs
        .filter((one) => one.steps.some((taken) => nameOf(taken) === nameOf(step)))
        .every(({ program, plain }) => keysOf(withoutStep(program, step.function, step.cText)) === plain),
    );
    expect(survivors.map(({ cText }) => cText).filter((cText) => unobserved[cText] === undefined)).toEqual(
      [],
    );
  });
});
