import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import { nameIn } from "../diffs/address";
import type { Desk } from "../desk/desk";
import { findPatch } from "../desk/lookup";
import type { Diffs } from "../diffs/diffs";
import { Light } from "../diffs/light";
import { ReplayPanels } from "../panel/panels";
import type { PlacesOf } from "../../models/places/places";
import { placesOf, showings } from "../../models/places/places";
import { scenarioTree } from "../trees/races";
import { revisionOf } from "./revision";

/** What to replay: the code on one side of a patch, or a scenario; what is not said is chosen in the panel. */
export interface ReplayRequest {
  readonly patch?: string;
  readonly side?: Side;
  readonly scenario?: string;
}

/** The replay panel, its command, the light that follows it, and the list of what can be replayed. */
export function offerReplay(
  extension: vscode.Extension<unknown>,
  desk: Desk,
  diffs: Diffs,
): vscode.Disposable {
  const light = new Light(diffs);
  const panels = new ReplayPanels(extension, {
    prepare: (revision) => openFirst(desk, diffs, revision),
    show: (place, violation, column) => void light.show(place, violation, column),
    placesOf: rememberPlaces(desk),
  });
  return vscode.Disposable.from(
    light,
    panels,
    vscode.window.onDidChangeTextEditorSelection((change) => followClick(panels, change)),
    scenarioTree(panels),
    vscode.commands.registerCommand("patchArchaeology.replay", (about?: ReplayRequest | vscode.Uri) =>
      replay(panels, about instanceof vscode.Uri ? (nameIn(about) ?? {}) : (about ?? {})),
    ),
  );
}

/** Finds lines of steps, once a revision for as long as the same dig sites are open. */
function rememberPlaces(desk: Desk): (revision: string) => Promise<PlacesOf> {
  const known = new Map<string, Promise<PlacesOf>>();
  desk.onDidChange(() => known.clear());
  return (revision) => {
    const places =
      known.get(revision) ?? placesOf(revision, async (name) => (await findPatch(desk, name))?.patch);
    known.set(revision, places);
    return places;
  };
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

/** A click on a line of a diff goes to the next step that runs it; what the light itself selects is no click. */
function followClick(panels: ReplayPanels, change: vscode.TextEditorSelectionChangeEvent): void {
  const name = nameIn(change.textEditor.document.uri);
  const [selection] = change.selections;
  if (change.kind !== vscode.TextEditorSelectionChangeKind.Mouse || !name || !selection) return;
  panels.lineClicked({ path: name.path, side: name.side, line: selection.active.line + 1 });
}

async function replay(panels: ReplayPanels, { patch, side = "new", scenario }: ReplayRequest): Promise<void> {
  const revision = patch === undefined ? undefined : revisionOf(patch, side);
  if (patch !== undefined && revision === undefined) {
    const sentence = vscode.l10n.t(
      "There are no models of the code that {0} changes, so nothing can be run.",
      patch,
    );
    void vscode.window.showInformationMessage(sentence);
    return;
  }
  await panels.open({ ...(revision && { revision }), ...(scenario && { scenario }) });
}
