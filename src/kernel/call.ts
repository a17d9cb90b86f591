import type { Frame, Frames } from "./frames";
import type { Operation, Step } from "./operation";

/**
 * A call of a function of the model. Its first step is the call itself, which `Run` answers by running the function's body
 * and going on with what that returned. So a step resumes only the function that takes it and not, as `yield*` would, one
 * generator for each call on the stack.
 */
export class Call<R> implements Step<R> {
  readonly frame: Frame;
  readonly body: Step<R>;
  readonly #frames: Frames;
  #begun = false;

  constructor(frames: Frames, frame: Frame, body: Step<R>) {
    this.#frames = frames;
    this.frame = frame;
    this.body = body;
  }

  next(result?: unknown): IteratorResult<Operation, R> {
    if (this.#begun) return { done: true, value: result as R };
    this.#begun = true;
    this.#frames.notePlace("call");
    return { done: false, value: this as unknown as Operation };
  }

  return(value: R): IteratorResult<Operation, R> {
    return { done: true, value };
  }

  throw(error: unknown): IteratorResult<Operation, R> {
    throw error;
  }

  [Symbol.iterator](): this {
    return this;
  }
}
