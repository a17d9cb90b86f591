import * as vscode from "vscode";
import type { Side } from "../../patch/patch";
import type { FoundRaces } from "../reading/races";
import type { KnownFinding } from "../worker/requests";

/** Lets a person choose among the findings of a patch, and replays the chosen one on the code that has it. */
export async function showFindings(races: FoundRaces, patch: string): Promise<void> {
  const { brings, mends } = races.findingsOf(patch);
  const offer = (side: Side, description: string) => (finding: KnownFinding) => ({
    label: finding.title,
    description,
    detail: finding.text,
    request: { patch, side, scenario: finding.scenario },
  });
  const items = [
    ...brings.map(offer("new", vscode.l10n.t("brought by {0}", patch))),
    ...mends.map(offer("old", vscode.l10n.t("mended by {0}", patch))),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Finding to replay") });
  if (chosen !== undefined) await vscode.commands.executeCommand("patchArchaeology.replay", chosen.request);
}
