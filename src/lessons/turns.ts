import { formatSchedule, parseSchedule, Stepper, type Machine } from "../explore";
import type { Operation } from "../kernel";

/** How far a context runs: to its next meeting with another, or until it cannot go on. */
export type Far = "meeting" | "end";

/** More steps than this in one go mean that a context runs in a circle. */
const longestRun = 5000;

/**
 * Plays a challenge in strides that a person can count: a run of hundreds of steps in which a context is by itself is one
 * stride. What two contexts use is read off the nodes of their automata that are known, so the machine should have
 * been explored before.
 */
export class Turns {
  readonly #machine: Machine;
  readonly #uses: Uses;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#uses = usesIn(machine);
  }

  /** The schedule up to where there is something to decide: the steps that nobody else could have taken. */
  beginning(): string {
    const stepper = new Stepper(this.#machine);
    for (let count = 0; count < longestRun; count += 1) {
      const [only, ...others] = stepper.enabled();
      if (!only || others.length > 0 || only.choices > 1) break;
      stepper.take(only.context);
    }
    return this.#scheduleOf(stepper);
  }

  /**
   * Lets a context run on where `at` steps of a schedule are done; what came behind is cut off.
   *
   * @throws Error with one sentence if it cannot, or if the schedule does not fit
   */
  run(schedule: string, at: number, contextId: string, far: Far): string {
    const stepper = new Stepper(this.#machine);
    const { contexts } = this.#machine;
    for (const { context, choice } of parseSchedule(schedule, contexts)) {
      if (stepper.steps().length >= at) break;
      stepper.take(context, choice);
    }
    const context = contexts.findIndex(({ id }) => id === contextId);
    let refusal = stepper.refusal(context);
    if (refusal !== undefined) throw new Error(`${refusal}.`);
    for (let count = 0; refusal === undefined && count < longestRun; count += 1) {
      stepper.take(context);
      refusal = stepper.refusal(context);
      if (far === "meeting" && this.#meets(stepper, context)) break;
    }
    return this.#scheduleOf(stepper);
  }

  /** Whether the next step of a context is one that others can notice or disturb, and it holds no lock that keeps them out. */
  #meets(stepper: Stepper, context: number): boolean {
    const { operation, held } = this.#machine.node(stepper.state, context);
    if (!operation || held.length > 0) return false;
    const others = [...(this.#uses.get(slotOf(operation)) ?? [])].filter(([other]) => other !== context);
    return operation.kind === "read" ? others.some(([, changes]) => changes) : others.length > 0;
  }

  #scheduleOf(stepper: Stepper): string {
    return formatSchedule(stepper.choices(), this.#machine.contexts);
  }
}

/** The location that an operation is about: of one that frees, the life of its object. */
function slotOf({ slot, status }: Operation): number {
  return slot >= 0 ? slot : status;
}

/** For each location the contexts that use it, and whether they change it. */
type Uses = ReadonlyMap<number, ReadonlyMap<number, boolean>>;

function usesIn({ automata }: Machine): Uses {
  const uses = new Map<number, Map<number, boolean>>();
  automata.forEach(({ nodes }, context) => {
    for (const { operation } of nodes) {
      if (!operation || slotOf(operation) < 0) continue;
      const users = uses.get(slotOf(operation)) ?? new Map<number, boolean>();
      users.set(context, users.get(context) === true || operation.kind !== "read");
      uses.set(slotOf(operation), users);
    }
  });
  return uses;
}
