import type { ComparisonView, ExecutionView, OutcomeView, Setup, StepView } from "../../protocol";
import { Guide, parseSchedule, Stepper, type Choice } from "../../explore";
import { Machine } from "../../kernel";
import type { Library } from "./library";
import { contextsOf, endOf, objectsOf, outcomeView, Projection, statusesOf } from "./projection";
import type { Extension, Replayed, Run, Turn } from "./requests";
import { programKey } from "./programKey";
import { Remembered } from "./remembered";

/** Machines that are kept: their automata are what makes the next run quick, and what takes memory. */
const MOST_MACHINES = 24;

/** An execution that has been run, with the stepper at its end, so that a turn there costs one step. */
interface Shown {
  readonly key: string;
  readonly stepper: Stepper;
  readonly steps: readonly StepView[];
}

/** The parts of an execution's view that are known before its first step. */
type Opening = Pick<ExecutionView, "revision" | "scenario" | "versions" | "contexts" | "objects" | "start">;

/** Runs schedules and turns, and remembers the machines: their automata make the next run quicker. */
export class Replayer {
  readonly #library: Library;
  readonly #machines = new Remembered<Machine>(MOST_MACHINES);
  #shown: Shown | null = null;

  constructor(library: Library) {
    this.#library = library;
  }

  /** The machine of a setup. @throws Error with one sentence if there is none */
  machine(setup: Setup): Machine {
    const { irq, continueAfterOops } = setup;
    return this.#machines.get(
      programKey(setup),
      () => new Machine(this.#library.program(setup), { irq, continueAfterOops }),
    );
  }

  /** The execution of a schedule, as far as it fits. @throws Error with one sentence if it is no schedule */
  replay({ setup, schedule }: Run): Replayed {
    const { view, misfit } = this.#run(setup, schedule);
    const done = view.steps.length;
    const note =
      misfit === null ? "" : `The schedule fits ${setup.revision} for ${done} steps only: ${misfit}.`;
    return { execution: view, note };
  }

  /** Another revision that follows the same schedule, switch by switch, and then goes on to its end. */
  compare({ setup, schedule, revision }: Run & { readonly revision: string }): ComparisonView {
    const own = this.#run(setup, schedule).view;
    const besideSetup: Setup = { ...setup, revision, without: [] };
    const stepper = new Stepper(this.machine(besideSetup));
    const projection = new Projection(stepper);
    const opening = this.#opening(besideSetup, stepper);
    const original = own.steps.map((step) => ({
      ...step,
      contextId: own.contexts[step.context]?.id ?? "",
    }));
    const take = (context: number, choice: number | undefined) => projection.take(context, choice);
    const { steps, parts } = new Guide(original, stepper, take).follow();
    const execution = this.#view(besideSetup, opening, stepper, steps);
    const held = parts && { at: parts.at, why: `On ${revision} ${parts.why}.` };
    return { execution, parts: held ?? partingOf(own, execution) };
  }

  /** Cuts an execution and lets a context take the next step. @throws the refusal as an Error */
  turn({ setup, schedule, at, context, choice }: Turn): Extension {
    if (this.#shown?.key !== keyOf(setup, schedule)) this.replay({ setup, schedule });
    const shown = this.#shown;
    if (!shown) throw new Error("There is no execution to go on with.");
    const { stepper } = shown;
    const position = stepper.steps()[at - 1];
    const keptChoices = position === undefined ? 0 : position.choice + 1;
    while (stepper.choices().length > keptChoices) stepper.back();
    const keep = stepper.steps().length;
    const kept = shown.steps.slice(0, keep);
    const projection = new Projection(stepper);
    const index = stepper.machine.contexts.findIndex(({ id }) => id === context);
    const steps = projection.take(index, choice ?? undefined);
    const now = stepper.schedule();
    this.#shown = { key: keyOf(setup, now), stepper, steps: [...kept, ...steps] };
    return { keep, steps, schedule: now, end: endOf(stepper), outcome: this.#outcomeOf(setup, stepper) };
  }

  #run(setup: Setup, schedule: string): { readonly view: ExecutionView; readonly misfit: string | null } {
    const machine = this.machine(setup);
    const stepper = new Stepper(machine);
    const projection = new Projection(stepper);
    const opening = this.#opening(setup, stepper);
    const steps: StepView[] = [];
    const misfit = follow(parseSchedule(schedule, machine.contexts), stepper, projection, steps);
    const view = this.#view(setup, opening, stepper, steps);
    this.#shown = { key: keyOf(setup, view.schedule), stepper, steps };
    return { view, misfit };
  }

  /** What an execution's view says before its first step. */
  #opening({ revision, scenario }: Setup, stepper: Stepper): Opening {
    const { versions } = this.#library;
    const contexts = contextsOf(stepper.machine);
    return {
      revision,
      scenario,
      versions,
      contexts,
      objects: objectsOf(stepper),
      start: statusesOf(stepper),
    };
  }

  #view(setup: Setup, opening: Opening, stepper: Stepper, steps: readonly StepView[]): ExecutionView {
    const end = { end: endOf(stepper), outcome: this.#outcomeOf(setup, stepper), noReturn: null };
    return { ...opening, ...end, steps, schedule: stepper.schedule() };
  }

  #outcomeOf(setup: Setup, stepper: Stepper): OutcomeView | null {
    if (!stepper.ended()) return null;
    return outcomeView(stepper.outcome(), null, stepper.schedule(), (violations) =>
      this.#library.findings(setup, violations),
    );
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

/** Where two executions that switch alike part: before the first violation that only one of them has. */
function partingOf(own: ExecutionView, other: ExecutionView): ComparisonView["parts"] {
  const kinds = (view: ExecutionView): ReadonlySet<string> =>
    new Set(view.steps.flatMap((step) => step.violations.map(({ kind, object }) => `${kind}: ${object}`)));
  const [mine, theirs] = [kinds(own), kinds(other)];
  const only = own.steps.find((step) =>
    step.violations.some(({ kind, object }) => !theirs.has(`${kind}: ${object}`)),
  );
  if (only) {
    const [violation] = only.violations;
    const ends = other.outcome?.title ?? "goes on";
    return {
      at: only.n - 1,
      why: `${own.revision}: ${violation?.kind ?? ""} of ${violation?.object ?? ""} in ${only.function}; ${other.revision}: ${ends}.`,
    };
  }
  const [extra] = [...theirs].filter((kind) => !mine.has(kind));
  return extra === undefined ? null : { at: own.steps.length, why: `Only ${other.revision} has ${extra}.` };
}
