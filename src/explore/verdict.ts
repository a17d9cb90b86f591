import type { MachineOptions, Violation } from "../kernel";
import type { Reduction } from "./dpor/reversals";
import type { Draw } from "./random";
import type { Outcome } from "./outcome";

/**
 * Ways to search; `auto` chooses one. `dpor` and `stateful` are exhaustive: the first counts executions, the second is faster.
 */
export type SearchName = "auto" | "dpor" | "stateful" | "bounded" | "random";

/** Where a search stops short; each that was reached is named in the verdict's bounds. */
export interface Limits {
  readonly executions?: number;
  readonly states?: number;
  /** Steps of one execution. */
  readonly steps?: number;
  /** Memory for states, in bytes. */
  readonly memory?: number;
  readonly milliseconds?: number;
  /** Preemptions of one execution, in the bounded search. */
  readonly preemptions?: number;
}

/** Something that can ask a search to stop, such as an AbortSignal. */
export interface Cancellation {
  readonly aborted: boolean;
}

/** What to search and how. */
export interface ExploreOptions extends MachineOptions {
  readonly search?: SearchName;
  readonly limits?: Limits;
  /** Seed of the random search. */
  readonly seed?: number;
  /** How the random search draws executions; `uniform` if absent. */
  readonly draw?: Draw;
  /**
   * False searches every interleaving, without any reduction: for counts that others count too. In search `dpor`, which
   * partial-order reduction; `optimal` if absent.
   */
  readonly reduction?: boolean | Reduction;
  /** Shows each violation by the execution with the fewest preemptions, then steps. That is a search of its own. */
  readonly shortest?: boolean;
  /** Told each outcome that has a violation as soon as it is found, with the execution that showed it first. */
  readonly onFailure?: (outcome: FoundOutcome) => void;
  /** False tells interchangeable contexts apart. */
  readonly symmetry?: boolean;
}

/** How far a running search is. */
export interface Progress {
  readonly executions: number | null;
  readonly states: number | null;
  readonly steps: number;
  /** Outcomes found so far that have a violation. */
  readonly failures: number;
}

/** One outcome with an execution that shows it. */
export interface FoundOutcome extends Outcome {
  /** Number of executions behind it, where the search knows it. */
  readonly count: number | null;
  readonly schedule: string;
}

/** A lock taken while another was held. */
export interface LockOrder {
  readonly held: string;
  readonly taken: string;
  readonly contextId: string;
  readonly function: string;
}

/** What a search found and what it covered. */
export interface Verdict {
  /** The search that was used. */
  readonly search: Exclude<SearchName, "auto">;
  /** What reductions it used, in words. */
  readonly reductions: readonly string[];
  /** True if every outcome that the program can have is there. */
  readonly exhaustive: boolean;
  /** Bounds that were reached; empty if exhaustive. */
  readonly bounds: Readonly<Record<string, number>>;
  readonly executions: number | null;
  /** Executions that were begun in vain, because an equivalent one had been explored: none in optimal mode. */
  readonly redundant: number | null;
  readonly states: number | null;
  /** Steps taken; in a stateful search without reduction, the transitions between states. */
  readonly steps: number;
  readonly milliseconds: number;
  readonly outcomes: readonly FoundOutcome[];
  /** Orders of locks that form a cycle: they can deadlock if the contexts meet. */
  readonly lockCycles: readonly (readonly LockOrder[])[];
}

/** Whether an outcome has a violation. */
export function fails({ violations }: { readonly violations: readonly Violation[] }): boolean {
  return violations.length > 0;
}
