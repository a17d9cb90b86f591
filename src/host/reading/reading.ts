import * as vscode from "vscode";
import type { Desk, OpenSite } from "../desk/desk";
import type { FoundFile, FoundHunk, FoundPatch } from "../desk/found";
import { News } from "./news";
import type { FoundRaces } from "./races";
import { everything, select, type SelectedSeries, type View } from "./selection";
import { Viewed } from "./viewed";

/** A hunk where a reader comes by. */
export interface Stop {
  readonly site: OpenSite;
  readonly patch: FoundPatch;
  readonly file: FoundFile;
  readonly hunk: FoundHunk;
}

const memory = "view";

/** How far a person has read, and what of it they want to see now. */
export class Reading implements vscode.Disposable {
  readonly viewed: Viewed;
  readonly news: News;
  readonly races: FoundRaces;
  readonly #desk: Desk;
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  #view: View | undefined;
  #selected = new WeakMap<OpenSite, readonly SelectedSeries[]>();

  /** Fires when something was ticked off or found, or something else is wanted. */
  readonly onDidChange = this.#changed.event;

  constructor(desk: Desk, state: vscode.Memento, races: FoundRaces) {
    this.#desk = desk;
    this.races = races;
    this.#state = state;
    this.viewed = new Viewed(state);
    this.news = new News(state, desk);
    this.#listening = vscode.Disposable.from(
      this.viewed.onDidChange(() => this.#changeSelection()),
      races.onDidChange(() => this.#changeSelection()),
    );
  }

  get view(): View {
    this.#view ??= { ...everything, ...this.#state.get<Partial<View>>(memory, {}) };
    return this.#view;
  }

  async show(view: View): Promise<void> {
    this.#view = view;
    this.#changeSelection();
    await this.#state.update(memory, view);
  }

  /** What is wanted of a site. */
  selected(site: OpenSite): readonly SelectedSeries[] {
    const known = this.#selected.get(site) ?? select(site, this.view, this);
    this.#selected.set(site, known);
    return known;
  }

  /** All hunks that are wanted, in the order of the Series view. */
  async stops(): Promise<readonly Stop[]> {
    return (await this.#desk.allSites()).flatMap((site) => stopsIn(site, this.selected(site)));
  }

  /** All hunks, also those that are not wanted, in the same order. */
  async allStops(): Promise<readonly Stop[]> {
    const { order } = this.view;
    return (await this.#desk.allSites()).flatMap((site) =>
      stopsIn(site, select(site, { ...everything, order }, this)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.viewed.dispose();
    this.#changed.dispose();
  }

  #changeSelection(): void {
    this.#selected = new WeakMap();
    this.#changed.fire();
  }
}

function stopsIn(site: OpenSite, selected: readonly SelectedSeries[]): readonly Stop[] {
  return selected.flatMap(({ patches }) =>
    patches.flatMap(({ patch, files }) =>
      files.flatMap(({ file, hunks }) => hunks.map((hunk) => ({ site, patch, file, hunk }))),
    ),
  );
}
