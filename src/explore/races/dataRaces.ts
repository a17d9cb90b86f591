import type { Machine } from "../../kernel";
import { hasFewContexts, stepsCommute } from "../commutation";
import type { Cancellation, Limits } from "../verdict";
import { keyOf, type Races } from "./access";
import { searchAtOnce } from "./atOnce";
import { searchUnordered } from "./unordered";

/** How many states are visited at most in the search for data races. */
const RACE_STATES = 1_000_000;
/** More executions than this take longer than the states. */
const RACE_EXECUTIONS = 20_000;
/** Steps that an execution may have, for that. */
const LONG = 5000;

/**
 * Data races: two contexts access the same location, at least one access writes, at least one is plain C, and nothing orders
 * them, neither locks and other marked accesses nor the start of a context. All inequivalent executions are looked at.
 * Where an interrupt hits one CPU only (`MachineOptions.irq`), it can come in the midst of an access of a task there, unless
 * the task has turned interrupts off; interrupts of one CPU are ordered.
 *
 * Where the executions are too many, only the accesses that can happen at once are found: reachable states in which both
 * are the next steps of their contexts, as KCSAN reports them (kernel documentation, dev-tools/kcsan). A program has a race
 * of either kind exactly if it has one of the other (H.-J. Boehm, S. V. Adve, PLDI 2008), unless interrupts hit one CPU
 * only; races that only another race makes possible are then missing.
 *
 * `limits` are those of `explore` that apply: executions, states, milliseconds. Stops soon after `signal` is aborted.
 */
export function dataRaces(machine: Machine, limits: Limits = {}, signal?: Cancellation): Races {
  const search = searchRaces(machine, limits);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
    if (signal?.aborted) return { ...value, bounds: { cancelled: 1 }, exhaustive: false };
  }
}

/** Gives what was found so far every few hundred steps. */
function* searchRaces(machine: Machine, limits: Limits): Generator<Races, Races> {
  const started = Date.now();
  const { executions = RACE_EXECUTIONS, states = RACE_STATES, milliseconds = Infinity } = limits;
  const along = hasFewContexts(machine)
    ? yield* searchUnordered(machine, { executions, milliseconds, steps: LONG })
    : undefined;
  const tooMany = along === undefined || "executions" in along.bounds || "steps" in along.bounds;
  if (!tooMany && (stepsCommute(machine) || !along.exhaustive)) return along;
  const left = milliseconds - (Date.now() - started);
  const found = yield* searchAtOnce(machine, { states, milliseconds: left });
  // The bound that is told is the one that was asked for, not what the first search has left of it.
  const atOnce = "milliseconds" in found.bounds ? { ...found, bounds: { milliseconds } } : found;
  if (tooMany) return atOnce;
  // Which of them can happen at once is not told by one execution where an interrupt keeps a task from going on.
  const known = atOnce.races.map(keyOf);
  const others = along.races.filter((race) => !known.includes(keyOf(race)));
  const races = [...atOnce.races, ...others.map((race) => ({ ...race, atOnce: false }))];
  return { ...atOnce, races, executions: along.executions };
}
