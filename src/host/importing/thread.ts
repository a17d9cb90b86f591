import * as vscode from "vscode";
import type { Desk } from "../desk/desk";
import { fetchThread, messageIdIn, threadAddress } from "./listArchive";

/** Whether a person lets the address be fetched; asked each time until they say not to ask. */
async function mayFetch(address: string): Promise<boolean> {
  const settings = vscode.workspace.getConfiguration("patchArchaeology");
  if (!settings.get("confirmDownloads", true)) return true;
  const fetchIt = vscode.l10n.t("Fetch");
  const always = vscode.l10n.t("Fetch, and Don’t Ask Again");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("Fetch the thread from the network?"),
    { modal: true, detail: address },
    fetchIt,
    always,
  );
  if (answer === always) await settings.update("confirmDownloads", false, vscode.ConfigurationTarget.Global);
  return answer !== undefined;
}

/** A thread that a person wants, and that they agreed to fetch. */
export interface ChosenThread {
  readonly messageId: string;
  /** The address that is fetched. */
  readonly from: string;
}

/** Asks for a Message-ID or an address of a list archive, and whether to fetch its thread. */
export async function chooseThread(): Promise<ChosenThread | undefined> {
  const words = await vscode.window.showInputBox({
    title: vscode.l10n.t("Thread to fetch"),
    prompt: vscode.l10n.t("A Message-ID, or the address of a mail at lore.kernel.org"),
    placeHolder: "20061107172338.31570.15214.sendpatchset@tetsuo.zabbo.net",
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim() === "" || messageIdIn(value) !== null
        ? null
        : vscode.l10n.t("There is no Message-ID in this; it looks like name@host."),
  });
  const messageId = messageIdIn(words ?? "");
  if (messageId === null) return undefined;
  const server = vscode.workspace
    .getConfiguration("patchArchaeology")
    .get("archiveServer", "https://lore.kernel.org/all");
  const from = threadAddress(server, messageId);
  return (await mayFetch(from)) ? { messageId, from } : undefined;
}

/**
 * Fetches a thread and opens it as a dig site.
 *
 * @throws {Refused} when the archive sends no thread
 */
export async function importThread(
  desk: Desk,
  { messageId, from }: ChosenThread,
  cancelled: vscode.CancellationToken,
): Promise<void> {
  const bytes = await fetchThread(from, cancelled);
  await desk.openText(`${messageId}.mbox`, bytes, undefined, cancelled);
}
