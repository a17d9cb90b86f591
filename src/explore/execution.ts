import { Machine, type MachineOptions, type Program } from "../kernel";
import { isEnd, outcomeOf, type Outcome } from "./outcome";
import { parseSchedule, type Schedule } from "./schedule";
import { Stepper } from "./stepper";
import type { ExecutionStep } from "./executionStep";

/** One execution, from the first step to its end or to the end of its schedule. */
export interface Execution {
  readonly steps: readonly ExecutionStep[];
  readonly schedule: Schedule;
  readonly outcome: Outcome;
  /**
   * `complete`: everybody who has to finish has; `oops`; `stuck`: somebody cannot; `schedule ended`: the choices ran out
   * before; `schedule does not fit`: the next choice was not possible, `misfit` says why.
   */
  readonly end: "complete" | "oops" | "stuck" | "schedule ended" | "schedule does not fit";
  readonly misfit?: string;
}

/** Runs a schedule as far as it goes. The same program and schedule give the same execution for ever. */
export function runSchedule(
  program: Program | Machine,
  schedule: Schedule | string,
  options: MachineOptions = {},
): Execution {
  const machine = program instanceof Machine ? program : new Machine(program, options);
  const choices = typeof schedule === "string" ? parseSchedule(schedule, machine.contexts) : schedule;
  const stepper = new Stepper(machine);
  let misfit: string | undefined;
  for (const { context, choice } of choices) {
    misfit = stepper.refusal(context, choice);
    if (misfit !== undefined) break;
    stepper.take(context, choice);
  }
  const { state } = stepper;
  return {
    steps: stepper.steps(),
    schedule: stepper.choices(),
    outcome: outcomeOf(machine, state),
    end: misfit === undefined ? endOf(machine, stepper) : "schedule does not fit",
    ...(misfit === undefined ? {} : { misfit }),
  };
}

function endOf(machine: Machine, { state }: Stepper): Execution["end"] {
  if (machine.oopsed(state)) return "oops";
  if (!isEnd(machine, state)) return "schedule ended";
  const finished = machine.contexts.every(
    ({ daemon }, n) => daemon === true || machine.node(state, n).operation === undefined,
  );
  return finished ? "complete" : "stuck";
}
