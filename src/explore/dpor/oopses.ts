import type { Machine, State } from "../../kernel";
import type { Choice, Schedule } from "../schedule";
import type { EventLog } from "./eventLog";

/** The bit of the violation slot that says that an oops has ended the execution (`Machine.violationSlot`). */
export const OOPSED = 1;

/** Events that record something beside an oops, of which any may come before it; more are not told apart. */
const MOST = 10;

/** An execution that ends at an oops. */
export interface OopsEnd {
  readonly state: State;
  readonly schedule: Schedule;
}

/**
 * The violations on the stack of a search in which an oops stops only its own context. A real execution ends at its first
 * oops. The partial order of an explored one tells all those that it stands for: an oops that no other happens before,
 * after its own past, and after any of the recorded violations that do not need an oops before them.
 */
export class Oopses {
  readonly #machine: Machine;
  readonly #start: State;
  readonly #log: EventLog;
  /** For each event: the violations that it added, and whether it is an oops. */
  readonly #marks: { readonly added: readonly number[]; readonly oops: boolean }[] = [];
  readonly #ends = new Map<string, OopsEnd>();

  constructor(machine: Machine, log: EventLog, start: State) {
    this.#machine = machine;
    this.#start = start;
    this.#log = log;
  }

  /** Notes what an event recorded that led from one state to another. */
  push(before: State, after: State): void {
    const { violationSlot } = this.#machine;
    const [from, to] = [before[violationSlot] as number, after[violationSlot] as number];
    this.#marks.push(from === to ? nothing : { added: this.#added(from, to), oops: (to & OOPSED) !== 0 });
  }

  /** Forgets the last event. */
  pop(): void {
    this.#marks.pop();
  }

  /** Ends of the executions that the explored one on the log stands for, one for each set of violations. */
  *ends(explored: Schedule): Generator<OopsEnd> {
    const depths = this.#marks.map((_, depth) => depth);
    const oopses = depths.filter((depth) => this.#marks[depth]?.oops);
    for (const oops of oopses) {
      const others = oopses.filter((other) => other !== oops);
      if (others.some((other) => this.#log.isBefore(other, oops))) continue;
      const free = depths
        .filter((depth) => (this.#marks[depth]?.added.length ?? 0) > 0 && !oopses.includes(depth))
        .filter((depth) => !this.#log.isBefore(depth, oops) && !this.#log.isBefore(oops, depth))
        .filter((depth) => !others.some((other) => this.#log.isBefore(other, depth)))
        .slice(0, MOST);
      for (let chosen = 0; chosen < 1 << free.length; chosen += 1) {
        const tops = [oops, ...free.filter((_, n) => (chosen & (1 << n)) !== 0)];
        const past = depths.filter((depth) =>
          tops.some((top) => this.#log.isBefore(depth, top) || depth === top),
        );
        yield this.#end([...past.filter((depth) => depth !== oops), oops], explored);
      }
    }
  }

  #end(depths: readonly number[], explored: Schedule): OopsEnd {
    const key = [...new Set(depths.flatMap((depth) => this.#marks[depth]?.added ?? []))].sort().join();
    const known = this.#ends.get(key);
    if (known) return known;
    const schedule = depths.map((depth) => explored[depth] as Choice);
    const state = this.#start.slice();
    for (const { context, choice } of schedule) this.#machine.step(state, context, choice);
    const end = { state, schedule };
    this.#ends.set(key, end);
    return end;
  }

  #added(from: number, to: number): readonly number[] {
    const { values } = this.#machine.program.world;
    const before = values.list(from >> 1);
    return values.list(to >> 1).filter((id) => !before.includes(id));
  }
}

const nothing = { added: [], oops: false };
