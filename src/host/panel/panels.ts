import * as vscode from "vscode";
import type { CatalogueView, Place, Setup, ToPanel } from "../../protocol";
import { readSaved } from "../../protocol";
import { Client } from "../worker/client";
import { threadStarter } from "../worker/thread";
import { linkQuery, readLinkQuery, replayPath } from "./link";
import { page } from "./page";
import type { PlacesOf } from "../../models/places/places";
import type { Beginning } from "./session";
import { Session } from "./session";

/** Type of the panel, for VS Code to find the serializer by. */
export const panelType = "patchArchaeology.replay";

/** The diff editors that follow the replay. */
export interface Follower {
  /** Opens the first diff of a revision if there is no editor yet, so that the panel comes beside it. */
  readonly prepare: (revision: string) => Promise<void>;
  /** Lights the line of a step, in a column beside the panel's; null puts the light out. */
  readonly show: (place: Place | null, violation: boolean, column: vscode.ViewColumn) => void;
  /** Finds the lines of a revision's steps in the diffs that are open. */
  readonly placesOf: (revision: string) => Promise<PlacesOf>;
}

/** What a panel opens with when nothing else is asked for: the race of the README. */
export const firstSetup: Setup = {
  scenario: "aio-read-fault-third-page",
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

/**
 * The replay panels: opens them beside the diff, brings them back after a restart, and answers links. One
 * worker steps for all panels and a second one searches, so that a search never holds up a step.
 */
export class ReplayPanels implements vscode.Disposable, vscode.WebviewPanelSerializer, vscode.UriHandler {
  private readonly extension: vscode.Extension<unknown>;
  private readonly follower: Follower;
  private readonly stepper: Client;
  private readonly searcher: Client;
  private readonly registered: readonly vscode.Disposable[];
  private current: Open | null = null;

  constructor(extension: vscode.Extension<unknown>, follower: Follower) {
    this.extension = extension;
    this.follower = follower;
    this.stepper = new Client(threadStarter(extension.extensionUri));
    this.searcher = new Client(threadStarter(extension.extensionUri));
    this.registered = [
      vscode.window.registerWebviewPanelSerializer(panelType, this),
      vscode.window.registerUriHandler(this),
    ];
  }

  /** Shows a run, in the panel that is open or in a new one beside the active editor. */
  async open(setup: Partial<Setup> = {}, schedule: string | null = null, cursor = 0): Promise<void> {
    const beginning = { setup: { ...firstSetup, ...setup }, schedule, cursor, saved: null };
    if (this.current) {
      this.current.panel.reveal(undefined, true);
      return this.current.session.show(beginning);
    }
    await this.follower.prepare(beginning.setup.revision);
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    this.adopt(vscode.window.createWebviewPanel(panelType, "Replay", column, {}), beginning);
  }

  /** What can be run: scenarios and revisions. */
  catalogue(): Promise<CatalogueView> {
    return this.stepper.ask("catalogue", null);
  }

  /** Goes to the next step that runs a line of a diff. */
  lineClicked(place: Pick<Place, "path" | "line" | "side">): void {
    this.current?.session.lineClicked(place.path, place.line, place.side);
  }

  /** VS Code has started again and brings back a panel with what it kept. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.adopt(panel, { setup: firstSetup, schedule: null, cursor: 0, saved: readSaved(state) });
    return Promise.resolve();
  }

  /** Opens a link that {@link linkQuery} made. */
  async handleUri(uri: vscode.Uri): Promise<void> {
    try {
      if (uri.path !== replayPath) throw new Error(`This address opens nothing here: ${uri.path}.`);
      const { setup, schedule, cursor } = readLinkQuery(uri.query);
      await this.open(setup, schedule, cursor);
    } catch (error) {
      await vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  dispose(): void {
    this.stepper.cancel();
    this.searcher.cancel();
    this.current?.panel.dispose();
    for (const one of this.registered) one.dispose();
  }

  private adopt(panel: vscode.WebviewPanel, beginning: Beginning): void {
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(this.extension.extensionUri, "dist");
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = vscode.Uri.joinPath(this.extension.extensionUri, "media", "activity.svg");
    const session = new Session(this.around(panel), this.stepper, this.searcher, beginning);
    const opened: Open = { panel, session };
    this.current = opened;
    webview.onDidReceiveMessage((message) => session.receive(message));
    panel.onDidChangeViewState(() => {
      if (panel.active) this.current = opened;
    });
    panel.onDidDispose(() => {
      if (this.current === opened) this.current = null;
      this.follower.show(null, false, vscode.ViewColumn.One);
    });
    webview.html = page({
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview.js")).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview.css")).toString(),
      nonce: freshNonce(),
      language: vscode.env.language,
    });
  }

  private around(panel: vscode.WebviewPanel): ConstructorParameters<typeof Session>[0] {
    return {
      send: (message: ToPanel) => void panel.webview.postMessage(message),
      light: (place, violation) => this.follower.show(place, violation, columnBeside(panel)),
      copy: async (text) => vscode.env.clipboard.writeText(text),
      linkTo: async (run, cursor) => {
        const address = vscode.Uri.from({
          scheme: vscode.env.uriScheme,
          authority: this.extension.id,
          path: replayPath,
          query: linkQuery({ ...run, cursor }),
        });
        return (await vscode.env.asExternalUri(address)).toString(true);
      },
      placesOf: (revision) => this.follower.placesOf(revision),
      save,
      open: openText,
      title: (title) => {
        panel.title = title;
      },
    };
  }
}

/** The column for diffs: the first one, unless the panel stands there. */
function columnBeside({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn {
  return viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
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
  const [chosen] = (await vscode.window.showOpenDialog({ filters: { Traces: ["json"] } })) ?? [];
  return chosen ? new TextDecoder().decode(await vscode.workspace.fs.readFile(chosen)) : null;
}

/** 128 random bits: a page's script nonce must not be guessable (CSP Level 3, section 7.1). */
function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
