import {
  explore,
  formatSchedule,
  outcomeKey,
  shortestExecutions,
  type FoundOutcome,
  type Machine,
  type Outcome,
} from "../explore";
import { endingText, hasEnding, type Ended, type Ending } from "./ending";
import { machineOf } from "./models";
import type { Ground } from "./opening";

/** An execution that ends as wanted. */
export interface Way {
  readonly schedule: string;
  /** How often a context is left that could go on: the fewest with which any execution ends so. */
  readonly preemptions: number;
  /** Steps, the fewest with so many preemptions. */
  readonly steps: number;
}

/** All ways in which a ground can end. */
export interface Endings {
  readonly machine: Machine;
  readonly outcomes: readonly FoundOutcome[];
  readonly exhaustive: boolean;
}

/** What lessons look at in an outcome. */
export function endedOf(outcome: Outcome): Ended {
  const list = (name: string): readonly (string | number)[] => {
    const value = outcome[name];
    return Array.isArray(value) ? (value as readonly (string | number)[]) : [];
  };
  const returned = outcome["returned"];
  return {
    violations: outcome.violations,
    returned: typeof returned === "string" || typeof returned === "number" ? returned : null,
    events: list("events"),
    remarks: list("remarks").map(String),
  };
}

/** Explores grounds and finds shortest ways, each once. */
export class Ways {
  readonly #endings = new Map<string, Endings>();
  readonly #ways = new Map<string, readonly Way[]>();

  /** Everything that can come of a ground. @throws Error with one sentence if there is no such ground */
  endings(ground: Ground): Endings {
    const key = keyOf(ground);
    const known = this.#endings.get(key);
    if (known) return known;
    const machine = machineOf(ground);
    const { outcomes, exhaustive } = explore(machine.program);
    const endings = { machine, outcomes, exhaustive };
    this.#endings.set(key, endings);
    return endings;
  }

  /** Whether some execution ends so. */
  has(ground: Ground, ending: Ending): boolean {
    return this.endings(ground).outcomes.some((outcome) => hasEnding(endedOf(outcome), ending));
  }

  /** For each outcome that ends so, its way with the fewest preemptions and, among those, the fewest steps; the best first. */
  each(ground: Ground, ending: Ending): readonly Way[] {
    const key = `${keyOf(ground)} ${JSON.stringify(ending)}`;
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    const { machine, outcomes } = this.endings(ground);
    const wanted = outcomes.filter((outcome) => hasEnding(endedOf(outcome), ending)).map(outcomeKey);
    const ways = [...shortestExecutions(machine, wanted).values()]
      .sort((a, b) => a.preemptions - b.preemptions || a.schedule.length - b.schedule.length)
      .map(({ schedule, preemptions }) => ({
        schedule: formatSchedule(schedule, machine.contexts),
        preemptions,
        steps: schedule.length,
      }));
    this.#ways.set(key, ways);
    return ways;
  }

  /** The best way to an ending; null if none leads there. */
  shortest(ground: Ground, ending: Ending): Way | null {
    return this.each(ground, ending)[0] ?? null;
  }

  /** As {@link shortest}. @throws Error with one sentence if no execution ends so */
  required(ground: Ground, ending: Ending): Way {
    const way = this.shortest(ground, ending);
    if (way) return way;
    const { revision, scenario } = ground;
    throw new Error(`No execution of ${scenario} on ${revision} ends with ${endingText(ending)}.`);
  }
}

function keyOf({ scenario, revision, without }: Ground): string {
  return JSON.stringify([scenario, revision, [...without].sort()]);
}
