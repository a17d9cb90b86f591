import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore, type Program } from "../../src/explore";
import { outcomeKey } from "../../src/explore/outcome";
import { readDocument } from "../../src/mail/document";
import { mapPatches } from "../../src/models/map/map";
import { probesOf } from "../../src/models/map/probes";
import { collectSteps } from "../../src/models/map/steps";
import { openDigSite } from "../../src/series/digSite";
import { withoutStep } from "./withoutStep";

const corpus = new URL("../../media/corpus/", import.meta.url);
const documents = readdirSync(corpus)
  .sort()
  .map((name) => readDocument(name, readFileSync(new URL(name, corpus))));
const hunks = mapPatches(openDigSite(documents).patches);

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

describe.each(["p1", "p2", "p3", "p4", "p5", "propogate"])("dropping a step of %s", (revision) => {
  const programs = probesOf(revision);
  const memory = collectSteps(programs).steps.filter(({ kind }) => !/^(local|smp_wmb|BUG)$/.test(kind));
  const behind = hunks.filter(({ id }) => id.startsWith(`${revision}/`)).flatMap(({ after }) => after);
  const steps = memory.filter((step) =>
    behind.some((line) => line.function === step.function && line.cText === step.cText),
  );
  const plain = programs.map(keysOf);

  it("changes an outcome, or is told why not", () => {
    const survivors = steps.filter(({ function: name, cText }) =>
      programs.every((program, n) => keysOf(withoutStep(program, name, cText)) === plain[n]),
    );
    expect(survivors.map(({ cText }) => cText).filter((cText) => unobserved[cText] === undefined)).toEqual(
      [],
    );
  });
});
