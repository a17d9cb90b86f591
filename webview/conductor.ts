import { t } from "@vscode/l10n";
import type { CellView, SavedPanel, Setup, StatusView, ToHost, ToPanel } from "../src/protocol";
import { Execution } from "./model/execution";
import { firstFilter, passes } from "./model/rows";
import { whyIdle } from "./model/words";
import type { PanelState, Store, ViewName } from "./store";

/** How many points undo can go back to. */
const longestPast = 100;

/** A search that has just begun. */
const noProgress = { executions: 0, states: 0, steps: 0, milliseconds: 0, found: [] };

/** What a person can do in the panel: changes the store, and asks the extension where it has to. */
export class Conductor {
  readonly #store: Store;
  readonly #send: (message: ToHost) => void;

  constructor(store: Store, send: (message: ToHost) => void) {
    this.#store = store;
    this.#send = send;
  }

  get #state(): PanelState {
    return this.#store.state;
  }

  get #length(): number {
    return this.#state.execution?.length ?? 0;
  }

  /** Shows the execution after `position` steps. */
  goTo(position: number): void {
    const cursor = Math.max(0, Math.min(position, this.#length));
    if (cursor !== this.#state.cursor) this.#store.update({ cursor });
  }

  /** To the next step shown, or, at the end, a step by the only context that can go on. */
  step(): void {
    if (this.#state.cursor < this.#length)
      return this.goTo(this.#nextStep((n) => this.#isShown(n)) ?? this.#length);
    const ready =
      this.#state.execution?.statuses(this.#length).filter((status) => status.state === "ready") ?? [];
    const only = ready[0];
    if (only && ready.length === 1 && only.choices === 1) this.choose(only.context);
  }

  back(): void {
    this.pause();
    let target = this.#state.cursor - 1;
    while (target > 0 && !this.#isShown(target)) target--;
    this.goTo(target);
  }

  /** Whether stepping stops at step n: filters that depend on the selected step do not bind it. */
  #isShown(n: number): boolean {
    const { execution, filter, cursor } = this.#state;
    const { relation } = filter;
    const lasting = relation === "story" ? relation : "all";
    return execution !== null && passes(execution, { ...filter, relation: lasting }, cursor, n);
  }

  /** Changes between all steps and the story of where contexts meet. */
  toggleStory(): void {
    this.filter({ relation: this.#state.filter.relation === "story" ? "all" : "story" });
  }

  /** Shows all steps, and the first of those that were left out somewhere. */
  unfold(first: number | null): void {
    this.filter({ relation: "all" });
    if (first !== null) this.goTo(first);
  }

  toStart(): void {
    this.pause();
    this.goTo(0);
  }

  toEnd(): void {
    this.pause();
    this.goTo(this.#length);
  }

  /** To the next step that preempts another context; to the end if there is none. */
  toPreemption(): void {
    this.pause();
    this.goTo(this.#nextStep((n) => this.#state.execution?.preempted(n) !== null) ?? this.#length);
  }

  /** To the step after which every order fails. */
  toNoReturn(): void {
    this.pause();
    const step = this.#state.execution?.view.noReturn;
    if (step) this.goTo(step);
    else this.say(this.#state.fate === "" ? t("No point of no return is known here.") : this.#state.fate);
  }

  /** To the first step after here that fails, or the first of all. */
  toFailure(): void {
    this.pause();
    const { execution } = this.#state;
    const target = this.#nextStep((n) => execution?.fails(n) === true) ?? execution?.failure;
    if (target) this.goTo(target);
  }

  /**
   * To the next step (from the start again if need be) that runs a line of the diff; nowhere if none does, as most clicks
   * into a diff are not meant for the replay.
   */
  toLine(path: string, line: number, side: "old" | "new"): void {
    const { execution, cursor, view } = this.#state;
    if (!execution || view !== "replay") return;
    const runs = (n: number): boolean => {
      const place = execution.step(n)?.place;
      if (place?.path !== path) return false;
      return place.side === side ? place.line === line : place.unchanged && place.across === line;
    };
    const target =
      this.#nextStep(runs) ?? execution.steps.find((step) => step.n <= cursor && runs(step.n))?.n;
    if (target) this.goTo(target);
  }

  #nextStep(wanted: (n: number) => boolean): number | null {
    for (let n = this.#state.cursor + 1; n <= this.#length; n++) if (wanted(n)) return n;
    return null;
  }

  /** Plays from here, or from the start if the end is reached. */
  play(): void {
    if (!this.#state.execution) return;
    const cursor = this.#state.cursor >= this.#length ? 0 : this.#state.cursor;
    this.#store.update({ playing: true, cursor });
  }

  pause(): void {
    if (this.#state.playing) this.#store.update({ playing: false });
  }

  setSpeed(speed: number): void {
    this.#store.update({ speed });
  }

  /** Lets a context take the next step; if that is not the recorded one, the execution branches here. */
  choose(context: number, choice: number | null = null): void {
    const { execution, cursor } = this.#state;
    const chosen = execution?.contexts[context];
    if (!execution || !chosen) return;
    this.pause();
    if (choice === null && execution.step(cursor + 1)?.context === context) return this.goTo(cursor + 1);
    this.#remember();
    this.#send({ kind: "choose", at: cursor, context: chosen.id, choice });
  }

  /** Goes back to the execution before the last branch or replay. */
  undo(): void {
    const last = this.#state.past.at(-1);
    if (!last) return this.say(t("There is nothing to undo."));
    this.#store.update({
      execution: last.execution,
      cursor: last.cursor,
      past: this.#state.past.slice(0, -1),
      playing: false,
    });
    const { schedule } = last.execution.view;
    this.#send({ kind: "replay", schedule, cursor: last.cursor, reason: t("Undone") });
  }

  #remember(): void {
    const { execution, cursor, past } = this.#state;
    if (execution) this.#store.update({ past: [...past, { execution, cursor }].slice(-longestPast) });
  }

  /** Replays a schedule, of an outcome or a branch. */
  replay(schedule: string, reason: string, cursor: number | null = null): void {
    this.pause();
    this.#remember();
    this.#send({ kind: "replay", schedule, cursor, reason });
    this.show("replay");
  }

  show(view: ViewName): void {
    this.#store.update({ view });
    // Tests find cells, too.
    if (view === "matrix") this.fillMatrix("nothing");
  }

  /** Shows the matrix, and has the row of the scenario searched. */
  showRow(): void {
    this.show("matrix");
    this.fillMatrix("scenario");
  }

  /** Asks for the cells of the matrix that are known, and has others searched. */
  fillMatrix(search: "nothing" | "scenario" | "all"): void {
    this.#send({ kind: "matrix", search });
  }

  #addCells({ cells, anew, ...rest }: Extract<ToPanel, { kind: "matrix" }>): void {
    const known = anew ? [] : (this.#state.matrix?.cells ?? []);
    this.#store.update({ matrix: { ...rest, cells: [...known, ...cells] } });
  }

  setUp(part: Partial<Setup>): void {
    const setup = { ...this.#state.setup, ...part };
    this.#store.update({
      setup,
      past: [],
      verdict: null,
      progress: noProgress,
      playing: false,
      view: "outcomes",
    });
    this.#send({ kind: "setUp", setup });
  }

  explore(): void {
    this.pause();
    this.#store.update({ progress: noProgress, view: "outcomes" });
    this.#send({ kind: "explore" });
  }

  /** Shows a cell of the matrix: its revision and scenario, replayed if there is something to replay. */
  openCell(cell: CellView): void {
    this.pause();
    this.#store.update({ past: [] });
    this.#send({ kind: "openCell", revision: cell.revision, scenario: cell.scenario });
    this.show(cell.schedule === null ? "outcomes" : "replay");
  }

  cancel(): void {
    this.#send({ kind: "cancel" });
  }

  compare(revision: string | null): void {
    this.#store.update({ setup: { ...this.#state.setup, beside: revision } });
    this.#send({ kind: "compare", revision });
  }

  filter(part: Partial<PanelState["filter"]>): void {
    this.#store.update({ filter: { ...this.#state.filter, ...part } });
  }

  keepBranch(name: string): void {
    const { execution, cursor, branches } = this.#state;
    if (!execution) return;
    const branch = { name, schedule: execution.view.schedule, cursor };
    this.#store.update({ branches: [...branches.filter((other) => other.name !== name), branch] });
    this.say(t('Branch "{0}" kept.', name));
  }

  dropBranch(name: string): void {
    this.#store.update({ branches: this.#state.branches.filter((branch) => branch.name !== name) });
  }

  /** Marks the step shown, or takes its mark away. */
  toggleBookmark(): void {
    const { bookmarks, cursor, execution } = this.#state;
    const without = bookmarks.filter((bookmark) => bookmark.step !== cursor);
    const note = execution?.step(cursor)?.words ?? t("before the first step");
    const marked = without.length < bookmarks.length;
    this.#store.update({
      bookmarks: marked ? without : [...without, { step: cursor, note }].sort((a, b) => a.step - b.step),
    });
    this.say(marked ? t("Bookmark at step {0} removed.", cursor) : t("Step {0} bookmarked.", cursor));
  }

  dropBookmark(step: number): void {
    this.#store.update({ bookmarks: this.#state.bookmarks.filter((bookmark) => bookmark.step !== step) });
  }

  watch(expression: string): void {
    if (!this.#state.watches.includes(expression))
      this.#store.update({ watches: [...this.#state.watches, expression] });
  }

  unwatch(expression: string): void {
    this.#store.update({ watches: this.#state.watches.filter((other) => other !== expression) });
  }

  /** Says why a context cannot run. */
  refuse(status: StatusView): void {
    const id = this.#state.execution?.contexts[status.context]?.id ?? "";
    this.say(t("{0} cannot run: {1}.", id, whyIdle(status)));
  }

  say(sentence: string, problem = false): void {
    this.#store.update({ said: { sentence, problem } });
  }

  /** Shows a line of a document beside the panel. */
  openSource(document: string, line: number): void {
    this.#send({ kind: "openSource", document, line });
  }

  /** Takes in a message of the extension. */
  receive(message: ToPanel): void {
    switch (message.kind) {
      case "snapshot":
        this.#store.update({ catalogue: message.catalogue, setup: message.setup, past: [] });
        if (message.saved) this.#restore(message.saved);
        return;
      case "presenting":
        return void document.body.classList.toggle("presenting", message.on);
      case "catalogue":
        return this.#store.update({ catalogue: message.catalogue });
      case "setup":
        return this.#store.update({ setup: message.setup, verdict: null, past: [] });
      case "progress":
        return this.#store.update({ progress: message.progress });
      case "verdict":
        return this.#store.update({ verdict: message.verdict, progress: null });
      case "searchEnded":
        this.#store.update({ progress: null });
        return this.say(message.why);
      case "execution": {
        const execution = new Execution(message.execution);
        return this.#store.update({
          execution,
          cursor: message.cursor,
          reason: message.reason,
          fate: "",
          beside: null,
          parts: null,
          filter: firstFilter(execution),
          view: message.show ? "replay" : this.#state.view,
        });
      }
      case "extended": {
        const { keep, steps, schedule, end, outcome } = message;
        const execution = this.#state.execution?.extended(keep, steps, { schedule, end, outcome }) ?? null;
        return this.#store.update({
          execution,
          cursor: keep + steps.length,
          reason: t("Your own schedule"),
          fate: "",
          beside: null,
          parts: null,
        });
      }
      case "moved":
        this.pause();
        return this.goTo(message.cursor);
      case "noReturn": {
        const { execution } = this.#state;
        if (execution?.view.schedule !== message.schedule) return;
        return this.#store.update({
          execution: execution.studied(message.step, message.versions),
          fate: message.words,
        });
      }
      case "comparison":
        return this.#store.update({
          beside: message.comparison ? new Execution(message.comparison.execution) : null,
          parts: message.comparison?.parts ?? null,
        });
      case "matrix":
        return this.#addCells(message);
      case "lineClicked":
        return this.toLine(message.path, message.line, message.side);
      case "said":
        return this.say(message.sentence, message.problem);
    }
  }

  #restore(saved: SavedPanel): void {
    const { branches, bookmarks, watches, view, speed } = saved;
    this.#store.update({ branches, bookmarks, watches, speed });
    this.show(view);
  }
}
