import * as vscode from "vscode";
import type { OpenPatch } from "../../models/places/places";
import type { CatalogueView, Place, Setup, ToPanel } from "../../protocol";
import { readSaved } from "../../protocol";
import type { CurrentExecution } from "../replay/current";
import { linkQuery, readLinkQuery, replayPath } from "./link";
import { freshNonce, page } from "./page";
import type { Beginning } from "./session";
import { Session } from "./session";
import type { Threads } from "./threads";

/** Type of the panel, for VS Code to find the serializer by. */
const panelType = "patchArchaeology.replay";

/** What the panel wants of the editors beside it. */
export interface Beside {
  /** The patch of this name, if it is open. */
  readonly patch: OpenPatch;
  /** Opens the first diff of a revision if there is no editor yet, so that the panel comes beside it. */
  readonly prepare: (revision: string) => Promise<void>;
  /** Shows a line of one of the sample's documents in a column. */
  readonly openSource: (document: string, line: number, column: vscode.ViewColumn) => Promise<void>;
}

/** What a panel opens with when nothing else is asked for: the race of the README. */
export const firstSetup: Setup = {
  scenario: "aio-read-fault-third-page",
  custom: null,
  revision: "base",
  beside: null,
  without: [],
  irq: "any-cpu",
  continueAfterOops: false,
};

/** A panel that is open. */
interface Open {
  readonly panel: vscode.WebviewPanel;
  readonly session: Session;
}

/** The replay panel: opens it beside the diff, brings it back after a restart, and answers links. */
export class ReplayPanels implements vscode.Disposable, vscode.WebviewPanelSerializer, vscode.UriHandler {
  readonly #extension: vscode.Extension<unknown>;
  readonly #current: CurrentExecution;
  readonly #threads: Threads;
  readonly #beside: Beside;
  readonly #registered: readonly vscode.Disposable[];
  #opened: Open | null = null;
  #presenting = false;

  constructor(
    extension: vscode.Extension<unknown>,
    current: CurrentExecution,
    threads: Threads,
    beside: Beside,
  ) {
    this.#extension = extension;
    this.#current = current;
    this.#threads = threads;
    this.#beside = beside;
    this.#registered = [
      vscode.window.registerWebviewPanelSerializer(panelType, this),
      vscode.window.registerUriHandler(this),
    ];
  }

  /**
   * Shows a run, in the panel that is open or in a new one beside the active editor. The panel gets the focus: who asks for a
   * run wants to step through it by key.
   */
  async open(setup: Partial<Setup> = {}, schedule: string | null = null, cursor = 0): Promise<void> {
    const beginning = { setup: { ...firstSetup, ...setup }, schedule, cursor, saved: null };
    if (this.#opened) {
      this.#opened.panel.reveal();
      return this.#opened.session.show(beginning);
    }
    await this.#beside.prepare(beginning.setup.revision);
    this.#create(beginning, false);
  }

  /** Shows the current execution, or the race of the README if there is none, and gives the panel the focus. */
  async openCurrent(): Promise<void> {
    const { now } = this.#current;
    if (now && this.#opened) return this.#opened.panel.reveal();
    if (now) return this.open(now.setup, now.execution.schedule, now.cursor);
    return this.open();
  }

  /** Shows the current execution and leaves the focus where it is: who turns the pages of a lesson wants to turn the next one. */
  async showCurrent(): Promise<void> {
    const { now } = this.#current;
    if (now && this.#opened) return this.#opened.panel.reveal(undefined, true);
    if (!now) return this.openCurrent();
    const { setup, execution, cursor } = now;
    await this.#beside.prepare(setup.revision);
    this.#create({ setup, schedule: execution.schedule, cursor, saved: null }, true);
  }

  /** The column for diffs: the first one, unless the panel stands there. */
  get columnBeside(): vscode.ViewColumn {
    return this.#opened?.panel.viewColumn === vscode.ViewColumn.One
      ? vscode.ViewColumn.Two
      : vscode.ViewColumn.One;
  }

  /** Whether a panel shows the current execution. */
  get isOpen(): boolean {
    return this.#opened !== null;
  }

  /** Sets the type of the panel for a projector, or back; a panel that opens later has it too. */
  present(on: boolean): void {
    this.#presenting = on;
    void this.#opened?.panel.webview.postMessage({ kind: "presenting", on } satisfies ToPanel);
  }

  /** What is chosen in the panel that is open, also if it is not replayed yet; else null. */
  get chosen(): Setup | null {
    return this.#opened?.session.chosen ?? null;
  }

  /** What can be run: scenarios and revisions. */
  catalogue(): Promise<CatalogueView> {
    // Whoever sees what can be run is about to run it: a thread that searches takes a while to start.
    void this.#threads.searcher.ask("catalogue", null).catch(() => undefined);
    return this.#threads.stepper.ask("catalogue", null);
  }

  /** Goes to the next step that runs a line of a diff. */
  lineClicked(place: Pick<Place, "path" | "line" | "side">): void {
    this.#opened?.session.lineClicked(place.path, place.line, place.side);
  }

  /** VS Code has started again and brings back a panel with what it kept. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.#adopt(panel, { setup: firstSetup, schedule: null, cursor: 0, saved: readSaved(state) });
    return Promise.resolve();
  }

  /** Opens a link that {@link linkQuery} made. */
  async handleUri(uri: vscode.Uri): Promise<void> {
    try {
      if (uri.path !== replayPath)
        throw new Error(vscode.l10n.t("This address opens nothing here: {0}.", uri.path));
      const { setup, schedule, cursor } = readLinkQuery(uri.query);
      await this.open(setup, schedule, cursor);
    } catch (error) {
      await vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  dispose(): void {
    this.#opened?.panel.dispose();
    for (const one of this.#registered) one.dispose();
  }

  #create(beginning: Beginning, preserveFocus: boolean): void {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
    // A page behind another tab is given up and drawn again from what it saved: kept, it would hold its memory for ever.
    this.#adopt(vscode.window.createWebviewPanel(panelType, vscode.l10n.t("Replay"), column, {}), beginning);
  }

  /** Fills a panel; the one that was open before goes, since both would show the same execution. */
  #adopt(panel: vscode.WebviewPanel, beginning: Beginning): void {
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(this.#extension.extensionUri, "dist");
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const media = vscode.Uri.joinPath(this.#extension.extensionUri, "media");
    panel.iconPath = {
      light: vscode.Uri.joinPath(media, "activity.svg"),
      dark: vscode.Uri.joinPath(media, "activity-dark.svg"),
    };
    // Before the new session begins to search: the old one gives up all that is being searched when it goes.
    this.#opened?.panel.dispose();
    const session = new Session(this.#around(panel), this.#current, this.#threads, beginning);
    const opened: Open = { panel, session };
    this.#opened = opened;
    webview.onDidReceiveMessage(async (message: { readonly kind?: unknown } | null) => {
      await session.receive(message);
      if (message?.kind === "ready" && this.#presenting) this.present(true);
    });
    panel.onDidDispose(() => {
      session.dispose();
      if (this.#opened !== opened) return;
      this.#opened = null;
      this.#current.close("panel");
    });
    webview.html = page({
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview.js")).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview.css")).toString(),
      nonce: freshNonce(),
      language: vscode.env.language,
      title: vscode.l10n.t("Replay"),
      texts: vscode.l10n.bundle,
    });
  }

  #around(panel: vscode.WebviewPanel): ConstructorParameters<typeof Session>[0] {
    return {
      send: (message: ToPanel) => void panel.webview.postMessage(message),
      copy: async (text) => vscode.env.clipboard.writeText(text),
      linkTo: async (run, cursor) => {
        const address = vscode.Uri.from({
          scheme: vscode.env.uriScheme,
          authority: this.#extension.id,
          path: replayPath,
          query: linkQuery({ ...run, cursor }),
        });
        return (await vscode.env.asExternalUri(address)).toString(true);
      },
      patch: this.#beside.patch,
      openSource: (document, line) => this.#beside.openSource(document, line, this.columnBeside),
      save,
      open: openText,
      title: (title) => {
        panel.title = title;
      },
    };
  }
}

async function save(name: string, content: string, base64: boolean): Promise<boolean> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const proposal = folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {};
  const target = await vscode.window.showSaveDialog(proposal);
  if (!target) return false;
  const bytes = base64
    ? Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
    : new TextEncoder().encode(content);
  await vscode.workspace.fs.writeFile(target, bytes);
  return true;
}

async function openText(): Promise<string | null> {
  const [chosen] =
    (await vscode.window.showOpenDialog({ filters: { [vscode.l10n.t("Traces")]: ["json"] } })) ?? [];
  return chosen ? new TextDecoder().decode(await vscode.workspace.fs.readFile(chosen)) : null;
}
