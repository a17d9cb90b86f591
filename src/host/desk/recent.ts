import type * as vscode from "vscode";

/** What is needed to open a dig site again. */
export interface Remembered {
  readonly title: string;
  readonly uris: readonly string[];
}

/** So many closed or open dig sites are kept in mind. */
const most = 20;

const memory = "recent";

/** The dig sites that were opened lately, in any window, the latest first. */
export class RecentSites {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get all(): readonly Remembered[] {
    return this.#state.get<readonly Remembered[]>(memory, []);
  }

  /** Puts a site first. @returns those that are too old to be kept */
  async add(site: Remembered): Promise<readonly Remembered[]> {
    const key = site.uris.join("\n");
    const others = this.all.filter(({ uris }) => uris.join("\n") !== key);
    const all = [site, ...others];
    await this.#state.update(memory, all.slice(0, most));
    return all.slice(most);
  }
}
