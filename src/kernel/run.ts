import { Call } from "./call";
import type { Kernel } from "./kernel";
import type { Operation, Step } from "./operation";

/** The code of a context, stopped at a step: one generator for each function on its call stack. */
export class Run {
  readonly kernel: Kernel;
  readonly #code: Step<unknown>[];

  constructor(kernel: Kernel, code: Step<unknown>) {
    this.kernel = kernel;
    this.#code = [code];
  }

  /** Goes on to the next operation; undefined when the code has come to its end. The name is known to `placeInCode`. */
  resumeContext(result: number): Operation | undefined {
    const { frames } = this.kernel;
    const code = this.#code;
    let given: unknown = result;
    let resume: "next" | "throw" = "next";
    for (;;) {
      const running = code.at(-1) as Step<unknown>;
      let step: IteratorResult<Operation | Call<unknown>, unknown>;
      try {
        step = running[resume](given as number);
      } catch (error) {
        if (code.length === 1) throw error;
        code.pop();
        frames.leave();
        [given, resume] = [error, "throw"];
        continue;
      }
      resume = "next";
      given = step.value;
      if (step.done) {
        if (code.length === 1) return undefined;
        code.pop();
        frames.leave();
      } else if (step.value instanceof Call) {
        code.push(step.value.body);
        frames.stack.push(step.value.frame);
      } else return step.value;
    }
  }
}
