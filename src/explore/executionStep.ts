import { cellName, type Context, type Locals, type Machine, type Node, type State } from "../kernel";
import type { Words } from "./words";

/** A value that a step changed. */
export interface Change {
  /** `dio.refcount`; `dio` for its allocation; a context's id for its being raised. */
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** One operation of an execution, with all that explains it. */
export interface ExecutionStep {
  /** From 1, counting silent operations too. */
  readonly n: number;
  /** Index of the choice in the schedule that this operation belongs to. */
  readonly choice: number;
  /** Part of the step before it: no other context could have run between. */
  readonly silent: boolean;
  readonly context: number;
  readonly contextId: string;
  readonly function: string;
  readonly cText: string;
  /** The functions called, outermost first, with their locals before the step. */
  readonly stack: readonly {
    readonly function: string;
    readonly locals: Locals | undefined;
    readonly cText: string;
  }[];
  /** Name of the operation: `read`, `spin_lock`, `atomic_dec_and_test` … */
  readonly kind: string;
  /** Name of the object it used, such as `bio1`. */
  readonly object: string | undefined;
  /** The cell it used, as C names it. */
  readonly cell: string | undefined;
  /** The cell's value before and after. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The step in words: `refcount 2 → 1`. */
  readonly text: string;
  readonly changes: readonly Change[];
  /** Locks that the context holds after the step. */
  readonly locksHeld: readonly string[];
  /** Contexts that cannot go on after the step, and why. */
  readonly blocked: readonly { readonly contextId: string; readonly why: string }[];
  /** Contexts that can go on after the step, and what they would do. */
  readonly enabled: readonly {
    readonly contextId: string;
    readonly next: { readonly function: string; readonly cText: string };
  }[];
  /** Numbers of the steps right before it in the happens-before order: of its own context and of conflicting ones. */
  readonly happensBefore: readonly number[];
  /** The oops or other violation that it is, in words. */
  readonly violation: string | undefined;
}

/** What the machine did in one operation. */
export interface Operated {
  readonly n: number;
  readonly choice: number;
  readonly silent: boolean;
  readonly context: number;
  readonly before: State;
  readonly after: State;
  readonly footprint: readonly number[];
  readonly happensBefore: readonly number[];
}

/** Tells an operation in words and plain data. */
export function describe(machine: Machine, words: Words, operated: Operated): ExecutionStep {
  const { n, choice, silent, context, before, after, happensBefore } = operated;
  const { id: contextId } = machine.contexts[context] as Context;
  const node = machine.node(before, context);
  const { operation, stack } = node;
  const { slot = -1, cell } = operation ?? {};
  const changes = changesOf(machine, words, operated);
  const others = machine.contexts.map(({ id }, index) => ({ id, index }));
  const violation = newViolation(machine, before, after);
  return {
    n,
    choice,
    silent,
    context,
    contextId,
    function: stack.at(-1)?.function ?? contextId,
    cText: operation?.text ?? "",
    stack: stack.map(({ function: name, locals, text }) => ({ function: name, locals, cText: text })),
    kind: operation?.kind ?? "",
    object: operation?.object?.label,
    cell: cell && cellName(cell),
    before: slot < 0 ? undefined : words.value(slot, before[slot] ?? 0),
    after: slot < 0 ? undefined : words.value(slot, after[slot] ?? 0),
    text: inWords(words, node, before, changes, violation),
    changes,
    locksHeld: words.locksHeld(after, context),
    blocked: others.flatMap(({ id, index }) => {
      const why = machine.oopsed(after) ? undefined : words.blocked(after, index);
      return why === undefined ? [] : [{ contextId: id, why }];
    }),
    enabled: others.flatMap(({ id, index }) => {
      if (machine.oopsed(after) || !machine.enabled(after, index)) return [];
      const next = machine.node(after, index);
      const name = next.stack.at(-1)?.function ?? id;
      return [{ contextId: id, next: { function: name, cText: next.operation?.text ?? "" } }];
    }),
    happensBefore,
    violation,
  };
}

function changesOf(
  machine: Machine,
  words: Words,
  { context, before, after, footprint }: Operated,
): readonly Change[] {
  const own = machine.node(before, context).operation?.slot;
  const written = footprint.flatMap((use) => (use % 2 === 1 || use >> 1 === own ? [use >> 1] : []));
  return [...new Set(written)]
    .filter((slot) => slot !== machine.violationSlot && before[slot] !== after[slot])
    .map((slot) => ({
      path: words.path(slot),
      from: words.value(slot, before[slot] ?? 0),
      to: words.value(slot, after[slot] ?? 0),
    }));
}

function newViolation(machine: Machine, before: State, after: State): string | undefined {
  const known = machine.violations(before);
  const found = machine.violations(after).find((violation) => !known.includes(violation));
  return found && `${found.kind}: ${found.object}`;
}

function inWords(
  words: Words,
  { operation }: Node,
  before: State,
  changes: readonly Change[],
  violation: string | undefined,
): string {
  if (violation !== undefined) return violation;
  const [change] = changes;
  const { cell, slot = -1, kind = "" } = operation ?? {};
  if (change) {
    const name = cell && change.path.endsWith(`.${cell.field}`) ? cell.field : change.path;
    return `${name} ${change.from} → ${change.to}`;
  }
  if (cell && slot >= 0) {
    const verb = operation?.effect.access !== "read" ? "stays" : "is";
    return `${cell.field} ${verb} ${words.value(slot, before[slot] ?? 0)}`;
  }
  return kind;
}
