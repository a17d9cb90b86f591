import * as vscode from "vscode";
import type { ScenarioView } from "../../protocol";
import type { ReplayPanels } from "../panel/panels";
import { click, item } from "./tree";

/** The scenarios that can be run; the worker that knows them starts when the view is first seen. */
export function scenarioTree(panels: ReplayPanels): vscode.Disposable {
  const provider: vscode.TreeDataProvider<ScenarioView> = {
    getChildren: async (parent) => (parent ? [] : [...(await panels.catalogue()).scenarios]),
    getTreeItem: (scenario) =>
      item(scenario.title, {
        open: "never",
        iconPath: new vscode.ThemeIcon("debug-alt"),
        tooltip: `${scenario.id}\n${scenario.title}`,
        contextValue: "scenario",
        command: click(vscode.l10n.t("Find Races"), "patchArchaeology.replay", { scenario: scenario.id }),
      }),
  };
  return vscode.window.createTreeView("patchArchaeology.races", { treeDataProvider: provider });
}
