import { START, type Machine } from "../../kernel";
import { oopsKinds } from "../../kernel/program";
import { commentText, Names } from "./names";
import { restingNodes } from "./resting";
import type { Rule } from "./rules";
import { slotValue } from "./slotValues";
import type { TransitionSystem } from "./transitionSystem";

/** TLC keeps numbers as Java ints. */
const LARGEST = 2 ** 31 - 1;

/**
 * A program as a TLA+ module for TLC (L. Lamport, Specifying Systems, 2002). `pc` holds the nodes of the contexts, each
 * location is a variable, each step an action. `NoViolation` is an invariant; TLC's check for deadlocks finds hangs, as an
 * action of its own stutters where every context has finished. `name` is the module's, and the file's.
 */
export function toTla(system: TransitionSystem, name: string): string {
  const { machine, slots, violations, rules } = system;
  const names = new Names(machine);
  const variables = [
    "pc",
    ...slots.map((slot) => names.slot(slot)),
    ...(violations.length > 0 ? ["violated"] : []),
  ];
  const title = `---- MODULE ${name} ----`;
  const actions = machine.contexts.flatMap((_, context) =>
    rules
      .filter((rule) => rule.context === context)
      .map((rule, n) => action(system, names, rule, `${names.contexts[context] ?? ""}_${n}`)),
  );
  return [
    title,
    `\\* ${commentText(machine.program.name)}: ${system.states} states, ${system.transitions} steps between them.`,
    "EXTENDS Integers",
    "",
    `VARIABLES ${variables.join(", ")}`,
    `vars == <<${variables.join(", ")}>>`,
    "",
    "Init ==",
    `  /\\ pc = <<${machine.contexts.map(() => START).join(", ")}>>`,
    ...slots.map((slot) => `  /\\ ${names.slot(slot)} = ${small(slotValue(machine, machine.initial, slot))}`),
    ...(violations.length > 0 ? ["  /\\ violated = {}"] : []),
    "",
    ...actions.flatMap(({ lines }) => [...lines, ""]),
    "Finished ==",
    ...machine.contexts.map((_, n) => `  /\\ ${mayEnd(machine, n)}`),
    "  /\\ UNCHANGED vars",
    "",
    "Next ==",
    ...actions.map(({ title: one }) => `  \\/ ${one}`),
    "  \\/ Finished",
    "",
    "Spec == Init /\\ [][Next]_vars",
    `NoViolation == ${violations.length > 0 ? "violated = {}" : "TRUE"}`,
    ...violations.map(
      ({ kind, object, contextId }, n) => `\\* violation ${n}: ${kind}: ${object}, by ${contextId}`,
    ),
    "=".repeat(title.length),
    "",
  ].join("\n");
}

/** The configuration that goes with a module. */
export const TLC_CONFIGURATION = "SPECIFICATION Spec\nINVARIANT NoViolation\n";

function action(system: TransitionSystem, names: Names, rule: Rule, title: string) {
  const { machine, slots, violations } = system;
  const { context, from, to, guards, writes, records } = rule;
  const text = machine.automata[context]?.nodes[from]?.operation?.text ?? "";
  const oopses = violations.flatMap(({ kind }, n) => (oopsKinds.has(kind) ? [n] : []));
  const unchanged = [
    ...slots.filter((slot) => !writes.some((write) => write.slot === slot)).map((slot) => names.slot(slot)),
    ...(violations.length > 0 && records.length === 0 ? ["violated"] : []),
  ];
  const lines = [
    `\\* ${commentText(text)}`,
    `${title} ==`,
    `  /\\ pc[${context + 1}] = ${from}`,
    ...(oopses.length > 0 ? [`  /\\ violated \\cap {${oopses.join(", ")}} = {}`] : []),
    ...guards
      .filter(({ slot }) => slots.includes(slot))
      .map(({ slot, values }) => `  /\\ ${names.slot(slot)} \\in {${values.map(small).join(", ")}}`),
    `  /\\ pc' = [pc EXCEPT ![${context + 1}] = ${to}]`,
    ...writes.map(({ slot, value, relative }) => {
      const variable = names.slot(slot);
      return `  /\\ ${variable}' = ${relative ? `${variable} + (${small(value)})` : small(value)}`;
    }),
    ...(records.length > 0 ? [`  /\\ violated' = violated \\cup {${records.join(", ")}}`] : []),
    ...(unchanged.length > 0 ? [`  /\\ UNCHANGED <<${unchanged.join(", ")}>>`] : []),
  ];
  return { title, lines };
}

function mayEnd(machine: Machine, context: number): string {
  if (machine.contexts[context]?.daemon === true) return "TRUE";
  return `pc[${context + 1}] \\in {${restingNodes(machine, context).join(", ")}}`;
}

function small(value: number): string {
  if (Math.abs(value) > LARGEST) throw new Error(`TLC cannot hold the number ${value}.`);
  return String(value);
}
