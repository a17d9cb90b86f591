import { FINISHED, START } from "./automaton";
import type { Context } from "./program";

/** What one context has to do with its CPU. */
interface Share {
  readonly isInterrupt: boolean;
  /** The location of the CPU. */
  readonly location: number;
  /** The other contexts there. */
  readonly others: readonly number[];
  /** Uses of locations (`Machine.useOf`) by the step that comes in, by each other step, and by the last one. */
  readonly first: readonly number[];
  readonly each: readonly number[];
  readonly last: readonly number[];
}

const NOTHING: readonly number[] = [];

/**
 * Where interrupts hit one CPU only and run to their end there, each such CPU is a location, behind the slots of the state,
 * that steps use: an interrupt writes it where it comes in and where it ends, each step of a task there reads it. So two
 * steps that use no common location can be swapped, and neither lets the other one run or keeps it from running.
 *
 * Who comes in reads the states of the tasks as well: one that has turned interrupts off keeps nobody out while it sleeps.
 */
export class Cpus {
  /** How many locations there are with these: their numbers are lower. */
  readonly locations: number;
  /** By context; undefined if no interrupt can keep it from its CPU. */
  readonly #shares: readonly (Share | undefined)[];

  /** `confined`: an interrupt hits its own CPU only. States have `slots` slots. */
  constructor(contexts: readonly Context[], confined: boolean, slots: number) {
    const hit = contexts.flatMap(({ cpu, kind }) => (confined && kind === "interrupt" ? [cpu] : []));
    const shared = [...new Set(hit)];
    this.locations = slots + shared.length;
    this.#shares = contexts.map(({ cpu, kind }, context) => {
      if (!shared.includes(cpu)) return undefined;
      const location = slots + shared.indexOf(cpu);
      const others = contexts.flatMap((other, n) => (n !== context && other.cpu === cpu ? [n] : []));
      const states = others.flatMap((n) =>
        contexts[n]?.kind === "task" ? (contexts[n].task?.state.slot ?? []) : [],
      );
      const [reads, writes] = [[2 * location], [2 * location + 1]];
      return kind === "interrupt"
        ? {
            isInterrupt: true,
            location,
            others,
            first: [...writes, ...states.map((slot) => 2 * slot)],
            each: NOTHING,
            last: writes,
          }
        : { isInterrupt: false, location, others, first: reads, each: reads, last: NOTHING };
    });
  }

  /** The location of the context's CPU, if interrupts can keep the context from it. */
  location(context: number): number | undefined {
    return this.#shares[context]?.location;
  }

  /** The other contexts of that CPU. */
  others(context: number): readonly number[] {
    return this.#shares[context]?.others ?? NOTHING;
  }

  /** Whether the context leaves its CPU to others only when it ends. */
  isKept(context: number): boolean {
    return this.#shares[context]?.isInterrupt === true;
  }

  /** Uses of locations by the context's step from a node, for its CPU's sake; for the last node by the step that leads there. */
  uses(context: number, node: number): readonly number[] {
    const share = this.#shares[context];
    if (node === START) return share?.first ?? NOTHING;
    return (node === FINISHED ? share?.last : share?.each) ?? NOTHING;
  }

  /** How many of these uses by a step from the node are for its CPU's sake. */
  countOf(context: number, node: number, uses: readonly number[]): number {
    const [last] = this.uses(context, FINISHED);
    if (node !== START && last !== undefined && uses.includes(last)) return 1;
    return this.uses(context, node).length;
  }

  /** Adds those of an operation to the footprint of its step. */
  mark(context: number, node: number, footprint: number[]): void {
    for (const use of this.uses(context, node)) if (!footprint.includes(use)) footprint.push(use);
  }
}
