import {
  fingerprint,
  parseSchedule,
  pointOfNoReturn,
  signature,
  Stepper,
  type PointOfNoReturn,
} from "../../explore";
import type { Machine } from "../../kernel";
import type { NoReturn } from "./requests";

/** Finds the step after which every continuation of a schedule fails, says it in words, and which model that is. */
export function noReturnOf(machine: Machine, schedule: string): NoReturn {
  const stepper = new Stepper(machine);
  const taken = [];
  for (const choice of parseSchedule(schedule, machine.contexts)) {
    if (stepper.refusal(choice.context, choice.choice) !== undefined) break;
    stepper.take(choice.context, choice.choice);
    taken.push(choice);
  }
  const stepOf = (choice: number): number =>
    stepper.steps().find((step) => step.choice === choice && !step.silent)?.n ?? 0;
  const model = fingerprint(machine, stepper.steps().map(signature));
  return { ...inWords(pointOfNoReturn(machine, taken), stepOf), model };
}

function inWords(point: PointOfNoReturn, stepOf: (choice: number) => number): Omit<NoReturn, "model"> {
  switch (point.kind) {
    case "choice": {
      const step = stepOf(point.choice);
      return { step, words: `After step ${step} every order fails; before it, one still ends well.` };
    }
    case "lost from the start":
      return { step: 0, words: "Every order fails, from the start." };
    case "not lost":
      return { step: null, words: "" };
    case "unknown":
      // The search looked at the states backwards and gave up at the state before this choice.
      return {
        step: null,
        words: `The point of no return is at step ${stepOf(point.atOrBefore)} or before: there is too much to search.`,
      };
  }
}
