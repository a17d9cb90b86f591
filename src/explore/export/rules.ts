import type { Machine, State, Violation } from "../../kernel";
import { slotValue } from "./slotValues";

/** A location has one of these values. */
export interface Guard {
  readonly slot: number;
  readonly values: readonly number[];
}

/** A location gets a value; `relative` adds it to what the location holds. */
export interface Write {
  readonly slot: number;
  readonly value: number;
  readonly relative: boolean;
}

/** Steps of one context from one node to another that are alike. */
export interface Rule {
  readonly context: number;
  readonly from: number;
  readonly to: number;
  readonly guards: readonly Guard[];
  readonly writes: readonly Write[];
  /** Indices of the violations that the step records. */
  readonly records: readonly number[];
}

/** One step between two states. */
export interface Taken {
  readonly context: number;
  readonly choice: number;
  /** Slots that the step looked at or wrote. */
  readonly used: ReadonlySet<number>;
  readonly before: State;
  readonly after: State;
}

/** What the steps of one context between two nodes did to the same slots. */
interface Entry {
  readonly context: number;
  readonly from: number;
  readonly to: number;
  readonly slots: readonly number[];
  readonly records: readonly number[];
  /** Values before and after, by the values before as text. */
  readonly facts: Map<string, { readonly before: readonly number[]; readonly after: readonly number[] }>;
}

/** Collects what steps do and puts like ones together. */
export class RuleBook {
  readonly violations: Violation[] = [];
  readonly #machine: Machine;
  readonly #entries = new Map<string, Entry>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Notes a step. */
  note({ context, choice, used, before, after }: Taken): void {
    const { contextBase } = this.#machine;
    const own = contextBase + context;
    const [from, to] = [before[own] ?? 0, after[own] ?? 0];
    const slots = [...used].sort((a, b) => a - b);
    const records = this.#records(before, after);
    const key = [context, from, to, choice, ...records, "|", ...slots].join();
    const entry = this.#entries.get(key) ?? { context, from, to, slots, records, facts: new Map() };
    this.#entries.set(key, entry);
    const values = slots.map((slot) => slotValue(this.#machine, before, slot));
    const name = values.join();
    if (entry.facts.has(name)) return;
    // The node of the context itself is no location that the step writes.
    const later = slots.map((slot) => slotValue(this.#machine, slot === own ? before : after, slot));
    entry.facts.set(name, { before: values, after: later });
  }

  /** All steps noted, as rules of which at most one applies to a context and a choice in any state. */
  rules(): Rule[] {
    return [...this.#entries.values()].flatMap(rulesOf);
  }

  #records(before: State, after: State): number[] {
    const { violationSlot } = this.#machine;
    if (before[violationSlot] === after[violationSlot]) return [];
    const known = this.#machine.violations(before);
    return this.#machine
      .violations(after)
      .filter((violation) => !known.includes(violation))
      .map((violation) => {
        const index = this.violations.indexOf(violation);
        return index >= 0 ? index : this.violations.push(violation) - 1;
      });
  }
}

/** One rule where the steps differ in one location only and treat it alike; else one rule a step. */
function rulesOf({ slots, facts, ...entry }: Entry): Rule[] {
  const all = [...facts.values()];
  const varying = slots.flatMap((_, n) =>
    all.some(({ before }) => before[n] !== all[0]?.before[n]) ? [n] : [],
  );
  const [only = -1, ...others] = varying;
  const alike = others.length === 0 ? writesAlike(slots, all, only) : undefined;
  if (alike) {
    const guards = slots.map((slot, n) => ({
      slot,
      values: [...new Set(all.map(({ before }) => before[n] ?? 0))].sort((a, b) => a - b),
    }));
    return [{ ...entry, guards, writes: alike }];
  }
  return all.map(({ before, after }) => ({
    ...entry,
    guards: slots.map((slot, n) => ({ slot, values: [before[n] ?? 0] })),
    writes: slots.flatMap((slot, n) =>
      before[n] === after[n] ? [] : [{ slot, value: after[n] ?? 0, relative: false }],
    ),
  }));
}

/** The writes that all of the facts have in common: each location gets one value, or one number is added to it. */
function writesAlike(slots: readonly number[], facts: readonly Fact[], varying: number): Write[] | undefined {
  const writes: Write[] = [];
  for (const [n, slot] of slots.entries()) {
    if (facts.every(({ before, after }) => before[n] === after[n])) continue;
    const [value, difference] = [
      common(facts, ({ after }) => after[n]),
      common(facts, (fact) => change(fact, n)),
    ];
    if (n === varying && difference !== undefined) writes.push({ slot, value: difference, relative: true });
    else if (value !== undefined) writes.push({ slot, value, relative: false });
    else return undefined;
  }
  return writes;
}

type Fact = { readonly before: readonly number[]; readonly after: readonly number[] };

function change({ before, after }: Fact, n: number): number {
  return (after[n] ?? 0) - (before[n] ?? 0);
}

function common(facts: readonly Fact[], of: (fact: Fact) => number | undefined): number | undefined {
  const [first] = facts;
  const value = first && of(first);
  return facts.every((fact) => of(fact) === value) ? value : undefined;
}
