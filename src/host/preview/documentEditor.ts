import * as vscode from "vscode";
import { ProtocolError } from "../../checks";
import { documentProtocolVersion, readFromPage, type FromPage, type ToPage } from "../../documentProtocol";
import { openUris } from "../commands/importing";
import type { Desk } from "../desk/desk";
import type { Found } from "../desk/found";
import { nameOf, readSources } from "../desk/source";
import { freshNonce, page } from "../panel/page";
import { Cancelled } from "../worker/client";
import { viewOf } from "./view";

const editorType = "patchArchaeology.document";

type Send = (view: ToPage) => unknown;

/** Shows a mailbox, a mail or a patch as its thread and its patches; the text is one click away. */
class DocumentEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #desk: Desk;
  readonly #dist: vscode.Uri;

  constructor(desk: Desk, extensionUri: vscode.Uri) {
    this.#desk = desk;
    this.#dist = vscode.Uri.joinPath(extensionUri, "dist");
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    // A tab may be closed while a large mailbox is read, and its webview then refuses every message.
    const closing = new vscode.CancellationTokenSource();
    const { token: closed } = closing;
    panel.onDidDispose(() => {
      closing.cancel();
      closing.dispose();
    });
    const send = (view: ToPage) => !closed.isCancellationRequested && webview.postMessage(view);
    webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
    webview.onDidReceiveMessage((message) => this.#receive(uri, send, message, closed));
    const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.#dist, name)).toString();
    webview.html = page({
      cspSource: webview.cspSource,
      script: address("document.js"),
      style: address("document.css"),
      nonce: freshNonce(),
      language: vscode.env.language,
      title: vscode.l10n.t("Thread and Patches"),
    });
  }

  async #receive(
    uri: vscode.Uri,
    send: Send,
    value: unknown,
    closed: vscode.CancellationToken,
  ): Promise<void> {
    try {
      await this.#obey(uri, send, readFromPage(value), closed);
    } catch (error) {
      if (error instanceof Cancelled) return;
      const why = error instanceof Error ? error.message : String(error);
      // Nobody waits for what a page's message leads to, so whatever fails is said here.
      void vscode.window.showErrorMessage(
        error instanceof ProtocolError
          ? vscode.l10n.t("The page sent something that is not understood ({0}).", why)
          : `${nameOf(uri)}: ${why}`,
      );
    }
  }

  async #obey(
    uri: vscode.Uri,
    send: Send,
    message: FromPage,
    closed: vscode.CancellationToken,
  ): Promise<void> {
    switch (message.kind) {
      case "ready":
        if (message.version !== documentProtocolVersion)
          throw new ProtocolError(vscode.l10n.t("version {0}", message.version));
        await send(viewOf(nameOf(uri), await this.#read(uri, closed)));
        return;
      case "text":
        await showText(uri, message.line);
        return;
      case "site":
        return openUris(this.#desk, [uri]);
      case "hunk":
        if ((await this.#desk.site(uri.toString())) === undefined) await openUris(this.#desk, [uri]);
        await vscode.commands.executeCommand("patchArchaeology.showHunk", message.id);
    }
  }

  /** @throws {Cancelled} when the page was closed meanwhile */
  async #read(uri: vscode.Uri, closed: vscode.CancellationToken): Promise<Found> {
    const open = await this.#desk.site(uri.toString());
    if (open !== undefined) return open.found;
    const sources = await readSources([uri], (sentence) => void vscode.window.showWarningMessage(sentence));
    return this.#desk.read(sources, closed);
  }
}

async function showText(uri: vscode.Uri, line: number): Promise<void> {
  const at = new vscode.Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0);
  await vscode.commands.executeCommand("vscode.openWith", uri, "default", { selection: at });
}

/** Registers the editor, and the commands that change between text and page. */
export function offerDocumentEditor(desk: Desk, extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(editorType, new DocumentEditor(desk, extensionUri)),
    vscode.commands.registerCommand("patchArchaeology.showPage", (uri?: vscode.Uri) => {
      const target = uri ?? vscode.window.activeTextEditor?.document.uri;
      return target && vscode.commands.executeCommand("vscode.openWith", target, editorType);
    }),
  );
}
