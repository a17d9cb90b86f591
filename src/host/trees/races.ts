import * as vscode from "vscode";
import type { ScenarioView } from "../../protocol";
import type { Desk } from "../desk/desk";
import type { ReplayPanels } from "../panel/panels";
import { revisionOf } from "../replay/revision";
import { click, item } from "./tree";

/**
 * The scenarios that can be run; the worker that knows them starts when the view is first seen. They are of the sample's
 * code: over them stands so where no patch of it is open.
 */
export function scenarioTree(panels: ReplayPanels, desk: Desk): vscode.Disposable {
  const provider: vscode.TreeDataProvider<ScenarioView> = {
    getChildren: async (parent) => (parent ? [] : scenariosOf(panels)),
    getTreeItem: (scenario) =>
      item(scenario.title, {
        open: "never",
        iconPath: new vscode.ThemeIcon("debug-alt"),
        tooltip: `${scenario.id}\n${scenario.title}`,
        contextValue: "scenario",
        command: click(vscode.l10n.t("Find Races"), "patchArchaeology.replay", { scenario: scenario.id }),
      }),
  };
  const view = vscode.window.createTreeView("patchArchaeology.races", { treeDataProvider: provider });
  const listening = desk.onDidChange(() => {
    const patches = desk.sites.flatMap(({ found }) => [...found.patches.keys()]);
    const isForeign = patches.length > 0 && patches.every((id) => revisionOf(id, "new") === undefined);
    view.message = isForeign
      ? vscode.l10n.t(
          "There are no models of the patches that are open. These scenarios run the sample’s code: direct I/O of Linux, 2006.",
        )
      : "";
  });
  return vscode.Disposable.from(view, listening);
}

/** The scenarios in the order of the catalogue. Only a failure lets the view say that none could be read: it is empty before, too. */
async function scenariosOf(panels: ReplayPanels): Promise<ScenarioView[]> {
  try {
    return [...(await panels.catalogue()).scenarios];
  } catch (error) {
    void vscode.commands.executeCommand("setContext", "patchArchaeology.noScenarios", true);
    throw error;
  }
}
