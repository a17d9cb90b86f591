import type { Step, Value } from "./operation";
import { Call } from "./call";
import { placeInCode } from "./place";

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
  /** Number of the place in the code where the function waits, as far as the context was `watched`; else 0. */
  place: number;
  /** What the automaton made of the frame, which holds until the function runs again: until it is on top of the stack. */
  kept: unknown;
}

/** A call that has just begun. */
function frameOf(name: string, args: readonly unknown[]): Frame {
  return { function: name, args, locals: undefined, text: "", place: 0, kept: undefined };
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
  /**
   * Which places in the code are noted: of calls, or of steps as well. To note them is costly. `nothing`: a known history is
   * run again, and nobody looks at its operations.
   */
  watched: "nothing" | "calls" | "steps" = "calls";

  constructor(contextId: string) {
    this.stack = [frameOf(contextId, [])];
  }

  /** The function that runs. */
  get top(): Frame {
    const top = this.stack.at(-1);
    if (!top) throw new Error("a context without a function");
    return top;
  }

  /** Whether every function has declared its locals, so that the stack is all that the context remembers. */
  get declared(): boolean {
    return this.stack.every(({ locals }) => locals !== undefined);
  }

  /** Notes where in its code the running function stands; called from within its step or call. */
  notePlace(what: "call" | "step"): void {
    if (this.watched === "nothing" || (what === "step" && this.watched === "calls") || !this.declared) return;
    this.top.place = placeInCode(this.notePlace);
  }

  /** Ends the running function: the one that called it runs again. */
  leave(): void {
    this.stack.pop();
    this.top.kept = undefined;
    this.top.place = 0;
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
        return new Call(k.frames, frameOf(name, args), body.call(wrapped, k, ...args));
      };
    }
  }
  return wrapped as T;
}
