import * as vscode from "vscode";
import type { CatalogueView, Place, SavedPanel, Setup, ToHost, ToPanel, VerdictView } from "../../protocol";
import { protocolVersion, ProtocolError, readToHost } from "../../protocol";
import type { OpenPatch } from "../../models/places/places";
import { Cancelled } from "../worker/client";
import type { Change, CurrentExecution, Shown } from "../replay/current";
import { Grid } from "./grid";
import { withFacts } from "./hunkFacts";
import { Search } from "./search";
import type { Threads } from "./threads";
import { programKey } from "../worker/programKey";
import type { Run } from "../worker/requests";

/** What a session needs of the editor around it. */
export interface Surroundings {
  readonly send: (message: ToPanel) => void;
  readonly copy: (text: string) => Promise<void>;
  /** The address that opens a replay in this editor. */
  readonly linkTo: (run: Run, cursor: number) => Promise<string>;
  /** Asks for a name and saves; false if the person thought better of it. */
  readonly save: (name: string, content: string, base64: boolean) => Promise<boolean>;
  /** Asks for a file and reads it; null if the person thought better of it. */
  readonly open: () => Promise<string | null>;
  readonly title: (title: string) => void;
  /** The patch of this name, if it is open. */
  readonly patch: OpenPatch;
  /** Shows a line of one of the sample's documents. */
  readonly openSource: (document: string, line: number) => Promise<void>;
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
 * The extension's side of one panel. It shows the current execution, which others may change too; setup and
 * verdict are its own. A panel that was hidden or loaded again says `ready` and gets all of it once more.
 */
export class Session {
  readonly #around: Surroundings;
  readonly #current: CurrentExecution;
  readonly #threads: Threads;
  readonly #search: Search;
  readonly #grid: Grid;
  readonly #following: { readonly dispose: () => void };
  #setup: Setup;
  /** What is to be shown when the panel is ready; null once it is. */
  #beginning: Beginning | null;
  #closed = false;
  #verdict: VerdictView | null = null;
  /** Whether the panel's next execution brings the replay view to the front. */
  #front = true;

  constructor(around: Surroundings, current: CurrentExecution, threads: Threads, beginning: Beginning) {
    this.#around = around;
    this.#current = current;
    this.#threads = threads;
    this.#setup = beginning.setup;
    this.#beginning = beginning;
    this.#search = new Search(threads);
    // The page of the panel takes longer to load than most searches.
    if (beginning.schedule === null && beginning.saved === null) this.#search.prepare(beginning.setup);
    this.#grid = new Grid(threads, (message) => this.#send(message));
    this.#following = current.follow((change) => void this.#shield(() => this.#followed(change)));
  }

  /** The panel is closed: it follows nothing any more, and nobody waits for what it has searched. */
  dispose(): void {
    this.#closed = true;
    this.#following.dispose();
    this.#search.cancel();
  }

  /** Takes in a message of the panel; what goes wrong is told to the reader in one sentence. */
  receive(value: unknown): Promise<void> {
    return this.#shield(() => this.#act(readToHost(value)));
  }

  /** What is chosen in the panel. */
  get chosen(): Setup {
    return this.#setup;
  }

  /** A line of the diff was clicked. */
  lineClicked(path: string, line: number, side: Place["side"]): void {
    if (this.#current.now) this.#send({ kind: "lineClicked", path, line, side });
  }

  /** Shows another run in this panel. */
  async show(beginning: Beginning): Promise<void> {
    this.#setup = beginning.setup;
    this.#beginning = beginning;
    this.#verdict = null;
    await this.#shield(() => this.#begin(beginning.saved));
  }

  /** What is still under way when the panel is closed has nobody to tell: its webview refuses every message. */
  #send(message: ToPanel): void {
    if (!this.#closed) this.#around.send(message);
  }

  async #shield(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof Cancelled) return;
      const why = error instanceof Error ? error.message : String(error);
      const sentence =
        error instanceof ProtocolError ? vscode.l10n.t("The panel sent something unknown: {0}.", why) : why;
      this.#send({ kind: "said", sentence, problem: true });
    }
  }

  async #act(message: ToHost): Promise<void> {
    switch (message.kind) {
      case "ready":
        return this.#ready(message.version, message.saved);
      case "setUp":
        this.#setup = message.setup;
        this.#verdict = null;
        this.#around.title(titleOf(message.setup));
        // Diffs, status bar and debugger follow at once; the outcomes stay in front.
        return this.#explore(true, false);
      case "explore":
        return this.#explore(false);
      case "cancel":
        this.#search.cancel();
        return this.#send({ kind: "searchEnded", why: vscode.l10n.t("The search was cancelled.") });
      case "replay":
        await this.#replay(message.schedule, message.cursor, message.reason);
        return;
      case "choose":
        await this.#current.choose(message.at, message.context, message.choice, "panel");
        return;
      case "at":
        if (message.schedule === this.#current.now?.execution.schedule)
          this.#current.moveTo(message.cursor, "panel");
        return;
      case "compare":
        this.#setup = { ...this.#setup, beside: message.revision };
        return this.#compare();
      case "matrix":
        return this.#grid.run(message.search, this.#setup.scenario);
      case "openCell":
        return this.#openCell(message.revision, message.scenario);
      default:
        return this.#share(message);
    }
  }

  async #ready(version: number, saved: SavedPanel | null): Promise<void> {
    if (version !== protocolVersion)
      throw new Error(
        vscode.l10n.t("The panel is of another version of the extension; close it and open it again."),
      );
    const beginning = this.#beginning;
    const kept = saved ?? beginning?.saved ?? null;
    if (kept && beginning?.schedule === null) {
      this.#setup = kept.setup;
      this.#beginning = { setup: kept.setup, schedule: kept.schedule, cursor: kept.cursor, saved: kept };
    }
    await this.#begin(kept);
  }

  /** Sends everything that there is to show, with what the panel `kept`, and begins with what is to be shown first. */
  async #begin(kept: SavedPanel | null): Promise<void> {
    const beginning = this.#beginning;
    this.#beginning = null;
    const catalogue = await this.#threads.stepper.ask("catalogue", null);
    // A restored matrix asks for its cells at the snapshot: a search that began after that would cancel them.
    if (kept && this.#verdict === null) this.#search.prepare(this.#setup);
    this.#send({ kind: "snapshot", catalogue, setup: this.#setup, saved: kept });
    void this.#shield(() => this.#describeHunks(catalogue));
    const front = (kept?.view ?? "replay") === "replay";
    if (beginning === null) await this.#sendExecution(vscode.l10n.t("Shown again"), front);
    else if (beginning.schedule === null) return this.#explore(true);
    else await this.#replay(beginning.schedule, beginning.cursor, vscode.l10n.t("Replayed"), front);
    if (this.#verdict) this.#send({ kind: "verdict", verdict: this.#verdict });
    else await this.#explore(false);
  }

  /** What the patches show of their hunks comes later, because the patches may still be read. */
  async #describeHunks(catalogue: CatalogueView): Promise<void> {
    const described = await withFacts(catalogue, this.#around.patch);
    if (described !== catalogue) this.#send({ kind: "catalogue", catalogue: described });
  }

  /**
   * Searches. With `replayWorst` the first failure is shown as soon as it is found; it gives way to its shortest
   * schedule when the search is done, unless somebody has begun to walk through it. Without a failure, any outcome
   * is shown in the end. `front` brings the replay view to the front.
   */
  async #explore(replayWorst: boolean, front = true): Promise<void> {
    let early: Promise<string | null> | null = null;
    const setup = this.#setup;
    const verdict = await this.#search.run(setup, (progress) => {
      this.#send({ kind: "progress", progress });
      const [first] = progress.found;
      if (!first || !replayWorst || early !== null) return;
      early = this.#replay(first.schedule, 0, first.title, front);
      // A search that ends in an error waits for nobody, and says itself what went wrong.
      early.catch(() => undefined);
    });
    const shown = await early;
    // While the early replay looked for its places, something else may have been chosen.
    if (programKey(setup) !== programKey(this.#setup)) return;
    this.#verdict = verdict;
    this.#send({ kind: "verdict", verdict });
    const worst = verdict.outcomes.find((one) => one.violations.length > 0) ?? verdict.outcomes[0];
    if (!replayWorst || !worst || worst.schedule === shown) return;
    const { now } = this.#current;
    const untouched = shown !== null && now?.execution.schedule === shown && now.cursor === 0;
    if (early === null || untouched) await this.#replay(worst.schedule, 0, worst.title, front);
  }

  /** Gives the schedule that is shown then; null if something newer was asked for meanwhile. */
  async #replay(
    schedule: string,
    cursor: number | null,
    reason: string,
    front = true,
  ): Promise<string | null> {
    this.#front = front;
    const setup = this.#setup;
    const request = { setup, schedule, cursor: cursor ?? 0, reason, by: "panel" } as const;
    return (await this.#current.replay(request)) ? (this.#current.now?.execution.schedule ?? null) : null;
  }

  /** Tells the panel what happened to the current execution, whoever did it. */
  async #followed(change: Change): Promise<void> {
    switch (change.kind) {
      case "replaced": {
        if (change.by !== "panel") this.#adopt(change.now.setup);
        await this.#sendExecution(change.reason, change.by !== "panel" || this.#front);
        if (change.note !== "") this.#send({ kind: "said", sentence: change.note, problem: true });
        if (this.#verdict === null && change.by !== "panel") await this.#explore(false);
        return;
      }
      case "extended": {
        const { keep, steps, now } = change;
        const { schedule, end, outcome } = now.execution;
        this.#send({ kind: "extended", keep, steps, schedule, end, outcome });
        return this.#compare();
      }
      case "moved":
        if (change.by !== "panel") this.#send({ kind: "moved", cursor: change.now.cursor });
        return;
      case "noReturn":
        return this.#sendFate(change.now);
      case "closed":
        return;
    }
  }

  /** Somebody else chose what is run: the panel's choosers show it, and its verdict is another one. */
  #adopt(setup: Setup): void {
    this.#search.cancel();
    const { scenario, revision, beside } = this.#setup;
    // What stands beside a race stays with it; beside another one it would only confuse.
    const isSame = setup.scenario === scenario && setup.revision === revision;
    this.#setup = { ...setup, beside: setup.beside ?? (isSame ? beside : null) };
    this.#verdict = null;
    this.#send({ kind: "setup", setup: this.#setup });
  }

  async #sendExecution(reason: string, show: boolean): Promise<void> {
    const { now } = this.#current;
    if (!now) return;
    const { execution, cursor } = now;
    this.#around.title(titleOf(now.setup));
    this.#send({ kind: "execution", execution, cursor, reason, show });
    if (now.fate !== "") this.#sendFate(now);
    await this.#compare();
  }

  #sendFate({ execution, fate }: Shown): void {
    const { schedule, noReturn, versions } = execution;
    this.#send({ kind: "noReturn", schedule, step: noReturn, words: fate, versions });
  }

  async #compare(): Promise<void> {
    const setup = this.#setup;
    const current = this.#current;
    const schedule = current.now?.execution.schedule;
    if (setup.beside === null || schedule === undefined)
      return this.#send({ kind: "comparison", comparison: null });
    const run = { setup, schedule, revision: setup.beside };
    const comparison = await this.#threads.stepper.ask("compare", run);
    if (this.#setup === setup && current.now?.execution.schedule === schedule)
      this.#send({ kind: "comparison", comparison });
  }

  async #openCell(revision: string, scenario: string): Promise<void> {
    this.#setup = { ...this.#setup, revision, scenario, without: [] };
    this.#send({ kind: "setup", setup: this.#setup });
    await this.#explore(true);
  }

  async #share(message: ToHost): Promise<void> {
    const setup = this.#setup;
    const said = (sentence: string): void => this.#send({ kind: "said", sentence, problem: false });
    switch (message.kind) {
      case "copyText":
        await this.#around.copy(message.text);
        return said(vscode.l10n.t("{0} copied.", message.what));
      case "copyLink":
        await this.#around.copy(
          await this.#around.linkTo({ setup, schedule: message.schedule }, message.cursor),
        );
        return said(vscode.l10n.t("Link copied."));
      case "saveTrace": {
        const trace = await this.#threads.stepper.ask("writeTrace", { setup, schedule: message.schedule });
        if (await this.#around.save(`${setup.scenario}-${setup.revision}.trace.json`, trace, false))
          said(vscode.l10n.t("Trace saved."));
        return;
      }
      case "saveFile":
        if (await this.#around.save(message.name, message.content, message.base64))
          said(vscode.l10n.t("Saved."));
        return;
      case "openTrace":
        return this.#openTrace();
      case "openSource":
        return this.#around.openSource(message.document, message.line);
    }
  }

  async #openTrace(): Promise<void> {
    const text = await this.#around.open();
    if (text === null) return;
    const trace = await this.#threads.stepper.ask("readTrace", text);
    await this.show({ setup: trace.setup, schedule: trace.schedule, cursor: 0, saved: null });
    if (trace.note !== "") this.#send({ kind: "said", sentence: trace.note, problem: true });
  }
}

/** What the panel's tab is called. */
function titleOf({ scenario, revision, without }: Setup): string {
  if (without.length === 0) return vscode.l10n.t("{0} on {1}", scenario, revision);
  return without.length === 1
    ? vscode.l10n.t("{0} on {1} without a hunk", scenario, revision)
    : vscode.l10n.t("{0} on {1} without {2} hunks", scenario, revision, without.length);
}
