import { formatSchedule, parseSchedule, Stepper, type Machine } from "../explore";
import type { State } from "../kernel";

/** How far a context runs: to its next meeting with another, or until it cannot go on. */
export type Far = "meeting" | "end";

/** More steps than this in one go mean that a context runs in a circle. */
const longestRun = 5000;

/**
 * Plays a challenge in strides that a person can count: a run of hundreds of steps in which a context is by itself is one
 * stride. It ends before a step that another context, if it ran on from there alone, could disturb or notice; so a lock that
 * is held keeps strides long, and a step on an object that somebody else can free by now is a meeting.
 */
export class Turns {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
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
      if (far === "meeting" && refusal === undefined && this.#meets(stepper.state, context)) break;
    }
    return this.#scheduleOf(stepper);
  }

  /** Whether the next step of a context conflicts with what another one would do from here by itself. */
  #meets(state: State, context: number): boolean {
    const own: number[] = [];
    this.#machine.step(state.slice(), context, 0, own);
    return this.#machine.contexts.some((_, other) => other !== context && this.#conflicts(state, other, own));
  }

  /** Whether a context that runs alone uses a location that was used, one of the two writing. Uses are those of `Machine.useOf`. */
  #conflicts(from: State, context: number, uses: readonly number[]): boolean {
    const machine = this.#machine;
    const state = from.slice();
    for (let count = 0; count < longestRun; count += 1) {
      if (machine.oopsed(state) || !machine.enabled(state, context)) return false;
      const theirs: number[] = [];
      machine.step(state, context, 0, theirs);
      const isMet = theirs.some((use) =>
        uses.some((own) => use >> 1 === own >> 1 && ((use | own) & 1) === 1),
      );
      if (isMet) return true;
    }
    return false;
  }

  #scheduleOf(stepper: Stepper): string {
    return formatSchedule(stepper.choices(), this.#machine.contexts);
  }
}
