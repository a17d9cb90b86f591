import { FINISHED, PARKED, START } from "../../kernel";
import { oopsKinds } from "../../kernel/program";
import { commentText, Names } from "./names";
import { restingNodes } from "./resting";
import type { Rule } from "./rules";
import { slotValue } from "./slotValues";
import type { TransitionSystem } from "./transitionSystem";

/** How SPIN has to be called so that it takes one step where the machine takes one, and merges no states. */
export const SPIN_OPTIONS = ["-o1", "-o2", "-o3"] as const;

/**
 * A program for SPIN (G. J. Holzmann; Debian package spin). Each context is a process, each node a label, each step
 * one transition, so SPIN has to find the same number of states and of transitions. A recorded violation is an assertion that
 * fails, an execution that gets stuck an invalid end state; violations that are seen in final states only (leaks) are
 * looked for by one more process, if compiled with ENDS, which has states of its own.
 *
 * The guards name the values that were seen. So SPIN's agreement proves the search (nothing missed, nothing
 * invented, nothing twice); what the single operations do is checked by models written by hand.
 */
export function toPromela(system: TransitionSystem): string {
  const { machine, slots, violations } = system;
  const names = new Names(machine);
  const declarations = slots.map(
    (slot) => `int ${names.slot(slot)} = ${slotValue(machine, machine.initial, slot)};`,
  );
  const recorded = violations.map(
    ({ kind, object, contextId }, n) => `bool violation_${n}; /* ${kind}: ${object}, by ${contextId} */`,
  );
  return [
    `/* ${commentText(machine.program.name)}: ${system.states} states, ${system.transitions} steps between them.`,
    `   spin ${SPIN_OPTIONS.join(" ")} -a model.pml && gcc -O2 -DSAFETY -DNOREDUCE -DMEMLIM=4096 -o pan pan.c && ./pan -c0 -m1000000`,
    "   SPIN counts the initial state as one transition more. With spin -DENDS it also looks at what is left in the end. */",
    ...declarations,
    ...recorded,
    ...(violations.length > 0 ? ["bool oops;"] : []),
    "",
    ...machine.contexts.flatMap((_, context) => [...processLines(system, names, context), ""]),
    ...endsLines(system, names),
  ].join("\n");
}

function processLines(system: TransitionSystem, names: Names, context: number): string[] {
  const { machine, rules } = system;
  const isDaemon = machine.contexts[context]?.daemon === true;
  const own = rules.filter((rule) => rule.context === context);
  const resting = restingNodes(machine, context);
  const label = (node: number): string => `${isDaemon || resting.includes(node) ? "end_" : ""}N${node}`;
  const nodes = [...new Set([START, ...own.map(({ from }) => from), ...own.map(({ to }) => to), FINISHED])];
  return [
    `active proctype ${names.contexts[context] ?? ""}() {`,
    ...nodes
      .filter((node) => node !== PARKED)
      .flatMap((node) => {
        const text = machine.automata[context]?.nodes[node]?.operation?.text ?? "finished";
        const options = own
          .filter(({ from }) => from === node)
          .map((rule) => option(system, names, rule, label));
        const body = options.length === 0 ? ["  false;"] : ["  if", ...options, "  fi;"];
        return [`${label(node)}: /* ${commentText(text)} */`, ...body];
      }),
    "}",
  ];
}

function option(system: TransitionSystem, names: Names, rule: Rule, label: (node: number) => string): string {
  const guard = guardOf(system, names, rule);
  const { violations } = system;
  const oops = rule.records.some((n) => oopsKinds.has(violations[n]?.kind ?? "leak"));
  const effects = [
    ...rule.writes.map(({ slot, value, relative }) => {
      const name = names.slot(slot);
      return relative ? `${name} = ${name} + ${value}` : `${name} = ${value}`;
    }),
    ...rule.records.map((n) => `violation_${n} = true`),
    ...(oops ? ["oops = true"] : []),
    ...(rule.records.length > 0 ? ["assert(false)"] : []),
  ];
  const step = effects.length === 0 ? guard : `d_step { ${guard} -> ${effects.join("; ")} }`;
  return `  :: ${step} -> goto ${label(rule.to)}`;
}

function guardOf({ violations, slots }: TransitionSystem, names: Names, { guards }: Rule): string {
  const conditions = guards
    .filter(({ slot }) => slots.includes(slot))
    .map(({ slot, values }) => {
      const some = values.map((value) => `${names.slot(slot)} == ${value}`);
      return some.length === 1 ? some.join() : `(${some.join(" || ")})`;
    });
  const all = [...(violations.length > 0 ? ["!oops"] : []), ...conditions];
  return all.length === 0 ? "true" : all.join(" && ");
}

function endsLines({ machine, slots, failingEnds }: TransitionSystem, names: Names): string[] {
  if (failingEnds.length === 0) return [];
  const finished = machine.contexts.map((_, n) => {
    const at = restingNodes(machine, n).map((node) => `${names.contexts[n] ?? ""}@end_N${node}`);
    return `(${at.join(" || ")})`;
  });
  const ends = failingEnds.map((values) => {
    const conditions = slots.map((slot, n) => `${names.slot(slot)} == ${values[n] ?? 0}`);
    return `  :: atomic { ${[...finished, ...conditions].join(" && ")} -> assert(false) }`;
  });
  return [
    "#ifdef ENDS",
    "active proctype ends() {",
    "end_watch:",
    "  if",
    ...ends,
    "  fi;",
    "end_done:",
    "  false",
    "}",
    "#endif",
    "",
  ];
}
