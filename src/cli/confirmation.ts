import {
  Machine,
  toPromela,
  transitionSystem,
  type MachineOptions,
  type Program,
  type TransitionSystem,
} from "../explore";
import { spinSearch } from "./spin";

/** What SPIN, as an independent search, says to a program that was exported for it. */
export interface Confirmation {
  /** What our own search found; null where the program is too large to be written out. */
  readonly states: number | null;
  readonly transitions: number | null;
  readonly fails: boolean | null;
  /** Whether SPIN found the same; null if nothing was compared. */
  readonly confirmed: boolean | null;
  /** What differs, or why nothing was compared; empty if all agrees. */
  readonly why: string;
}

/** Writes a program as Promela, lets SPIN visit its states, and compares states, steps and verdict. */
export async function confirmation(program: Program, options: MachineOptions = {}): Promise<Confirmation> {
  try {
    return await compared(transitionSystem(new Machine(program, options)));
  } catch (error) {
    return notCompared(error instanceof Error ? error.message : String(error));
  }
}

async function compared(system: TransitionSystem): Promise<Confirmation> {
  const { states, transitions, fails } = system;
  const promela = toPromela(system);
  const spin = await spinSearch(promela);
  if (spin === undefined) return notCompared("spin or gcc is not installed");
  const isVerdictEqual = hasDaemon(system) || (await spinFails(system, promela, spin.errors)) === fails;
  const differences = [
    ...(spin.states === states ? [] : [`SPIN found ${spin.states} states`]),
    ...(spin.transitions === transitions ? [] : [`SPIN took ${spin.transitions} steps`]),
    ...(isVerdictEqual ? [] : [`SPIN says that it ${fails ? "passes" : "fails"}`]),
  ];
  const why = differences.join(", ");
  return { states, transitions, fails, confirmed: differences.length === 0, why };
}

function notCompared(why: string): Confirmation {
  return { states: null, transitions: null, fails: null, confirmed: null, why };
}

/**
 * SPIN has no word for a daemon, which may stop anywhere and yet go on from there: with one in the program, an
 * execution that hangs is no invalid end state to it, and only states and steps can be compared.
 */
function hasDaemon({ machine }: TransitionSystem): boolean {
  return machine.contexts.some(({ daemon }) => daemon === true);
}

async function spinFails(system: TransitionSystem, promela: string, errors: number): Promise<boolean> {
  if (errors > 0 || system.failingEnds.length === 0) return errors > 0;
  return ((await spinSearch(promela, { defines: ["ENDS"] }))?.errors ?? 0) > 0;
}
