import type { Operation, Step, Value } from "./operation";
import { isHandle } from "./struct";

/** The locals that a function declared, as C declares them at the top. */
export type Locals = Record<string, Value>;

/** One function call of a context. */
export interface Frame {
  readonly function: string;
  readonly args: readonly unknown[];
  /** Undefined until the function declares its locals. */
  locals: Locals | undefined;
  /** C text of the function's latest step. */
  text: string;
  /** What the automaton made of the frame, which holds until the function runs again: until it is on top of the stack. */
  kept: unknown;
}

/** A lock that a context holds. */
export interface HeldLock {
  readonly slot: number;
  readonly name: string;
  /** Struct and field, the same for all locks of a kind, by which lock orders are compared. */
  readonly lockClass: string;
  /** Held without sleeping: a spinlock. */
  readonly spinning: boolean;
  /** Whether interrupts were on before it was taken with irqsave. */
  readonly interruptsWereOn: boolean;
}

/** What a context knows of itself while its code runs: its call stack, the locks it holds, its interrupt flag. */
export class Frames {
  readonly stack: Frame[];
  readonly held: HeldLock[] = [];
  interruptsOn = true;

  constructor(contextId: string) {
    this.stack = [{ function: contextId, args: [], locals: undefined, text: "", kept: undefined }];
  }

  /** The function that runs. */
  get top(): Frame {
    const top = this.stack.at(-1);
    if (!top) throw new Error("a context without a function");
    return top;
  }

  /** Ends the running function: the one that called it runs again. */
  leave(): void {
    this.stack.pop();
    this.top.kept = undefined;
  }

  /** Declares the locals of the running function: all that it remembers from one step to the next. Once in a call. */
  declare<L extends Locals>(locals: L): L {
    const { top } = this;
    if (top.locals)
      throw new Error(
        `${top.function} declares its locals twice: put helpers that have locals into the table`,
      );
    top.locals = locals;
    return locals;
  }
}

/** A call of a function of the model: its frame stands on the stack from the call to the return. */
class Call<R> implements Step<R> {
  readonly #frames: Frames;
  readonly #body: Step<R>;

  constructor(frames: Frames, frame: Frame, body: Step<R>) {
    this.#frames = frames;
    this.#body = body;
    frames.stack.push(frame);
  }

  next(result: number): IteratorResult<Operation, R> {
    const step = this.#body.next(result);
    if (step.done) this.#frames.leave();
    return step;
  }

  return(value: R): IteratorResult<Operation, R> {
    this.#frames.leave();
    return this.#body.return(value);
  }

  throw(error: unknown): IteratorResult<Operation, R> {
    this.#frames.leave();
    return this.#body.throw(error);
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** Whether code is nothing but one call of a model's function. */
export function isCall(code: Step<unknown>): boolean {
  return code instanceof Call;
}

type ModelFunction = (this: unknown, k: { readonly frames: Frames }, ...args: unknown[]) => Step<unknown>;

/**
 * The functions of a model so that their calls stand on the stack of the context that calls them. `this` in them is the
 * returned table; what is not a function in it passes through.
 */
export function callable<T extends object>(table: T): T {
  const wrapped: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(table)) {
    if (typeof member !== "function") wrapped[name] = member;
    else {
      const body = member as ModelFunction;
      wrapped[name] = (k: { readonly frames: Frames }, ...args: unknown[]) => {
        const frame: Frame = { function: name, args, locals: undefined, text: "", kept: undefined };
        return new Call(k.frames, frame, body.call(wrapped, k, ...args));
      };
    }
  }
  return wrapped as T;
}

/** A value as a word of a node's key: pointers by address. */
export function keyOf(value: unknown): string {
  return isHandle(value) ? `@${value.$object.address}` : `${typeof value}:${String(value)}`;
}
