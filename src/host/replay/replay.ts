import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import { nameIn } from "../diffs/address";
import type { Desk } from "../desk/desk";
import { findPatch } from "../desk/lookup";
import type { Diffs } from "../diffs/diffs";
import { debugType } from "../debug/type";
import { Light } from "../diffs/light";
import { Cells } from "../panel/cells";
import { ReplayPanels } from "../panel/panels";
import { memoryCeiling } from "../worker/ceiling";
import { Client } from "../worker/client";
import { threadStarter } from "../worker/thread";
import type { OpenPatch, PlacesOf } from "../../models/places/places";
import { placesOf, showings } from "../../models/places/places";
import { scenarioTree } from "../trees/races";
import { CurrentExecution } from "./current";
import { revisionOf } from "./revision";
import { replayStatus } from "./statusBar";

/** What to replay: the code on one side of a patch, or a scenario; what is not said is chosen in the panel. */
export interface ReplayRequest {
  readonly patch?: string;
  readonly side?: Side;
  readonly scenario?: string;
  /** Whether the code on the other side of the patch is to be set beside it. */
  readonly both?: boolean;
}

/** What the parts of the editor that replay share. */
export interface Replaying extends vscode.Disposable {
  /** The execution that all of them show. */
  readonly current: CurrentExecution;
  readonly panels: ReplayPanels;
  /** Steps and replays, and nothing that takes long. */
  readonly stepper: Client;
  /** What is known of the matrix. */
  readonly cells: Cells;
  /** Finds lines of a revision's steps in the diffs that are open. */
  readonly placesOf: (revision: string) => Promise<PlacesOf>;
}

/** The replay panel, its command, the light that follows it, and the list of what can be replayed. */
export function offerReplay(extension: vscode.Extension<unknown>, desk: Desk, diffs: Diffs): Replaying {
  const starter = threadStarter(extension.extensionUri);
  // One thread steps, one searches and one looks for points of no return, so that none holds up another.
  const [stepper, searcher, lookout] = [new Client(starter), new Client(starter), new Client(starter)];
  const [placesOf, forgetting] = rememberPlaces(desk);
  const current = new CurrentExecution(stepper, lookout, placesOf);
  const cells = new Cells();
  const panels = new ReplayPanels(
    extension,
    current,
    { stepper, searcher, memory: memoryCeiling, cells },
    {
      patch: openPatch(desk),
      prepare: (revision) => openFirst(desk, diffs, revision),
      openSource: (document, line, column) => openSource(extension, desk, document, line, column),
    },
  );
  const parts = vscode.Disposable.from(
    panels,
    forgetting,
    new Light(diffs, current, () => panels.columnBeside),
    vscode.window.onDidChangeTextEditorSelection((change) => followClick(panels, change)),
    replayStatus(current),
    scenarioTree(panels, desk),
    vscode.commands.registerCommand("patchArchaeology.replay", (about?: ReplayRequest | vscode.Uri) =>
      replay(panels, about instanceof vscode.Uri ? (nameIn(about) ?? {}) : about),
    ),
    ...[stepper, searcher, lookout].map((thread) => ({ dispose: () => thread.stop() })),
  );
  return { current, panels, stepper, cells, placesOf, dispose: () => void parts.dispose() };
}

/** Gives patches of the dig sites that are open. */
function openPatch(desk: Desk): OpenPatch {
  return async (name) => (await findPatch(desk, name))?.patch;
}

/** Finds lines of steps, once a revision for as long as the same dig sites are open. */
function rememberPlaces(desk: Desk): readonly [(revision: string) => Promise<PlacesOf>, vscode.Disposable] {
  const known = new Map<string, Promise<PlacesOf>>();
  const remembered = (revision: string): Promise<PlacesOf> => {
    const places = known.get(revision) ?? placesOf(revision, openPatch(desk));
    known.set(revision, places);
    // A failure is not kept: the next who asks may be luckier.
    places.catch(() => known.get(revision) === places && known.delete(revision));
    return places;
  };
  return [remembered, desk.onDidChange(() => known.clear())];
}

/** With no editor open, opens a diff that shows the revision, so that the panel does not take its place. */
async function openFirst(desk: Desk, diffs: Diffs, revision: string): Promise<void> {
  if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) return;
  for (const { patch, side } of showings(revision)) {
    const file = (await findPatch(desk, patch))?.patch.files[0];
    const hunk = file?.hunks[0];
    if (!file || !hunk) continue;
    const line = side === "old" ? hunk.oldStart : hunk.newStart;
    const place = { patch, side, path: file.path, line, hunk: hunk.id, across: null, unchanged: false };
    if (await diffs.openAt(place, { viewColumn: vscode.ViewColumn.One })) return;
  }
}

/** Shows a line of a document of the sample: of the open dig site that has it, else of the extension's own copy. */
async function openSource(
  extension: vscode.Extension<unknown>,
  desk: Desk,
  document: string,
  line: number,
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const sources = (await desk.allSites()).flatMap((site) => site.sources);
  const own = vscode.Uri.joinPath(extension.extensionUri, "media", "corpus", document);
  const uri = sources.find(({ name }) => name === document)?.uri ?? own;
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(uri, { selection, preview: true, viewColumn });
}

/**
 * A click on a line of a diff goes to the next step that runs it. What the light itself selects is no click; nor is
 * one that marks text to be copied, or that sets a breakpoint in a debug session, which goes its own way.
 */
function followClick(panels: ReplayPanels, change: vscode.TextEditorSelectionChangeEvent): void {
  const name = nameIn(change.textEditor.document.uri);
  const [selection] = change.selections;
  if (change.kind !== vscode.TextEditorSelectionChangeKind.Mouse || !name || !selection?.isEmpty) return;
  if (vscode.debug.activeDebugSession?.type === debugType) return;
  panels.lineClicked({ path: name.path, side: name.side, line: selection.active.line + 1 });
}

async function replay(panels: ReplayPanels, about: ReplayRequest = {}): Promise<void> {
  const { patch, side = "new", scenario, both = false } = about;
  if (patch === undefined && scenario === undefined) return panels.openCurrent();
  const revision = patch === undefined ? undefined : revisionOf(patch, side);
  if (patch !== undefined && revision === undefined) {
    const sentence = vscode.l10n.t(
      "There are no models of the code that {0} changes, so nothing can be run.",
      patch,
    );
    void vscode.window.showInformationMessage(sentence);
    return;
  }
  const beside = patch !== undefined && both ? revisionOf(patch, side === "new" ? "old" : "new") : undefined;
  await panels.open({
    ...(revision && { revision }),
    ...(scenario && { scenario }),
    ...(beside && { beside }),
  });
}
