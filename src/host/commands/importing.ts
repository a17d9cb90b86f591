import * as vscode from "vscode";
import type { Desk } from "../desk/desk";
import { nameOf } from "../desk/source";
import { chooseCommits, importCommits } from "../importing/commits";
import type { Dropped } from "../importing/drop";
import { Refused } from "../importing/refused";
import { chooseThread, importThread } from "../importing/thread";
import { working } from "../importing/working";

/** So many characters of what cannot be read are shown; more say no more. */
const longestShown = 200;

async function openPicked(desk: Desk, options: vscode.OpenDialogOptions): Promise<void> {
  const uris = await vscode.window.showOpenDialog({ canSelectMany: true, ...options });
  if (uris !== undefined) await openUris(desk, uris);
}

/** Opens files and folders as one dig site and shows it. */
export async function openUris(desk: Desk, uris: readonly vscode.Uri[]): Promise<void> {
  const [first] = uris;
  if (first === undefined) return;
  const title =
    uris.length === 1 ? nameOf(first) : vscode.l10n.t("{0} and {1} more", nameOf(first), uris.length - 1);
  await working(reading(title), (cancelled) => desk.open(title, uris, cancelled));
  await focusSeries(desk);
}

/** Opens what was dropped on a view. */
export async function openDropped(desk: Desk, { uris, files, unread }: Dropped): Promise<void> {
  for (const line of unread)
    void vscode.window.showWarningMessage(
      vscode.l10n.t("What was dropped is no address that can be read: {0}", line.slice(0, longestShown)),
    );
  await openUris(desk, uris);
  for (const { name, bytes } of files)
    await working(reading(name), (cancelled) => desk.openText(name, bytes, name, cancelled));
}

async function openClipboard(desk: Desk): Promise<void> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() === "") {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no text on the clipboard."));
    return;
  }
  const title = vscode.l10n.t("the clipboard");
  await working(reading(title), (cancelled) =>
    desk.openText("clipboard.txt", new TextEncoder().encode(text), undefined, cancelled),
  );
  await focusSeries(desk);
}

async function openRecent(desk: Desk): Promise<void> {
  const items = desk.recent.all.map(({ title, uris }) => ({
    label: title,
    description: uris.map((uri) => vscode.Uri.parse(uri).path).join(", "),
    uris,
  }));
  const title = vscode.l10n.t("Dig site to open again");
  const placeHolder = items.length === 0 ? vscode.l10n.t("None has been opened yet.") : "";
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  if (chosen === undefined) return;
  const uris = chosen.uris.map((uri) => vscode.Uri.parse(uri));
  await working(reading(chosen.label), (cancelled) => desk.open(chosen.label, uris, cancelled));
  await focusSeries(desk);
}

async function focusSeries(desk: Desk, site?: string): Promise<void> {
  await vscode.commands.executeCommand("patchArchaeology.series.focus");
  desk.ask(site);
}

/** What a notification calls the reading of something. */
function reading(title: string): string {
  return vscode.l10n.t("Reading {0}", title);
}

/** Says why there is nothing to import. */
function said(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
  void vscode.window.showWarningMessage(error.message);
}

/** The commands that bring documents in. */
export function importCommands(desk: Desk): Readonly<Record<string, (...args: never[]) => unknown>> {
  return {
    openSample: async () => {
      let sample: string | undefined;
      await working(reading(vscode.l10n.t("Sample")), async (cancelled) => {
        sample = (await desk.openSample(cancelled))?.key;
      });
      await focusSeries(desk, sample);
    },
    openFiles: () => openPicked(desk, { openLabel: vscode.l10n.t("Dig In") }),
    openFolder: () =>
      openPicked(desk, { canSelectFiles: false, canSelectFolders: true, openLabel: vscode.l10n.t("Dig In") }),
    openWorkspace: () =>
      openUris(
        desk,
        (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
      ),
    // From the explorer's menu: what was clicked, and all that is selected with it.
    openHere: (clicked: vscode.Uri, selected?: readonly vscode.Uri[]) =>
      openUris(desk, selected ?? [clicked]),
    openRecent: () => openRecent(desk),
    importClipboard: () => openClipboard(desk),
    importCommits: async () => {
      const choice = await chooseCommits().catch(said);
      if (choice === undefined) return;
      await working(vscode.l10n.t("Reading commits"), (cancelled, report) =>
        importCommits(desk, choice, cancelled, report),
      );
      await focusSeries(desk);
    },
    importThread: async () => {
      const address = await chooseThread();
      if (address === undefined) return;
      const title = vscode.l10n.t("Fetching {0}", address.from);
      await working(title, (cancelled) => importThread(desk, address, cancelled));
      await focusSeries(desk);
    },
  };
}
