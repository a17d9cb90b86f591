import type {
  BookmarkView,
  BranchView,
  CatalogueView,
  CellView,
  ProgressView,
  SavedPanel,
  Setup,
  VerdictView,
} from "../src/protocol";
import { protocolVersion } from "../src/protocol";
import type { Execution } from "./model/execution";
import type { Filter } from "./model/rows";
import { noFilter } from "./model/rows";

/** The view that fills the panel. */
export type ViewName = SavedPanel["view"];

/** A point that undo goes back to. */
export interface Past {
  readonly execution: Execution;
  readonly cursor: number;
}

/** Everything that is on screen follows from this value. */
export interface PanelState {
  readonly catalogue: CatalogueView;
  readonly setup: Setup;
  readonly view: ViewName;
  readonly execution: Execution | null;
  /** Where the execution shown comes from, in words. */
  readonly reason: string;
  /** Where the execution is lost, as a sentence; empty if that is not known, or it is not lost. */
  readonly fate: string;
  /** The execution of the revision beside, and where it parts. */
  readonly beside: Execution | null;
  readonly parts: { readonly at: number; readonly why: string } | null;
  /** Number of steps done, 0 to the length of the execution; the last of them is the selected step. */
  readonly cursor: number;
  readonly playing: boolean;
  /** Steps a second while playing. */
  readonly speed: number;
  readonly filter: Filter;
  readonly watches: readonly string[];
  readonly bookmarks: readonly BookmarkView[];
  readonly branches: readonly BranchView[];
  /** The latest last. All are of this setup: a schedule means nothing under another one. */
  readonly past: readonly Past[];
  readonly verdict: VerdictView | null;
  readonly progress: ProgressView | null;
  readonly matrix: {
    readonly cells: readonly CellView[];
    readonly done: number;
    readonly total: number;
    /** Whether cells still come in. */
    readonly running: boolean;
  } | null;
  /** Last sentence for the reader, and whether it tells of a problem. */
  readonly said: { readonly sentence: string; readonly problem: boolean } | null;
}

/** A setup that nothing has been chosen in yet. */
const emptySetup: Setup = {
  scenario: "",
  custom: null,
  revision: "",
  beside: null,
  without: [],
  irq: "any-cpu",
  continueAfterOops: false,
};

/** The state before the first message. */
const initialState: PanelState = {
  catalogue: { scenarios: [], revisions: [] },
  setup: emptySetup,
  view: "outcomes",
  execution: null,
  reason: "",
  fate: "",
  beside: null,
  parts: null,
  cursor: 0,
  playing: false,
  speed: 2,
  filter: noFilter,
  watches: [],
  bookmarks: [],
  branches: [],
  past: [],
  verdict: null,
  progress: null,
  matrix: null,
  said: null,
};

/** Called after each change with the state now and the state before. */
export type Listener = (state: PanelState, before: PanelState) => void;

/** Holds the state and tells every listener of a change, in the order in which they were added. */
export class Store {
  #current = initialState;
  readonly #listeners: Listener[] = [];

  get state(): PanelState {
    return this.#current;
  }

  /** Replaces the given parts of the state. */
  update(part: Partial<PanelState>): void {
    const before = this.#current;
    this.#current = { ...before, ...part };
    for (const listener of this.#listeners) listener(this.#current, before);
  }

  /** Calls `listener` now and after each change. */
  follow(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.#current, initialState);
  }
}

/** What is kept while the panel is hidden, loaded again or the editor restarted. */
export function toSave(state: PanelState): SavedPanel {
  return {
    version: protocolVersion,
    setup: state.setup,
    schedule: state.execution?.view.schedule ?? null,
    cursor: state.cursor,
    branches: state.branches,
    bookmarks: state.bookmarks,
    watches: state.watches,
    view: state.view,
    speed: state.speed,
  };
}
