import type { Kernel } from "./kernel";
import type { Step, ViolationKind } from "./operation";
import type { AnyHandle, Cell } from "./struct";
import type { Log } from "./field";
import type { World } from "./world";
import type { Task } from "./task";

/** What runs: a task, or an interrupt on a CPU. */
export interface Context {
  /** Name of this very context: `submitter`, `bio0`. */
  readonly id: string;
  /** Name in schedules: `s`, `b0`. */
  readonly short: string;
  /** Name of its like, in violations: `submitter`, `bio`. */
  readonly class: string;
  readonly kind: "task" | "interrupt";
  /** The CPU it runs on; matters for interrupts that hit one CPU only. */
  readonly cpu: number;
  /** Need not finish: it may stop at any time, and nobody misses it. */
  readonly daemon?: boolean;
  /** False if it runs only after somebody raised it. Default: tasks are runnable at the start, interrupts are not. */
  readonly runnable?: boolean;
  /**
   * Contexts of one group are interchangeable: the same body function, no object of their own. The search then need
   * not tell them apart. `raise(group)` starts the first that is not started.
   */
  readonly group?: string;
  /** The task that the context is; needed by contexts that sleep or can be woken. */
  readonly task?: Task;
  /** The code. */
  readonly body: (k: Kernel) => Step<unknown>;
}

/** Something that must not happen, and where it did. */
export interface Violation {
  readonly kind: ViolationKind;
  /** Struct of the object, or what else it is about. */
  readonly object: string;
  /** Class of the context. */
  readonly context: string;
  readonly contextId: string;
  readonly function: string;
  readonly cText: string;
}

/** What a program's end looks like to a person; plain data. `notes` are not compared; `count` and `schedule` are the explorer's. */
export interface Observation {
  readonly violations?: readonly Violation[];
  readonly notes?: readonly string[];
  readonly [name: string]: unknown;
}

/** The state at the end of an execution, as `observe` sees it. */
export interface FinalView {
  /** The value of a cell, also of a freed object. */
  read<T>(cell: Cell<T>): T;
  /** The numbers of a log. */
  log(cell: Cell<Log>): readonly number[];
  /** Objects that kmalloc() gave out and nobody freed. */
  allocated(): readonly AnyHandle[];
  /** Whether a context has finished. */
  finished(contextId: string): boolean;
  /** Whether every context that was started and is not a daemon has finished. */
  readonly complete: boolean;
  /** What was recorded on the way, and hangs. */
  readonly violations: readonly Violation[];
}

/** A closed world with everything that runs in it. */
export interface Program {
  readonly name: string;
  readonly world: World;
  readonly contexts: readonly Context[];
  /** What two executions are compared by when they end without an oops; nothing but their violations if absent. */
  readonly observe?: (view: FinalView) => Observation;
}

/** Kinds of violation after which the kernel cannot go on. */
export const oopsKinds: ReadonlySet<ViolationKind> = new Set([
  "use-after-free",
  "double-free",
  "bug",
  "null-dereference",
]);
