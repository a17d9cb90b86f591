import type { Context, Program } from "../../src/explore";
import { Run } from "../../src/kernel/run";

/** More steps than a context takes that comes to its end. */
const MOST_STEPS = 5000;

/** The program with one step of one function left out; whoever wanted its result gets 0. */
export function withoutStep(program: Program, name: string, cText: string): Program {
  const contexts = program.contexts.map((context): Context => {
    function* body(k: Parameters<Context["body"]>[0]): ReturnType<Context["body"]> {
      k.locals({});
      const run = new Run(k, context.body(k));
      let result = 0;
      for (let n = 0; ; n += 1) {
        if (n > MOST_STEPS) throw new Error("without the step there is a loop that does not end");
        // Along a known history the kernel does not tell what the steps are; here that has to be known.
        if (k.frames.watched === "nothing") k.frames.watched = "calls";
        const operation = run.resumeContext(result);
        if (!operation) return;
        const dropped = operation.text === cText && k.frames.top.function === name;
        result = dropped ? 0 : yield operation;
      }
    }
    return { ...context, body };
  });
  return { ...program, contexts };
}
