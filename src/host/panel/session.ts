import type {
  CellView,
  ExecutionView,
  Place,
  SavedPanel,
  Setup,
  ToHost,
  ToPanel,
  VerdictView,
} from "../../protocol";
import { protocolVersion, ProtocolError, readToHost } from "../../protocol";
import { Cancelled, type Client } from "../worker/client";
import { placed, type PlacesOf } from "../../models/places/places";
import type { Run } from "../worker/requests";

/** What a session needs of the editor around it. */
export interface Surroundings {
  readonly send: (message: ToPanel) => void;
  /** Lights the line of a step in the diff; null puts the light out. */
  readonly light: (place: Place | null, violation: boolean) => void;
  readonly copy: (text: string) => Promise<void>;
  /** The address that opens a replay in this editor. */
  readonly linkTo: (run: Run, cursor: number) => Promise<string>;
  /** Asks for a name and saves; false if the person thought better of it. */
  readonly save: (name: string, content: string, base64: boolean) => Promise<boolean>;
  /** Asks for a file and reads it; null if the person thought better of it. */
  readonly open: () => Promise<string | null>;
  readonly title: (title: string) => void;
  /** Finds the lines of a revision's steps in the diffs that are open. */
  readonly placesOf: (revision: string) => Promise<PlacesOf>;
}

/** What a panel shows first. */
export interface Beginning {
  readonly setup: Setup;
  /** The schedule to replay; without one, the races are searched for and the worst is shown. */
  readonly schedule: string | null;
  readonly cursor: number;
  /** What a panel of an earlier session kept. */
  readonly saved: SavedPanel | null;
}

/**
 * The extension's side of one panel. Setup and schedule are all it remembers: a panel that was hidden or
 * loaded again says `ready` and gets everything computed anew.
 */
export class Session {
  private readonly around: Surroundings;
  /** Steps and replays; always quick. */
  private readonly stepper: Client;
  /** Searches; stopped when they are cancelled. */
  private readonly searcher: Client;
  private setup: Setup;
  private schedule: string | null;
  private cursor: number;
  private saved: SavedPanel | null;
  private verdict: VerdictView | null = null;
  private execution: ExecutionView | null = null;

  constructor(around: Surroundings, stepper: Client, searcher: Client, beginning: Beginning) {
    this.around = around;
    this.stepper = stepper;
    this.searcher = searcher;
    this.setup = beginning.setup;
    this.schedule = beginning.schedule;
    this.cursor = beginning.cursor;
    this.saved = beginning.saved;
  }

  /** Takes in a message of the panel; what goes wrong is told to the reader in one sentence. */
  async receive(value: unknown): Promise<void> {
    try {
      await this.act(readToHost(value));
    } catch (error) {
      if (error instanceof Cancelled) return;
      const why = error instanceof Error ? error.message : String(error);
      const sentence = error instanceof ProtocolError ? `The panel sent something unknown: ${why}.` : why;
      this.around.send({ kind: "said", sentence, problem: true });
    }
  }

  /** A line of the diff was clicked. */
  lineClicked(path: string, line: number, side: Place["side"]): void {
    if (this.execution) this.around.send({ kind: "lineClicked", path, line, side });
  }

  /** Shows another run in this panel. */
  async show(beginning: Beginning): Promise<void> {
    this.setup = beginning.setup;
    this.schedule = beginning.schedule;
    this.cursor = beginning.cursor;
    this.verdict = null;
    await this.begin();
  }

  private async act(message: ToHost): Promise<void> {
    switch (message.kind) {
      case "ready":
        return this.ready(message.version, message.saved);
      case "setUp":
        this.setup = message.setup;
        this.verdict = null;
        return this.explore(false);
      case "explore":
        return this.explore(false);
      case "cancel":
        this.searcher.cancel();
        return this.around.send({ kind: "searchEnded", why: "The search was cancelled." });
      case "replay":
        return this.replay(message.schedule, message.cursor, message.reason);
      case "choose":
        return this.choose(message.at, message.context, message.choice);
      case "at":
        this.cursor = message.cursor;
        return this.around.light(message.place, this.violates(message.cursor));
      case "compare":
        this.setup = { ...this.setup, beside: message.revision };
        return this.compare();
      case "matrix":
        return this.matrix();
      case "openCell":
        return this.openCell(message.revision, message.scenario);
      default:
        return this.share(message);
    }
  }

  private async ready(version: number, saved: SavedPanel | null): Promise<void> {
    if (version !== protocolVersion)
      throw new Error("The panel is of another version of the extension; close it and open it again.");
    const kept = saved ?? this.saved;
    if (kept && this.execution === null && this.schedule === null) {
      this.setup = kept.setup;
      this.schedule = kept.schedule;
      this.cursor = kept.cursor;
    }
    this.saved = kept;
    await this.begin();
  }

  private async begin(): Promise<void> {
    const catalogue = await this.stepper.ask("catalogue", null);
    this.around.send({ kind: "snapshot", catalogue, setup: this.setup, saved: this.saved });
    if (this.schedule === null) return this.explore(true);
    await this.replay(this.schedule, this.cursor, "Replayed", (this.saved?.view ?? "replay") === "replay");
    if (this.verdict) this.around.send({ kind: "verdict", verdict: this.verdict });
    else await this.explore(false);
  }

  /** Searches; with `replayWorst`, also replays the first violation, or whatever there is. */
  private async explore(replayWorst: boolean): Promise<void> {
    this.searcher.cancel();
    const { setup } = this;
    const verdict = await this.searcher.ask("explore", setup, (progress) =>
      this.around.send({ kind: "progress", progress }),
    );
    this.verdict = verdict;
    this.around.send({ kind: "verdict", verdict });
    const worst = verdict.outcomes.find((one) => one.violations.length > 0) ?? verdict.outcomes[0];
    if (replayWorst && worst) await this.replay(worst.schedule, 0, worst.title);
  }

  private async replay(schedule: string, cursor: number | null, reason: string, show = true): Promise<void> {
    const { execution: found, note } = await this.stepper.ask("replay", { setup: this.setup, schedule });
    const places = await this.around.placesOf(found.revision);
    const execution = { ...found, steps: placed(found.steps, places) };
    this.execution = execution;
    this.schedule = execution.schedule;
    this.cursor = Math.min(cursor ?? 0, execution.steps.length);
    this.around.title(`${execution.scenario} on ${execution.revision}`);
    this.around.send({ kind: "execution", execution, cursor: this.cursor, reason, show });
    if (note !== "") this.around.send({ kind: "said", sentence: note, problem: true });
    await this.compare();
  }

  private async choose(at: number, context: string, choice: number | null): Promise<void> {
    const { execution, setup } = this;
    if (!execution) throw new Error("There is no execution to go on with.");
    const turn = { setup, schedule: execution.schedule, at, context, choice };
    const { steps: taken, ...rest } = await this.stepper.ask("turn", turn);
    const { keep, schedule, end, outcome } = rest;
    const latest = execution.steps.slice(0, keep).findLast((step) => step.place !== null)?.place ?? null;
    const steps = placed(taken, await this.around.placesOf(execution.revision), latest);
    this.execution = {
      ...execution,
      schedule,
      end,
      outcome,
      steps: [...execution.steps.slice(0, keep), ...steps],
    };
    this.schedule = schedule;
    this.around.send({ kind: "extended", ...rest, steps });
    await this.compare();
  }

  private async compare(): Promise<void> {
    const { beside } = this.setup;
    if (beside === null || this.schedule === null)
      return this.around.send({ kind: "comparison", comparison: null });
    const run = { setup: this.setup, schedule: this.schedule, revision: beside };
    this.around.send({ kind: "comparison", comparison: await this.stepper.ask("compare", run) });
  }

  private async matrix(): Promise<void> {
    const { scenarios } = await this.stepper.ask("catalogue", null);
    const pairs = scenarios.flatMap(({ id, revisions }) =>
      revisions.map((revision) => ({ scenario: id, revision })),
    );
    const cells: CellView[] = [];
    this.around.send({ kind: "matrix", cells, done: 0, total: pairs.length });
    for (const pair of pairs) {
      cells.push(await this.searcher.ask("cell", pair));
      this.around.send({ kind: "matrix", cells, done: cells.length, total: pairs.length });
    }
  }

  private async openCell(revision: string, scenario: string): Promise<void> {
    this.setup = { ...this.setup, revision, scenario, without: [] };
    this.around.send({ kind: "setup", setup: this.setup });
    await this.explore(true);
  }

  private async share(message: ToHost): Promise<void> {
    const { setup } = this;
    const said = (sentence: string): void => this.around.send({ kind: "said", sentence, problem: false });
    switch (message.kind) {
      case "copyText":
        await this.around.copy(message.text);
        return said(`${message.what} copied.`);
      case "copyLink":
        await this.around.copy(
          await this.around.linkTo({ setup, schedule: message.schedule }, message.cursor),
        );
        return said("Link copied.");
      case "saveTrace": {
        const trace = await this.stepper.ask("writeTrace", { setup, schedule: message.schedule });
        if (await this.around.save(`${setup.scenario}-${setup.revision}.trace.json`, trace, false))
          said("Trace saved.");
        return;
      }
      case "saveFile":
        if (await this.around.save(message.name, message.content, message.base64)) said("Saved.");
        return;
      case "openTrace":
        return this.openTrace();
    }
  }

  private async openTrace(): Promise<void> {
    const text = await this.around.open();
    if (text === null) return;
    const trace = await this.stepper.ask("readTrace", text);
    await this.show({ setup: trace.setup, schedule: trace.schedule, cursor: 0, saved: null });
    if (trace.note !== "") this.around.send({ kind: "said", sentence: trace.note, problem: true });
  }

  private violates(cursor: number): boolean {
    return (this.execution?.steps[cursor - 1]?.violations.length ?? 0) > 0;
  }
}
