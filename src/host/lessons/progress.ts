import type * as vscode from "vscode";

/** What somebody has done of a challenge. */
export interface ChallengeProgress {
  readonly hints: number;
  readonly won: boolean;
  /** Fewest preemptions of an own winning execution; null before, and for choices. */
  readonly best: number | null;
  /** The schedule of that execution, to hand in. */
  readonly schedule: string | null;
  /** Hunks that it leaves out. */
  readonly without: readonly string[];
  /** Choices that were tried and did not win, and the one that did. */
  readonly wrong: readonly number[];
  readonly choice: number | null;
}

/** What somebody has done of a lesson. */
export interface LessonProgress {
  /** The step that was looked at last. */
  readonly at: number;
  readonly seen: readonly number[];
  readonly challenges: Readonly<Record<string, ChallengeProgress>>;
}

const fresh: LessonProgress = { at: 0, seen: [], challenges: {} };
const untouched: ChallengeProgress = {
  hints: 0,
  won: false,
  best: null,
  schedule: null,
  without: [],
  wrong: [],
  choice: null,
};

/** Where progress is kept: over restarts, on this machine, and nowhere else. */
export class Progress {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  of(lesson: string): LessonProgress {
    return { ...fresh, ...this.#memory.get<Partial<LessonProgress>>(`lesson ${lesson}`) };
  }

  challenge(lesson: string, id: string): ChallengeProgress {
    return { ...untouched, ...this.of(lesson).challenges[id] };
  }

  /** The name that somebody handed in under. */
  get name(): string {
    return this.#memory.get<string>("participant", "");
  }

  async rename(name: string): Promise<void> {
    await this.#memory.update("participant", name);
  }

  /** Remembers that a step was looked at. */
  async saw(lesson: string, step: number): Promise<void> {
    const progress = this.of(lesson);
    const seen = progress.seen.includes(step) ? progress.seen : [...progress.seen, step];
    await this.#memory.update(`lesson ${lesson}`, { ...progress, at: step, seen });
  }

  /** Changes what is known of a challenge. */
  async change(lesson: string, id: string, change: Partial<ChallengeProgress>): Promise<void> {
    const progress = this.of(lesson);
    const challenges = { ...progress.challenges, [id]: { ...this.challenge(lesson, id), ...change } };
    await this.#memory.update(`lesson ${lesson}`, { ...progress, challenges });
  }
}
