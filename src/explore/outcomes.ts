import type { Machine, State } from "../kernel";
import { outcomeKey, outcomeOf, type Outcome } from "./outcome";
import { formatSchedule, type Schedule } from "./schedule";
import { StateStore } from "./stateStore";
import { fails, type FoundOutcome } from "./verdict";

interface Entry {
  outcome: Outcome;
  schedule: Schedule;
  count: number;
}

/** The outcomes that a search has found, each with the first execution that showed it. */
export class Outcomes {
  readonly #machine: Machine;
  readonly #entries = new Map<string, Entry>();
  /** The states in which executions ended, and what was found in each. */
  readonly #ends: StateStore;
  readonly #byEnd: Entry[] = [];
  readonly #onFailure: (outcome: FoundOutcome) => void;
  #failures = 0;

  /** `onFailure` is told each outcome that has a violation, when it is found. */
  constructor(machine: Machine, onFailure: (outcome: FoundOutcome) => void = () => undefined) {
    this.#machine = machine;
    this.#ends = new StateStore(machine.initial.length);
    this.#onFailure = onFailure;
  }

  /** How many there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** How many of them have a violation. */
  get failures(): number {
    return this.#failures;
  }

  /** Adds the end of an execution; `schedule` is asked for only if the outcome is new. */
  add(state: State, schedule: () => Schedule): void {
    const number = this.#ends.add(state);
    const known = this.#byEnd[number];
    if (known) {
      known.count += 1;
      return;
    }
    const outcome = outcomeOf(this.#machine, state);
    const key = outcomeKey(outcome);
    const entry = this.#entries.get(key) ?? this.#enter(key, { outcome, schedule: schedule(), count: 0 });
    entry.count += 1;
    this.#byEnd[number] = entry;
  }

  /** Counts from 0 again, keeping what was found: for a search that begins anew. */
  recount(): void {
    for (const entry of this.#entries.values()) entry.count = 0;
  }

  /** Adds an outcome that is not the end of an execution: one that never ends. */
  addEndless(outcome: Outcome, schedule: Schedule): void {
    this.#enter(outcomeKey(outcome), { outcome, schedule, count: 1 });
  }

  /** The keys of those that have a violation. */
  failingKeys(): readonly string[] {
    return [...this.#entries].filter(([, { outcome }]) => fails(outcome)).map(([key]) => key);
  }

  /** Gives an outcome another execution that shows it, and what that one names: another bio may do the same. */
  show(key: string, schedule: Schedule): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.schedule = schedule;
    const state = this.#machine.initial.slice();
    for (const { context, choice } of schedule) this.#machine.step(state, context, choice);
    const outcome = outcomeOf(this.#machine, state);
    if (outcomeKey(outcome) === key) entry.outcome = outcome;
  }

  /** All of them, those with violations first. `counted`: each end added was one execution. */
  found(counted: boolean): readonly FoundOutcome[] {
    const entries = [...this.#entries.values()].sort(
      (a, b) => Number(fails(b.outcome)) - Number(fails(a.outcome)),
    );
    return entries.map((entry) => this.#found(entry, counted ? entry.count : null));
  }

  #enter(key: string, entry: Entry): Entry {
    this.#entries.set(key, entry);
    if (fails(entry.outcome)) {
      this.#failures += 1;
      this.#onFailure(this.#found(entry, null));
    }
    return entry;
  }

  #found({ outcome, schedule }: Entry, count: number | null): FoundOutcome {
    return { ...outcome, count, schedule: formatSchedule(schedule, this.#machine.contexts) };
  }
}
