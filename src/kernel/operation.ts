import type { Effect } from "./effect";
import type { AnyHandle, Cell, ObjectInfo } from "./struct";

/** What must never happen (design contract of `explore`). The first four are oopses: the kernel stops there. */
export type ViolationKind =
  | "use-after-free"
  | "double-free"
  | "bug"
  | "null-dereference"
  | "double-completion"
  | "hang"
  | "deadlock"
  | "livelock"
  | "sleep-in-atomic"
  | "leak";

/** One atomic action of one context, before it happens. */
export interface Operation {
  /** What it does, as the panel and traces name it: `read`, `spin_lock_irqsave`, `atomic_dec_and_test` … */
  readonly kind: string;
  readonly effect: Effect;
  /** The cell it uses, if any. */
  readonly cell: Cell<unknown> | undefined;
  /** The object it uses: the cell's, or the one that is freed. */
  readonly object: ObjectInfo | undefined;
  /** Slot of the location it uses; -1 for none or for a null pointer's. */
  readonly slot: number;
  /** Slot that must say "allocated"; -1 where nothing is to be checked. */
  readonly status: number;
  /** Value written, added or compared; number of choices. */
  readonly operand: number;
  /** Second value: what cmpxchg() puts in. */
  readonly second: number;
  /** Further slots: statuses of a pool, contexts that may be raised. */
  readonly slots: readonly number[];
  /** The C text it stands for, blanks as one. */
  readonly text: string;
  /** Part of the step before it: no other context runs between. */
  readonly silent: boolean;
  /** A plain C access, which a data race can be found on; atomics, locks and volatile accesses are marked. */
  readonly plain: boolean;
  /** What is recorded when the operation is reached. */
  readonly violation: { readonly kind: ViolationKind; readonly object: string } | undefined;
  /** Condition of an `await`, on the value of the cell. */
  readonly condition: ((value: number) => boolean) | undefined;
}

/** What a generator of the model gives back to the machine, and what it returns when done. */
export type Step<R> = Generator<Operation, R, number>;

/** A value that can be passed to a function of the model or kept in its locals. */
export type Value = number | boolean | string | AnyHandle | undefined;
