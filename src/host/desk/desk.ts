import * as vscode from "vscode";
import { findIn, type Found } from "./found";
import { isSample, sampleNames, sampleUris } from "./sample";
import { pastedScheme } from "./pasted";
import { nameOf, readSources, type Source } from "./source";

/** An open dig site: the documents and what was found in them. */
export interface OpenSite {
  /** Tells sites apart; kept in the addresses of rebuilt texts, so the same documents get the same key again. */
  readonly key: string;
  readonly title: string;
  readonly sources: readonly Source[];
  readonly found: Found;
  /** What could not be read, one sentence each. */
  readonly refused: readonly string[];
}

/** What to open again in the next session. */
interface Remembered {
  readonly title: string;
  readonly uris: readonly string[];
}

const memory = "sites";

/** The dig sites that are open, in the order of opening. Nothing is read before somebody asks for them. */
export class Desk implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #context: vscode.ExtensionContext;
  #sites: readonly OpenSite[] = [];
  #restored: Promise<void> | undefined;

  /** Fires after a dig site was opened or closed. */
  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
  }

  /** The sites that are open now, without waiting for those of the last session. */
  get sites(): readonly OpenSite[] {
    return this.#sites;
  }

  /** All sites, after those of the last session, or the sample in the workspace, have been opened again. */
  async allSites(): Promise<readonly OpenSite[]> {
    this.#restored ??= this.#restore();
    await this.#restored;
    return this.#sites;
  }

  /** The site with a key; undefined when it is closed. */
  async site(key: string): Promise<OpenSite | undefined> {
    return (await this.allSites()).find((site) => site.key === key);
  }

  /** Opens the five seed documents that come with the extension. */
  async openSample(): Promise<OpenSite | undefined> {
    await this.allSites();
    const holdsSample = ({ sources }: OpenSite) =>
      sampleNames.every((name) => sources.some((source) => source.name === name));
    return (
      this.#sites.find(holdsSample) ??
      this.open(vscode.l10n.t("Sample"), sampleUris(this.#context.extensionUri))
    );
  }

  /** Reads files and folders as one dig site; undefined when there is nothing in them to read. */
  async open(title: string, uris: readonly vscode.Uri[]): Promise<OpenSite | undefined> {
    const refused: string[] = [];
    const sources = await readSources(uris, (sentence) => refused.push(sentence));
    if (sources.length === 0) {
      void vscode.window.showWarningMessage(
        refused[0] ?? vscode.l10n.t("There is no file to read in {0}.", title),
      );
      return undefined;
    }
    return this.add(title, uris.map(String).join("\n"), sources, refused);
  }

  /** Adds documents that have been read already, such as the clipboard's text. */
  async add(
    title: string,
    key: string,
    sources: readonly Source[],
    refused: readonly string[] = [],
  ): Promise<OpenSite> {
    const site = { key, title, sources, found: findIn(sources), refused };
    this.#sites = [...this.#sites.filter((other) => other.key !== key), site];
    await this.#remember();
    this.#changed.fire();
    return site;
  }

  /** Closes a dig site; its documents stay where they are. */
  async close(key: string): Promise<void> {
    this.#sites = this.#sites.filter((site) => site.key !== key);
    await this.#remember();
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #remember(): Promise<void> {
    const lasting = this.#sites.filter((site) =>
      site.sources.every(({ uri }) => uri.scheme !== pastedScheme),
    );
    const remembered = lasting.map(({ title, key }): Remembered => ({ title, uris: key.split("\n") }));
    await this.#context.workspaceState.update(memory, remembered);
  }

  async #restore(): Promise<void> {
    const remembered = this.#context.workspaceState.get<readonly Remembered[]>(memory);
    if (remembered !== undefined) {
      for (const { title, uris } of remembered)
        await this.open(
          title,
          uris.map((uri) => vscode.Uri.parse(uri)),
        );
      return;
    }
    for (const folder of vscode.workspace.workspaceFolders ?? [])
      if (await isSample(folder.uri)) await this.open(nameOf(folder.uri), [folder.uri]);
  }
}
