import type { Machine } from "../../kernel";
import { stepsCommute } from "../commutation";
import type { DataRace } from "./access";
import { racesAtOnce } from "./atOnce";
import { unorderedAccesses } from "./unordered";

/** How many states are visited at most in the search for data races. */
const RACE_STATES = 1_000_000;
/** More executions than this take longer than the states. */
const RACE_EXECUTIONS = 20_000;

/** The data races of a program. */
export interface Races {
  readonly races: readonly DataRace[];
  /** Executions or states that were looked at; null for the other of the two. */
  readonly executions: number | null;
  readonly states: number | null;
  /** False if a limit was reached. */
  readonly exhaustive: boolean;
}

/**
 * Data races: two contexts access the same location, at least one access writes, at least one is plain C, and nothing orders
 * them, neither locks and other marked accesses nor the start of a context. All inequivalent executions are looked at.
 *
 * Where those are too many, or the order of independent steps matters, only the accesses that can happen at once are
 * found: reachable states in which both are the next steps of their contexts, as KCSAN reports them (kernel
 * documentation, dev-tools/kcsan). A program has a race of either kind exactly if it has one of the other (H.-J.
 * Boehm, S. V. Adve, PLDI 2008); races that only another race makes possible are then missing.
 */
export function dataRaces(machine: Machine, maxStates: number = RACE_STATES): Races {
  if (stepsCommute(machine)) {
    const found = unorderedAccesses(machine, RACE_EXECUTIONS);
    if (found) return { ...found, states: null, exhaustive: true };
  }
  return { ...racesAtOnce(machine, maxStates), executions: null };
}
