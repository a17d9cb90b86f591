import * as vscode from "vscode";
import { isNote, type Note } from "../../review/note";

const memory = "notes";

/** The reviewer's own notes, by dig site; they stay with the workspace until they are deleted. */
export class Notes implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #state: vscode.Memento;
  #bySite: ReadonlyMap<string, readonly Note[]> | undefined;

  /** Fires after a note was added, changed or deleted. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The notes of a dig site, in the order of writing. */
  of(site: string): readonly Note[] {
    return this.#all().get(site) ?? [];
  }

  /** Adds a note, or gives the one with its id another text. */
  async put(site: string, note: Note): Promise<void> {
    const notes = this.of(site);
    const known = notes.some(({ id }) => id === note.id);
    await this.#set(site, known ? notes.map((one) => (one.id === note.id ? note : one)) : [...notes, note]);
  }

  async delete(site: string, id: string): Promise<void> {
    await this.#set(
      site,
      this.of(site).filter((note) => note.id !== id),
    );
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #all(): ReadonlyMap<string, readonly Note[]> {
    if (this.#bySite !== undefined) return this.#bySite;
    const stored = Object.entries(this.#state.get<Readonly<Record<string, unknown>>>(memory, {}));
    this.#bySite = new Map(
      stored.map(([site, notes]) => [site, Array.isArray(notes) ? notes.filter(isNote) : []]),
    );
    return this.#bySite;
  }

  async #set(site: string, notes: readonly Note[]): Promise<void> {
    this.#bySite = new Map([...this.#all(), [site, notes]]);
    await this.#state.update(memory, Object.fromEntries(this.#bySite));
    this.#changed.fire();
  }
}
