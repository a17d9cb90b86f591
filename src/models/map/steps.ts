import type { Program } from "../../kernel";
import { defaultLimits, Machine, Outcomes, ReducedSearch } from "../../explore";

/** A step that a model can take: in which function, standing for which C text. */
export interface ModelStep {
  readonly function: string;
  readonly cText: string;
  /** What it does: `read`, `spin_lock_irqsave`, ...; `local` touches no memory. */
  readonly kind: string;
}

/** The steps and calls that executions of some programs of one revision can take. */
export interface StepSet {
  readonly steps: readonly ModelStep[];
  /** `caller callee` for each call. */
  readonly calls: ReadonlySet<string>;
}

/** Walks all executions of the programs and gathers every step that occurs in one. */
export function collectSteps(programs: readonly Program[]): StepSet {
  const steps = new Map<string, ModelStep>();
  const calls = new Set<string>();
  for (const program of programs) {
    const machine = new Machine(program);
    const search = new ReducedSearch(machine, new Outcomes(machine), defaultLimits).run();
    while (!search.next().done);
    for (const { nodes } of machine.automata)
      for (const { operation, stack } of nodes) {
        const top = stack.at(-1);
        if (operation === undefined || top === undefined) continue;
        const { text, kind } = operation;
        steps.set(`${top.function} ${kind} ${text}`, { function: top.function, cText: text, kind });
        stack.forEach((frame, n) => {
          const caller = stack[n - 1];
          if (caller !== undefined) calls.add(`${caller.function} ${frame.function}`);
        });
      }
  }
  return { steps: [...steps.values()], calls };
}
