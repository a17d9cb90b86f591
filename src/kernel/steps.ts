import { nothing, bug, choice, type Effect } from "./effect";
import { Frames, type Locals } from "./frames";
import type { Operation, Step, ViolationKind } from "./operation";
import type { Context } from "./program";
import { isHandle, type AnyHandle, type AnyStruct, type Cell } from "./struct";
import type { Task } from "./task";
import type { World } from "./world";

/** The parts of an operation that a step method sets; the others have plain defaults. */
export type OperationParts = Partial<Operation> & Pick<Operation, "kind" | "effect" | "text">;

/** What stands behind a kernel: the world and the context whose code runs. */
export interface Surroundings {
  readonly world: World;
  readonly context: Context;
  /** State slots of the contexts that have this id or belong to this group. */
  readonly contextSlots: (name: string) => readonly number[];
  /** Whether it is a step that the context begins: an interrupt takes its CPU before it does anything there. */
  readonly entry: boolean;
}

const NO_SLOTS: readonly number[] = [];

/** What a history that is run again gives for its operations. */
const PASSED: Operation = {
  kind: "passed",
  effect: nothing,
  cell: undefined,
  object: undefined,
  slot: -1,
  status: -1,
  operand: 0,
  second: 0,
  slots: NO_SLOTS,
  text: "",
  silent: false,
  plain: false,
  violation: undefined,
  condition: undefined,
};

/** Steps that touch no memory, and what the other layers are made of. */
export class Steps {
  readonly frames: Frames;
  protected readonly world: World;
  protected readonly surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.world = surroundings.world;
    this.frames = new Frames(surroundings.context.id);
  }

  /** The running task (`current`). */
  get current(): Task {
    const { task, id } = this.surroundings.context;
    if (!task) throw new Error(`the context ${id} has no task: give it one to sleep with`);
    return task;
  }

  /** Declares all that the function remembers from one step to the next; to read or write it is no step. */
  locals<L extends Locals>(locals: L): L {
    return this.frames.declare(locals);
  }

  /** The interrupt takes its CPU: from here on the tasks there stand still. */
  *enter_interrupt(): Step<void> {
    yield this.operation({ kind: "enter_interrupt", effect: nothing, text: "" });
  }

  /** A statement that touches no shared memory: shown, but no scheduling point. */
  *local(text: string): Step<void> {
    yield this.operation({ kind: "local", effect: nothing, text, silent: true });
  }

  /** BUG(). `about` is the object that is found wrong, for the violation; the function if there is none. */
  *BUG(text: string, about?: AnyHandle): Step<void> {
    yield this.operation({ kind: "BUG", effect: bug, text, object: about?.$object });
  }

  /** BUG_ON() of a condition over locals. */
  *BUG_ON(condition: boolean, text: string, about?: AnyHandle): Step<void> {
    if (condition) yield* this.BUG(text, about);
    else yield* this.local(text);
  }

  /** A full barrier: recorded, but without effect under sequential consistency. */
  *smp_mb(text: string): Step<void> {
    yield this.operation({ kind: "smp_mb", effect: nothing, text, silent: true });
  }

  /** A write barrier, as `smp_mb`. */
  *smp_wmb(text: string): Step<void> {
    yield this.operation({ kind: "smp_wmb", effect: nothing, text, silent: true });
  }

  /** A read barrier, as `smp_mb`. */
  *smp_rmb(text: string): Step<void> {
    yield this.operation({ kind: "smp_rmb", effect: nothing, text, silent: true });
  }

  /** A decision of the environment: gives 0 … count - 1, each in some execution. */
  *choose(count: number, text: string): Step<number> {
    return yield this.operation({ kind: "choose", effect: choice, operand: count, text });
  }

  /** Records a violation after which the execution goes on; part of the step before it. */
  *violation(kind: ViolationKind, object: AnyHandle | AnyStruct | string, text: string): Step<void> {
    const name = typeof object === "string" ? object : isHandle(object) ? object.$object.struct : object.name;
    yield this.operation({
      kind: "violation",
      effect: nothing,
      text,
      silent: true,
      violation: { kind, object: name },
    });
  }

  /** Builds an operation of the running context. */
  protected operation(parts: OperationParts): Operation {
    const { frames } = this;
    if (frames.watched === "nothing") return PASSED;
    frames.top.text = parts.text;
    frames.notePlace("step");
    const { cell } = parts;
    return {
      kind: parts.kind,
      effect: parts.effect,
      cell,
      object: parts.object ?? cell?.object,
      slot: parts.slot ?? cell?.slot ?? -1,
      status: parts.status ?? (cell && !cell.type.ghost ? cell.object.status : -1),
      operand: parts.operand ?? 0,
      second: parts.second ?? 0,
      slots: parts.slots ?? NO_SLOTS,
      text: parts.text,
      silent: parts.silent ?? false,
      plain: parts.plain ?? false,
      violation: parts.violation,
      condition: parts.condition,
    };
  }

  /** An operation on one cell. */
  protected on(
    cell: Cell<unknown>,
    kind: string,
    effect: Effect,
    text: string,
    operand = 0,
    second = 0,
  ): Operation {
    return this.operation({ kind, effect, text, cell, operand, second });
  }

  /** An ordinary C access to a cell, on which a data race can be found. */
  protected plain(cell: Cell<unknown>, kind: string, effect: Effect, text: string, operand = 0): Operation {
    return this.operation({ kind, effect, text, cell, operand, plain: !cell.type.ghost });
  }
}
