import type { Setup } from "../../protocol";
import { parseSchedule, Stepper, type Choice, type ExecutionStep } from "../../explore";
import { isHandle, type Machine } from "../../kernel";
import { programKey } from "./programKey";
import type { Inspection, InspectedFrame, Position } from "./requests";

/** A stepper that stands somewhere in an execution, and the choices of the whole of it. */
interface Standing {
  readonly key: string;
  readonly schedule: string;
  readonly stepper: Stepper;
  readonly choices: readonly Choice[];
}

/** Looks at the call stacks of all contexts at any position of an execution; neighbouring positions cost a step each. */
export class Inspector {
  readonly #machineOf: (setup: Setup) => Machine;
  #standing: Standing | null = null;

  constructor(machineOf: (setup: Setup) => Machine) {
    this.#machineOf = machineOf;
  }

  /** The stacks after `at` steps. @throws Error with one sentence if the schedule is none */
  inspect({ setup, schedule, at }: Position): Inspection {
    const { stepper, choices } = this.#standAt(setup, schedule);
    while (stepper.steps().length > at && stepper.back());
    let inside: ExecutionStep | undefined;
    while (stepper.steps().length < at) {
      const choice = choices[stepper.choices().length];
      if (!choice) break;
      stepper.take(choice.context, choice.choice);
      if (stepper.steps().length <= at) continue;
      // The position is in the middle of one step: its context stands before the next operation, the others before the step.
      inside = stepper.steps()[at];
      stepper.back();
      break;
    }
    const { machine, state } = stepper;
    return machine.contexts.map((_, context) => {
      const stack = inside?.context === context ? inside.stack : framesOf(machine, state, context);
      return stack.map(({ function: name, cText, locals }): InspectedFrame => ({
        function: name,
        cText,
        locals: Object.entries(locals ?? {}).map(([local, value]) => ({ name: local, value: textOf(value) })),
      }));
    });
  }

  #standAt(setup: Setup, schedule: string): Standing {
    const key = programKey(setup);
    const machine = this.#machineOf(setup);
    const standing = this.#standing;
    if (standing?.key === key && standing.schedule === schedule) return standing;
    const choices = parseSchedule(schedule, machine.contexts);
    const stepper = standing?.key === key ? standing.stepper : new Stepper(machine);
    const taken = stepper.choices();
    const differs = taken.findIndex(
      ({ context, choice }, n) => choices[n]?.context !== context || choices[n]?.choice !== choice,
    );
    const common = differs < 0 ? taken.length : differs;
    while (stepper.choices().length > common) stepper.back();
    this.#standing = { key, schedule, stepper, choices };
    return this.#standing;
  }
}

function framesOf(machine: Machine, state: Stepper["state"], context: number): ExecutionStep["stack"] {
  return machine
    .node(state, context)
    .stack.map(({ function: name, locals, text }) => ({ function: name, locals, cText: text }));
}

function textOf(value: unknown): string {
  if (!isHandle(value)) return String(value);
  return value.$object.address === 0 ? "NULL" : value.$object.label;
}
