import { cellsOf, Machine, type MachineOptions, type Program, type State } from "../kernel";
import { describe, type ExecutionStep } from "./executionStep";
import { HappensBefore } from "./happensBefore";
import { isEnd, outcomeOf, type Outcome } from "./outcome";
import { formatSchedule, type Choice } from "./schedule";
import { Words } from "./words";

/** An object as the panel shows it. */
export interface ObjectView {
  readonly label: string;
  readonly struct: string;
  /** Undefined for static objects. */
  readonly status: "allocated" | "freed" | "not allocated" | undefined;
  /** The step that freed it. */
  readonly freedBy: { readonly n: number; readonly contextId: string } | undefined;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly ghost: boolean }[];
}

/** Memory of one choice, to go back over it. */
interface Taken {
  readonly choice: Choice;
  readonly before: State;
  readonly stepsBefore: number;
}

/** An execution under somebody's hands: forward by any context that can go, and back. */
export class Stepper {
  readonly machine: Machine;
  #state: State;
  #order: HappensBefore;
  readonly #words: Words;
  readonly #taken: Taken[] = [];
  readonly #steps: ExecutionStep[] = [];

  constructor(program: Program | Machine, options: MachineOptions = {}) {
    this.machine = program instanceof Machine ? program : new Machine(program, options);
    this.#state = this.machine.initial.slice();
    this.#order = new HappensBefore(this.machine.contexts.length);
    this.#words = new Words(this.machine);
  }

  /** The present state; not to be changed. */
  get state(): State {
    return this.#state;
  }

  /** Contexts that can take the next step, with what they would do and how many decisions there are. */
  enabled(): readonly {
    readonly context: number;
    readonly contextId: string;
    readonly function: string;
    readonly cText: string;
    readonly choices: number;
  }[] {
    if (this.machine.oopsed(this.#state)) return [];
    return this.machine.contexts.flatMap(({ id }, context) => {
      if (!this.machine.enabled(this.#state, context)) return [];
      const { operation, stack } = this.machine.node(this.#state, context);
      const choices = this.machine.choices(this.#state, context);
      const name = stack.at(-1)?.function ?? id;
      return [{ context, contextId: id, function: name, cText: operation?.text ?? "", choices }];
    });
  }

  /** Contexts that cannot go on, and why, in words. */
  blocked(): readonly { readonly context: number; readonly contextId: string; readonly why: string }[] {
    return this.machine.contexts.flatMap(({ id }, context) => {
      const why = this.#words.blocked(this.#state, context);
      return why === undefined ? [] : [{ context, contextId: id, why }];
    });
  }

  /** Why this choice cannot be taken now, as a sentence; undefined if it can. */
  refusal(context: number, choice?: number): string | undefined {
    const { machine } = this;
    const id = machine.contexts[context]?.id;
    if (id === undefined) return `there is no context number ${context}`;
    if (machine.oopsed(this.#state)) return `${id} cannot go on: an oops has ended the execution`;
    const { operation, finished } = machine.node(this.#state, context);
    if (!operation) return finished ? `${id} has finished` : `${id} has not been raised yet`;
    if (!machine.enabled(this.#state, context))
      return `${id} cannot go on: it ${this.#words.blocked(this.#state, context) ?? "waits"}`;
    const choices = machine.choices(this.#state, context);
    if (operation.kind === "choose" && choice === undefined)
      return `${id} needs a decision from 0 to ${choices - 1} here ("${operation.text}")`;
    if (operation.kind !== "choose" && choice !== undefined) return `${id} has nothing to decide here`;
    return choice !== undefined && choice >= choices ? `${id} has only ${choices} decisions here` : undefined;
  }

  /** Takes a step of the context with this id; throws the refusal as an error if it cannot. */
  step(contextId: string, choice?: number): readonly ExecutionStep[] {
    return this.take(
      this.machine.contexts.findIndex(({ id }) => id === contextId),
      choice,
    );
  }

  /** As `step`, by the context's number. Gives the operations done: one, and the silent ones behind it. */
  take(context: number, choice?: number): readonly ExecutionStep[] {
    const refusal = this.refusal(context, choice);
    if (refusal !== undefined) throw new Error(refusal);
    const stepsBefore = this.#steps.length;
    const taken = { context, ...(choice === undefined ? {} : { choice }) };
    this.#taken.push({ choice: taken, before: this.#state, stepsBefore });
    for (let going = true; going;) {
      const before = this.#state;
      const after = before.slice();
      const footprint: number[] = [];
      going = this.machine.operate(after, context, choice ?? 0, footprint);
      this.#state = after;
      const n = this.#steps.length + 1;
      this.#steps.push(
        describe(this.machine, this.#words, {
          n,
          choice: this.#taken.length - 1,
          silent: n > stepsBefore + 1,
          context,
          before,
          after,
          footprint,
          happensBefore: this.#order.add(n, context, footprint),
        }),
      );
    }
    return this.#steps.slice(stepsBefore);
  }

  /** Takes back the latest choice; false at the beginning. */
  back(): boolean {
    const latest = this.#taken.pop();
    if (!latest) return false;
    this.#state = latest.before;
    this.#steps.length = latest.stepsBefore;
    this.#order = this.#order.upTo(latest.stepsBefore);
    return true;
  }

  /** The operations so far. */
  steps(): readonly ExecutionStep[] {
    return [...this.#steps];
  }

  /** The choices so far. */
  choices(): readonly Choice[] {
    return this.#taken.map(({ choice }) => choice);
  }

  /** The choices so far as text. */
  schedule(): string {
    return formatSchedule(this.choices(), this.machine.contexts);
  }

  /** Whether the execution may end here. */
  ended(): boolean {
    return isEnd(this.machine, this.#state);
  }

  /** How the execution would be judged if it ended here. */
  outcome(): Outcome {
    return outcomeOf(this.machine, this.#state);
  }

  /** Every object with its values. */
  objects(): readonly ObjectView[] {
    return this.machine.program.world.handles.map((handle) => {
      const { label, struct, status } = handle.$object;
      const freeing = this.#steps.findLast(({ kind, object }) => kind === "kfree" && object === label);
      return {
        label,
        struct,
        status: this.#words.status(status, this.#state),
        freedBy: freeing && { n: freeing.n, contextId: freeing.contextId },
        fields: cellsOf(handle).map(({ field, slot, type }) => ({
          name: field,
          value: this.#words.value(slot, this.#state[slot] ?? 0),
          ghost: type.ghost,
        })),
      };
    });
  }
}
