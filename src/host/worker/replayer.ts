import type { ComparisonView, ExecutionView, OutcomeView, Setup, StepView } from "../../protocol";
import { parseSchedule, Stepper, type Choice } from "../../explore";
import { Machine } from "../../kernel";
import type { Library } from "./library";
import { contextsOf, endOf, objectsOf, outcomeView, Projection, statusesOf } from "./projection";
import type { Extension, Replayed, Run, Turn } from "./requests";

/** An execution that has been run, with the stepper at its end, so that a turn there costs one step. */
interface Shown {
  readonly key: string;
  readonly stepper: Stepper;
  readonly projection: Projection;
  readonly steps: StepView[];
}

/** What identifies the program of a setup. */
function programKey({ scenario, revision, without, irq, continueAfterOops }: Setup): string {
  return JSON.stringify([scenario, revision, without, irq, continueAfterOops]);
}

/** Runs schedules and turns, and remembers the machines: their automata make the next run quicker. */
export class Replayer {
  private readonly library: Library;
  private readonly machines = new Map<string, Machine>();
  private shown: Shown | null = null;

  constructor(library: Library) {
    this.library = library;
  }

  /** The machine of a setup. @throws Error with one sentence if there is none */
  machine(setup: Setup): Machine {
    const key = programKey(setup);
    const { irq, continueAfterOops } = setup;
    const machine =
      this.machines.get(key) ?? new Machine(this.library.program(setup), { irq, continueAfterOops });
    this.machines.set(key, machine);
    return machine;
  }

  /** The execution of a schedule, as far as it fits. @throws Error with one sentence if it is no schedule */
  replay({ setup, schedule }: Run): Replayed {
    const { view, misfit } = this.run(setup, schedule);
    const done = view.steps.length;
    const note =
      misfit === null ? "" : `The schedule fits ${setup.revision} for ${done} steps only: ${misfit}.`;
    return { execution: view, note };
  }

  /** The same schedule on another revision, as far as it goes. */
  compare({ setup, schedule, revision }: Run & { readonly revision: string }): ComparisonView {
    const own = this.run(setup, schedule).view;
    const other = this.run({ ...setup, revision, without: [] }, schedule, false);
    return { execution: other.view, parts: partingOf(own, other.view, other.misfit) };
  }

  /** Cuts an execution and lets a context take the next step. @throws the refusal as an Error */
  turn({ setup, schedule, at, context, choice }: Turn): Extension {
    if (this.shown?.key !== keyOf(setup, schedule)) this.replay({ setup, schedule });
    const { shown } = this;
    if (!shown) throw new Error("There is no execution to go on with.");
    const { stepper } = shown;
    const position = stepper.steps()[at - 1];
    const keptChoices = position === undefined ? 0 : position.choice + 1;
    while (stepper.choices().length > keptChoices) stepper.back();
    const keep = stepper.steps().length;
    const kept = shown.steps.slice(0, keep);
    const projection = new Projection(stepper, (step) => this.library.placeOf(setup.revision, step));
    const index = stepper.machine.contexts.findIndex(({ id }) => id === context);
    const steps = projection.take(index, choice ?? undefined);
    const now = stepper.schedule();
    this.shown = { key: keyOf(setup, now), stepper, projection, steps: [...kept, ...steps] };
    return { keep, steps, schedule: now, end: endOf(stepper), outcome: this.outcomeOf(stepper) };
  }

  private run(
    setup: Setup,
    schedule: string,
    show = true,
  ): { readonly view: ExecutionView; readonly misfit: string | null } {
    const machine = this.machine(setup);
    const stepper = new Stepper(machine);
    const projection = new Projection(stepper, (step) => this.library.placeOf(setup.revision, step));
    const [start, objects] = [statusesOf(stepper), objectsOf(stepper)];
    const steps: StepView[] = [];
    const misfit = follow(parseSchedule(schedule, machine.contexts), stepper, projection, steps);
    const text = stepper.schedule();
    if (show) this.shown = { key: keyOf(setup, text), stepper, projection, steps };
    const view: ExecutionView = {
      revision: setup.revision,
      scenario: setup.scenario,
      schedule: text,
      contexts: contextsOf(machine),
      objects,
      start,
      steps,
      end: endOf(stepper),
      outcome: this.outcomeOf(stepper),
      versions: this.library.versions,
      noReturn: null,
    };
    return { view, misfit };
  }

  private outcomeOf(stepper: Stepper): OutcomeView | null {
    return stepper.ended() ? outcomeView(stepper.outcome(), null, stepper.schedule()) : null;
  }
}

function keyOf(setup: Setup, schedule: string): string {
  return `${programKey(setup)} ${schedule}`;
}

/** Takes the choices as far as they fit; gives the reason why one did not. */
function follow(
  choices: readonly Choice[],
  stepper: Stepper,
  projection: Projection,
  steps: StepView[],
): string | null {
  for (const { context, choice } of choices) {
    const refusal = stepper.refusal(context, choice);
    if (refusal !== undefined) return refusal;
    steps.push(...projection.take(context, choice));
  }
  return null;
}

/** Where two executions part: the number of steps that are the same in both, and what comes then. */
export function partingOf(
  own: ExecutionView,
  other: ExecutionView,
  misfit: string | null,
): { readonly at: number; readonly why: string } | null {
  const same = own.steps.findIndex((step, i) => signature(own, step) !== signature(other, other.steps[i]));
  const at = same < 0 ? own.steps.length : same;
  const [mine, theirs] = [own.steps[at], other.steps[at]];
  if (!mine && !theirs) return null;
  if (!theirs)
    return {
      at,
      why: misfit === null ? `${other.revision} has ended here.` : `On ${other.revision} ${misfit}.`,
    };
  if (!mine) return { at, why: `${own.revision} has ended here; ${other.revision} goes on.` };
  const told = (view: ExecutionView, step: StepView): string =>
    `${view.contexts[step.context]?.id ?? ""} runs "${step.cText}" in ${step.function} on ${view.revision}`;
  return { at, why: `${told(own, mine)}; ${told(other, theirs)}.` };
}

function signature(view: ExecutionView, step: StepView | undefined): string {
  if (!step) return "";
  return `${view.contexts[step.context]?.id ?? ""}|${step.function}|${step.cText}|${step.operation}`;
}
