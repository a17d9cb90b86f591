import * as vscode from "vscode";
import type { ExecutionView, Setup, StepView } from "../../protocol";
import { placed, type PlacesOf } from "../../models/places/places";
import type { Client } from "../worker/client";
import { programKey } from "../worker/programKey";
import type { Requests } from "../worker/requests";

/** An execution with the position that everybody looks at. */
export interface Shown {
  /** Scenario, revision, hunks left out: with the execution's schedule, all that fixes it. */
  readonly setup: Setup;
  readonly execution: ExecutionView;
  /** Steps done, 0 to the number of steps; the last of them is the step that is looked at. */
  readonly cursor: number;
  /** Its point of no return as a sentence; empty if there is none, or as long as it is looked for. */
  readonly fate: string;
}

/** Who changed something, so that nobody answers to a change of their own. */
export type Actor = "panel" | "debugger" | "lesson" | "editor";

/** What happened to the current execution. */
export type Change = { readonly by: Actor } & (
  | {
      /** Another execution took its place. */
      readonly kind: "replaced";
      readonly now: Shown;
      /** Where it comes from, in words. */
      readonly reason: string;
      /** How far its schedule fitted, if it did not fit whole; else empty. */
      readonly note: string;
    }
  | {
      /** It was cut after `keep` steps and goes on with `steps`; the position is behind them. */
      readonly kind: "extended";
      readonly now: Shown;
      readonly keep: number;
      readonly steps: readonly StepView[];
    }
  | { readonly kind: "moved"; readonly now: Shown }
  /** Its point of no return has been looked for, which may take a while. */
  | { readonly kind: "noReturn"; readonly now: Shown }
  | { readonly kind: "closed"; readonly now: null }
);

/** Milliseconds before the point of no return is looked for: what a person waits for comes first. */
const lookOutAfter = 250;

/** What to replay, and for whom. */
export interface Request {
  readonly setup: Setup;
  readonly schedule: string;
  /** Steps done, or what chooses them when the execution is there; the beginning if it is not said. */
  readonly cursor?: number | ((execution: ExecutionView) => number);
  readonly reason: string;
  readonly by: Actor;
}

/**
 * The one execution that panel, diff editors, debugger and lessons show together. Whoever changes it tells who
 * they are, and everybody who follows it is told.
 */
export class CurrentExecution {
  /** Runs schedules and turns; always quick. */
  readonly #stepper: Client;
  /** Looks for points of no return, which may take seconds. */
  readonly #lookout: Client;
  readonly #placesOf: (revision: string) => Promise<PlacesOf>;
  readonly #followers = new Set<(change: Change) => void>();
  #shown: Shown | null = null;
  /** Number of the latest request: an answer to an older one comes too late. */
  #latest = 0;
  #looking = false;

  constructor(stepper: Client, lookout: Client, placesOf: (revision: string) => Promise<PlacesOf>) {
    this.#stepper = stepper;
    this.#lookout = lookout;
    this.#placesOf = placesOf;
  }

  /** What is shown now; null before the first replay and after {@link close}. */
  get now(): Shown | null {
    return this.#shown;
  }

  /** Calls `follower` after each change, until the result is disposed of. */
  follow(follower: (change: Change) => void): { readonly dispose: () => void } {
    this.#followers.add(follower);
    return { dispose: () => void this.#followers.delete(follower) };
  }

  /**
   * Runs a schedule as far as it fits and shows the execution.
   *
   * @returns false if something newer was asked for meanwhile
   * @throws Error with one sentence if the schedule is none, or there is no such scenario or revision
   */
  async replay({ setup, schedule, cursor = 0, reason, by }: Request): Promise<boolean> {
    const request = ++this.#latest;
    const { execution: found, note } = await this.#stepper.ask("replay", { setup, schedule });
    const places = await this.#placesOf(found.revision);
    if (request !== this.#latest) return false;
    const execution = { ...found, steps: placed(found.steps, places) };
    const at = typeof cursor === "number" ? cursor : cursor(execution);
    const now = { setup, execution, cursor: Math.min(at, execution.steps.length), fate: "" };
    this.#tell({ kind: "replaced", now, reason, note, by });
    void this.#lookOut();
    return true;
  }

  /** Looks at the execution after `cursor` steps. */
  moveTo(cursor: number, by: Actor): void {
    if (!this.#shown) return;
    const at = Math.max(0, Math.min(cursor, this.#shown.execution.steps.length));
    if (at !== this.#shown.cursor) this.#tell({ kind: "moved", now: { ...this.#shown, cursor: at }, by });
  }

  /**
   * Cuts the execution after `at` steps and lets a context take the next one; `choice` is the result of a step that
   * the environment decides, else null.
   *
   * @returns false if something newer was asked for meanwhile
   * @throws Error with one sentence if the context cannot run
   */
  async choose(at: number, context: string, choice: number | null, by: Actor): Promise<boolean> {
    const shown = this.#shown;
    if (!shown) throw new Error(vscode.l10n.t("There is no execution to go on with."));
    const request = ++this.#latest;
    const { setup, execution } = shown;
    const turn = { setup, schedule: execution.schedule, at, context, choice };
    const { steps: taken, keep, ...rest } = await this.#stepper.ask("turn", turn);
    const places = await this.#placesOf(execution.revision);
    if (request !== this.#latest) return false;
    const kept = execution.steps.slice(0, keep);
    const before = kept.findLast((step) => step.place !== null)?.place ?? null;
    const steps = placed(taken, places, before);
    const now = {
      setup,
      execution: { ...execution, ...rest, steps: [...kept, ...steps], noReturn: null },
      cursor: keep + steps.length,
      fate: "",
    };
    this.#tell({ kind: "extended", now, keep, steps, by });
    void this.#lookOut();
    return true;
  }

  /** Nothing is shown any more. */
  close(by: Actor): void {
    this.#latest++;
    if (this.#shown) this.#tell({ kind: "closed", now: null, by });
  }

  #tell(change: Change): void {
    this.#shown = change.now;
    const failures: unknown[] = [];
    // One that fails must not keep the change from the others.
    for (const follower of [...this.#followers])
      try {
        follower(change);
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
  }

  /** Looks for the point of no return of what is shown; one search at a time, and then for the latest execution only. */
  async #lookOut(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await new Promise((done) => setTimeout(done, lookOutAfter));
      let looked: string | null = null;
      for (let shown = this.#shown; shown && keyOf(shown) !== looked; shown = this.#shown) {
        looked = keyOf(shown);
        const { setup, execution } = shown;
        // An execution without its point of no return is whole all the same, so a failure here is not worth a word.
        const found = await this.#lookout
          .ask("noReturn", { setup, schedule: execution.schedule })
          .catch(() => null);
        if (found && this.#shown && keyOf(this.#shown) === looked) this.#learn(this.#shown, found);
      }
    } finally {
      this.#looking = false;
    }
  }

  #learn(shown: Shown, { step, words, model }: Requests["noReturn"]["output"]): void {
    const versions = `${shown.execution.versions}, model ${model}`;
    const now = { ...shown, execution: { ...shown.execution, noReturn: step, versions }, fate: words };
    this.#tell({ kind: "noReturn", now, by: "editor" });
  }
}

/** What tells executions apart. */
function keyOf({ setup, execution }: Shown): string {
  return `${programKey(setup)} ${execution.schedule}`;
}
