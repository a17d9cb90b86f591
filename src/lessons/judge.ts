import { Guide, preemptionsOf, runSchedule, Stepper, type Execution } from "../explore";
import { isProblem, switchableHunks, without as lessOf } from "../models";
import type { Challenge, Choice, Task } from "./challenge";
import { endingText, hasEnding, type Ended, type Ending } from "./ending";
import { machineOf, type GroundOptions } from "./models";
import type { Ground } from "./opening";
import { endedOf, type Way, type Ways } from "./ways";

/** An execution that somebody brings. */
export interface Attempt extends Ground, GroundOptions {
  readonly schedule: string;
}

/** What the judge says. */
export interface Judgement {
  readonly won: boolean;
  /** One sentence: why it is won, or what is missing. */
  readonly words: string;
  /** Preemptions of the execution; null where none was judged. */
  readonly preemptions: number | null;
}

/** The best execution that is known to win. */
export interface Par {
  readonly ground: Ground;
  readonly way: Way;
  /** No execution wins with fewer preemptions: the best of all that end as wanted wins. */
  readonly isProven: boolean;
}

type ExecutionTask = Exclude<Task, { readonly kind: "choose" }>;

/** Says whether executions and choices win challenges, by running them. */
export class Judge {
  readonly #ways: Ways;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /** Judges an execution. @throws Error with one sentence if there is no such ground or the schedule is none */
  execution({ task }: Challenge, attempt: Attempt): Judgement {
    if (task.kind === "choose") return lost("This challenge is won by a choice, not by an execution.");
    const misplaced = this.#misplaced(task, attempt);
    if (misplaced !== null) return lost(misplaced);
    const machine = machineOf(attempt, { irq: attempt.irq ?? "any-cpu" });
    const execution = runSchedule(machine, attempt.schedule);
    const { end, outcome, schedule } = execution;
    const preemptions = preemptionsOf(machine, schedule);
    const isOpen = end === "schedule ended" || end === "schedule does not fit";
    const ended = endedOf(outcome);
    const wanted = endingText(task.ending);
    if (hasEnding(isOpen ? soFar(ended) : ended, task.ending) && !(isOpen && needsEnd(task.ending)))
      return { ...this.#onBoth(task, execution, wanted), preemptions };
    const words = isOpen ? "The execution is not at its end yet." : `It ends without ${wanted}.`;
    return { won: false, words, preemptions };
  }

  /** For a task that compares two revisions: whether the same order of contexts passes on the other one. */
  #onBoth(task: ExecutionTask, execution: Execution, wanted: string): Pick<Judgement, "won" | "words"> {
    if (task.kind !== "part") return { won: true, words: `Won: ${wanted}.` };
    const other = new Stepper(machineOf({ ...task.ground, revision: task.passesOn }));
    const original = execution.steps.map((step) => ({
      ...step,
      chosen: execution.schedule[step.choice]?.choice ?? null,
    }));
    new Guide(original, other, (context, choice) => other.take(context, choice)).follow();
    const passes = other.ended() && other.outcome().violations.length === 0;
    if (passes) return { won: true, words: `Won: ${wanted}, and ${task.passesOn} passes in the same order.` };
    return {
      won: false,
      words: `It ends with ${wanted}, but on ${task.passesOn} that order does not pass either.`,
    };
  }

  /** Judges a choice, by exploring all that can come of it. */
  choice(
    { task }: Challenge,
    index: number,
  ): Judgement & { readonly counterexample: Pick<Par, "ground" | "way"> | null } {
    const chosen = task.kind === "choose" ? task.choices[index] : undefined;
    if (task.kind !== "choose" || !chosen)
      return { ...lost("There is no such choice."), counterexample: null };
    const ground = groundOf(task.scenario, chosen);
    const bad = task.never.find((ending) => this.#ways.has(ground, ending));
    if (bad === undefined) {
      const { exhaustive } = this.#ways.endings(ground);
      const proof = exhaustive
        ? "All executions were explored"
        : "The executions within the bounds were explored";
      const words = `${proof}, and none ends with ${task.never.map(endingText).join(" or ")}.`;
      return { won: exhaustive, words, preemptions: null, counterexample: null };
    }
    const way = this.#ways.required(ground, bad);
    const words = `There an execution ends with ${endingText(bad)}.`;
    return { ...lost(words), counterexample: { ground, way } };
  }

  /** The best execution that wins; null if none is found, and for a choice. */
  par(challenge: Challenge): Par | null {
    const { task } = challenge;
    if (task.kind === "choose") return null;
    const cost = ({ way }: Pick<Par, "way">) => way.preemptions * 1e6 + way.steps;
    const all = grounds(task)
      .flatMap((ground) => this.#ways.each(ground, task.ending).map((way) => ({ ground, way })))
      .sort((a, b) => cost(a) - cost(b));
    const wins = ({ ground, way }: Pick<Par, "ground" | "way">) =>
      this.execution(challenge, { ...ground, schedule: way.schedule }).won;
    const best = all.find(wins);
    return best ? { ...best, isProven: best.way.preemptions === all[0]?.way.preemptions } : null;
  }

  /** The grounds of a task that asks to switch a hunk off: each hunk of the revision, with those that go with it. */
  switchable(task: Extract<Task, { readonly kind: "switchOff" }>): readonly Ground[] {
    return grounds(task);
  }

  /** The choices that win. */
  answers(challenge: Challenge): readonly number[] {
    if (challenge.task.kind !== "choose") return [];
    return challenge.task.choices.flatMap((_, index) => (this.choice(challenge, index).won ? [index] : []));
  }

  /** Why an execution is not one of the challenge at all; null if it is. */
  #misplaced(
    task: ExecutionTask,
    { scenario, revision, without, continueAfterOops }: Attempt,
  ): string | null {
    const { ground } = task;
    if (scenario !== ground.scenario) return `The challenge is about the scenario ${ground.scenario}.`;
    if (revision !== ground.revision) return `The challenge is about the revision ${ground.revision}.`;
    if (continueAfterOops) return "An execution ends at its first oops here.";
    if (task.kind !== "switchOff")
      return sameHunks(without, ground.without) ? null : "The challenge is about other hunks switched off.";
    if (without.length === 0) return "No hunk is switched off yet.";
    const allowed = grounds(task).some((one) => sameHunks(one.without, fullyOff(revision, without)));
    return allowed ? null : "More than one hunk, with those that go with it, is switched off.";
  }
}

/** Kinds of violation that only the end of an execution shows. */
const shownAtEnd: readonly string[] = ["hang", "deadlock", "livelock", "leak"];

/** What is certain of an execution that can still go on. */
function soFar(ended: Ended): Ended {
  return { ...ended, violations: ended.violations.filter(({ kind }) => !shownAtEnd.includes(kind)) };
}

/** Whether more steps could still take an ending back. */
function needsEnd(ending: Ending): boolean {
  return ending.kind === "clean" || ending.kind === "returned";
}

function lost(words: string): Judgement {
  return { won: false, words, preemptions: null };
}

function groundOf(scenario: string, { revision, without }: Choice): Ground {
  return { scenario, revision, without };
}

/** The grounds on which a challenge can be won. */
function grounds(task: ExecutionTask): readonly Ground[] {
  const { ground } = task;
  if (task.kind !== "switchOff") return [ground];
  const sets = switchableHunks
    .filter((hunk) => hunk.startsWith(`${ground.revision}/`))
    .map((hunk) => fullyOff(ground.revision, [hunk]));
  const known = new Map(sets.filter((set) => set.length > 0).map((set) => [[...set].sort().join(), set]));
  return [...known.values()].map((set) => ({ ...ground, without: set }));
}

/** The hunks that are left out when some are: those too that go with them. */
function fullyOff(revision: string, hunks: readonly string[]): readonly string[] {
  const less = lessOf(revision, hunks);
  return isProblem(less) ? [] : less.leftOut;
}

function sameHunks(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((hunk) => b.includes(hunk));
}
