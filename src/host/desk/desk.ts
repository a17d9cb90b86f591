import * as vscode from "vscode";
import { threadStarter } from "../worker/thread";
import type { Found } from "./found";
import { Reader } from "./reader";
import { isSample, sampleNames, sampleUris } from "./sample";
import { RecentSites, type Remembered } from "./recent";
import { Shelf } from "./shelf";
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

/** Documents that are to be one dig site. */
interface Bag extends Omit<OpenSite, "key" | "found"> {
  readonly uris: readonly vscode.Uri[];
}

const memory = "sites";

/** The dig sites that are open, in the order of opening. Nothing is read before somebody asks for them. */
export class Desk implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #opened = new vscode.EventEmitter<OpenSite>();
  readonly #asked = new vscode.EventEmitter<string>();
  readonly #context: vscode.ExtensionContext;
  #sites: readonly OpenSite[] = [];
  #restored: Promise<void> | undefined;
  #isRestored = false;
  /** Documents without a file. */
  readonly shelf: Shelf;
  readonly recent: RecentSites;
  readonly #reader: Reader;

  /** Fires after a dig site was opened or closed. */
  readonly onDidChange = this.#changed.event;
  /** Fires with a dig site that somebody has opened; not for those that come back from the last session. */
  readonly onDidOpen = this.#opened.event;

  /** Fires with the key of a site when a person who has opened it is to go on there with the keyboard. */
  readonly onDidAsk = this.#asked.event;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
    this.shelf = new Shelf(context.globalStorageUri);
    this.recent = new RecentSites(context.globalState);
    this.#reader = new Reader(threadStarter(context.extensionUri));
  }

  /** The sites that are open now, without waiting for those of the last session. */
  get sites(): readonly OpenSite[] {
    return this.#sites;
  }

  /** All sites, after those of the last session, or the sample in the workspace, have been opened again. */
  async allSites(): Promise<readonly OpenSite[]> {
    this.#restored ??= this.#restore().finally(() => {
      this.#isRestored = true;
    });
    await this.#restored;
    return this.#sites;
  }

  /** The site with a key; undefined when it is closed. */
  async site(key: string): Promise<OpenSite | undefined> {
    return (await this.allSites()).find((site) => site.key === key);
  }

  /** Opens the five seed documents that come with the extension. */
  async openSample(cancelled?: vscode.CancellationToken): Promise<OpenSite | undefined> {
    await this.allSites();
    const holdsSample = ({ sources }: OpenSite) =>
      sampleNames.every((name) => sources.some((source) => source.name === name));
    return (
      this.#sites.find(holdsSample) ??
      this.open(vscode.l10n.t("Sample"), sampleUris(this.#context.extensionUri), cancelled)
    );
  }

  /** Reads files and folders as one dig site; undefined when there is nothing in them to read. */
  async open(
    title: string,
    uris: readonly vscode.Uri[],
    cancelled?: vscode.CancellationToken,
  ): Promise<OpenSite | undefined> {
    const refused: string[] = [];
    const sources = await readSources(uris, (sentence) => refused.push(sentence));
    if (sources.length === 0) {
      void vscode.window.showWarningMessage(
        refused[0] ?? vscode.l10n.t("There is no file to read in {0}.", title),
      );
      return undefined;
    }
    return this.#add({ title, uris, sources, refused }, cancelled);
  }

  /** Opens a text that is in no file, such as the clipboard's, as a dig site that is kept for later sessions. */
  async openText(
    name: string,
    bytes: Uint8Array,
    title?: string,
    cancelled?: vscode.CancellationToken,
  ): Promise<OpenSite> {
    const source = await this.shelf.add(name, bytes);
    const bag = { title: title ?? source.name, uris: [source.uri], sources: [source], refused: [] };
    try {
      return await this.#add(bag, cancelled);
    } catch (error) {
      // No dig site speaks of it, so nothing would ever take it off the shelf.
      await this.shelf.remove([source.uri]);
      throw error;
    }
  }

  /** Reads documents without opening them as a dig site. @throws {Cancelled} when the reading was given up */
  read(sources: readonly Source[], cancelled?: vscode.CancellationToken): Promise<Found> {
    return this.#reader.read(sources, cancelled);
  }

  async #add(
    { title, uris, sources, refused }: Bag,
    cancelled?: vscode.CancellationToken,
  ): Promise<OpenSite> {
    const key = uris.map(String).join("\n");
    const found = await this.#reader.read(sources, cancelled);
    const site = { key, title, sources, found, refused };
    this.#sites = [...this.#sites.filter((other) => other.key !== key), site];
    await this.#remember();
    const forgotten = await this.recent.add({ title, uris: uris.map(String) });
    const isOpen = (uri: string) => this.#sites.some((one) => one.key.split("\n").includes(uri));
    const gone = forgotten.flatMap(({ uris: old }) => old).filter((uri) => !isOpen(uri));
    await this.shelf.remove(gone.map((uri) => vscode.Uri.parse(uri)));
    this.#changed.fire();
    if (this.#isRestored) this.#opened.fire(site);
    return site;
  }

  /** Asks whoever shows the sites to take the keyboard to one of them, the last unless said. */
  ask(key = this.#sites.at(-1)?.key): void {
    if (key !== undefined) this.#asked.fire(key);
  }

  /** Closes a dig site; its documents stay where they are. */
  async close(key: string): Promise<void> {
    this.#sites = this.#sites.filter((site) => site.key !== key);
    await this.#remember();
    this.#changed.fire();
  }

  dispose(): void {
    this.#reader.dispose();
    this.#changed.dispose();
    this.#opened.dispose();
    this.#asked.dispose();
  }

  async #remember(): Promise<void> {
    const remembered = this.#sites.map(({ title, key }): Remembered => ({ title, uris: key.split("\n") }));
    await this.#context.workspaceState.update(memory, remembered);
  }

  /** One site that cannot be read must not keep the others from being shown. */
  async #reopen(title: string, uris: readonly vscode.Uri[]): Promise<void> {
    try {
      await this.open(title, uris);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(vscode.l10n.t("{0} could not be read: {1}", title, why));
    }
  }

  async #restore(): Promise<void> {
    const remembered = this.#context.workspaceState.get<readonly Remembered[]>(memory);
    if (remembered !== undefined) {
      for (const { title, uris } of remembered)
        await this.#reopen(
          title,
          uris.map((uri) => vscode.Uri.parse(uri)),
        );
      return;
    }
    for (const folder of vscode.workspace.workspaceFolders ?? [])
      if (await isSample(folder.uri)) await this.#reopen(nameOf(folder.uri), [folder.uri]);
  }
}
