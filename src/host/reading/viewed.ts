import * as vscode from "vscode";
import { sha1, utf8 } from "../../patch/sha1";
import type { FoundFile, FoundHunk, FoundPatch } from "../desk/found";

const memory = "viewed";

/** So many digits of a hunk's hash tell hunks apart well enough, and a workspace can remember many of them. */
const digits = 16;

/** So many hunks are remembered, some 400 KB; a tick that is older than all of these is forgotten. */
const most = 20_000;

/**
 * Which hunks a person has ticked off. A hunk is known by its file and its rows, not by its number: in a later version
 * of a series it is still viewed as long as it says the same.
 */
export class Viewed implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #names = new WeakMap<FoundHunk, string>();
  #viewed: Set<string> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  has(file: FoundFile, hunk: FoundHunk): boolean {
    return this.#all.has(this.#nameOf(file, hunk));
  }

  /** How many hunks of a patch are viewed. */
  countIn({ files }: FoundPatch): number {
    return files.reduce((sum, file) => sum + file.hunks.filter((hunk) => this.has(file, hunk)).length, 0);
  }

  /** Ticks hunks, or takes their ticks away, and remembers it. */
  async mark(hunks: readonly (readonly [FoundFile, FoundHunk])[], isViewed: boolean): Promise<void> {
    const all = this.#all;
    for (const [file, hunk] of hunks) {
      const name = this.#nameOf(file, hunk);
      all.delete(name);
      if (isViewed) all.add(name);
    }
    // A set keeps the order in which its members came.
    for (const oldest of all) {
      if (all.size <= most) break;
      all.delete(oldest);
    }
    this.#changed.fire();
    await this.#state.update(memory, [...all]);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get #all(): Set<string> {
    this.#viewed ??= new Set(this.#state.get<readonly string[]>(memory, []));
    return this.#viewed;
  }

  #nameOf(file: FoundFile, hunk: FoundHunk): string {
    const known = this.#names.get(hunk);
    if (known !== undefined) return known;
    const rows = hunk.rows.map(({ mark, text }) => `${mark}${text}`);
    const name = sha1(utf8([file.path, ...rows].join("\n"))).slice(0, digits);
    this.#names.set(hunk, name);
    return name;
  }
}

/** How many hunks a patch has. */
export function hunksIn({ files }: FoundPatch): number {
  return files.reduce((sum, { hunks }) => sum + hunks.length, 0);
}
