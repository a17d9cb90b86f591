import { START, type Machine, type Operation, type State, type Violation } from "../../kernel";
import { isEnd, outcomeOf } from "../outcome";
import { StateStore } from "../stateStore";
import { fails } from "../verdict";
import { restingNodes } from "./resting";
import { RuleBook, type Rule } from "./rules";
import { masksAround, maskSlot, slotValue } from "./slotValues";

/** How many states a program that is exported may have. */
const EXPORT_STATES = 2_000_000;

/** A program as guarded commands: what another model checker needs to know of it. */
export interface TransitionSystem {
  readonly machine: Machine;
  readonly rules: readonly Rule[];
  /** Slots of the state that some rule writes; all others never change. */
  readonly slots: readonly number[];
  /** What can be recorded on the way; rules name these by index. */
  readonly violations: readonly Violation[];
  /** Values of `slots` in states where every context has finished, or seems not to be raised, and yet the outcome has a violation. */
  readonly failingEnds: readonly (readonly number[])[];
  /** Whether an execution can end with a violation. */
  readonly fails: boolean;
  /** Reachable states, the initial one among them. */
  readonly states: number;
  /** Steps between them. */
  readonly transitions: number;
}

/**
 * Visits every state of a program, without reduction, and writes down what each step does. Throws if there are more than
 * `maxStates`.
 */
export function transitionSystem(machine: Machine, maxStates: number = EXPORT_STATES): TransitionSystem {
  const store = new StateStore(machine.initial.length);
  const book = new RuleBook(machine);
  const ends = new Map<string, State>();
  const state = machine.initial.slice();
  const next = machine.initial.slice();
  let transitions = 0;
  let anyFails = false;
  store.add(next);
  for (let number = 0; number < store.count; number += 1) {
    if (store.count > maxStates)
      throw new Error(`${machine.program.name} has more than ${maxStates} states, too many to export.`);
    store.load(number, state);
    if (isEnd(machine, state) && fails(outcomeOf(machine, state))) {
      anyFails = true;
      if (allRest(machine, state)) ends.set(state.join(), state.slice());
    }
    if (machine.oopsed(state)) continue;
    for (let context = 0; context < machine.contexts.length; context += 1) {
      if (!machine.enabled(state, context)) continue;
      for (let choice = 0; choice < machine.choices(state, context); choice += 1) {
        next.set(state);
        const used = takeStep(machine, next, context, choice);
        book.note({ context, choice, used, before: state, after: next });
        transitions += 1;
        store.add(next);
      }
    }
  }
  const rules = book.rules();
  const slots = [...new Set(rules.flatMap(({ writes }) => writes.map(({ slot }) => slot)))].sort(
    (a, b) => a - b,
  );
  return {
    machine,
    rules,
    slots,
    violations: book.violations,
    failingEnds: [...ends.values()].map((end) => slots.map((slot) => slotValue(machine, end, slot))),
    fails: anyFails,
    states: store.count,
    transitions,
  };
}

/** Takes a step in place and gives the slots that it looked at or wrote. */
function takeStep(machine: Machine, state: State, context: number, choice: number): ReadonlySet<number> {
  const used = new Set<number>();
  const before = state.slice();
  let decision = choice;
  for (let going = true; going; decision = 0) {
    const node = machine.node(state, context);
    const footprint: number[] = [];
    if (node.operation) slotsLookedAt(node.operation).forEach((slot) => used.add(slot));
    going = machine.operate(state, context, decision, footprint);
    for (const access of footprint) used.add(access >> 1);
    if (node.id === START) {
      used.add(machine.contextBase + context);
      if (machine.cpus.isKept(context)) for (const slot of masksAround(machine, context)) used.add(slot);
    }
  }
  const mask = maskSlot(machine, context);
  if (slotValue(machine, before, mask) !== slotValue(machine, state, mask)) used.add(mask);
  used.delete(machine.violationSlot);
  return used;
}

/** An allocation looks for the first free object, pairs of status and address; a raise for the first parked context. */
function slotsLookedAt({ kind, slots }: Operation): readonly number[] {
  return kind === "kmalloc" ? slots.filter((_, n) => n % 2 === 0) : slots;
}

/** Whether every context is where it may rest for ever, as far as its node tells. */
function allRest(machine: Machine, state: State): boolean {
  return machine.contexts.every((_, n) => {
    const { id, operation } = machine.node(state, n);
    return operation === undefined || restingNodes(machine, n).includes(id);
  });
}
