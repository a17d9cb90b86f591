import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import { nameIn } from "../diffs/address";
import type { Diffs } from "../diffs/diffs";
import { Light } from "../diffs/light";
import { ReplayPanels } from "../panel/panels";
import { scenarioTree } from "../trees/races";
import { revisionOf } from "./revision";

/** What to replay: the code on one side of a patch, or a scenario; what is not said is chosen in the panel. */
export interface ReplayRequest {
  readonly patch?: string;
  readonly side?: Side;
  readonly scenario?: string;
}

/** The replay panel, its command, the light that follows it, and the list of what can be replayed. */
export function offerReplay(extension: vscode.Extension<unknown>, diffs: Diffs): vscode.Disposable {
  const light = new Light(diffs);
  const panels = new ReplayPanels(extension, {
    show: (place, violation) => void light.show(place, violation),
  });
  return vscode.Disposable.from(
    light,
    panels,
    scenarioTree(panels),
    vscode.commands.registerCommand("patchArchaeology.replay", (about?: ReplayRequest | vscode.Uri) =>
      replay(panels, about instanceof vscode.Uri ? (nameIn(about) ?? {}) : (about ?? {})),
    ),
  );
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
