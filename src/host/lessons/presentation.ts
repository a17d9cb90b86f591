import * as vscode from "vscode";

/** How many times an editor's text is made larger: 14 pixels become about 20 on a projector. */
const sizes = 6;

/** Changes to the look for a class, and back: large type in lesson and editors, and nothing beside what is spoken of. */
export class Presentation {
  #isOn = false;

  /** @returns whether it is on now */
  async toggle(): Promise<boolean> {
    this.#isOn = !this.#isOn;
    if (!this.#isOn) {
      await vscode.commands.executeCommand("editor.action.fontZoomReset");
      return false;
    }
    for (let size = 0; size < sizes; size += 1)
      await vscode.commands.executeCommand("editor.action.fontZoomIn");
    await vscode.commands.executeCommand("workbench.action.closePanel");
    await vscode.commands.executeCommand("workbench.action.closeAuxiliaryBar");
    await vscode.commands.executeCommand("notifications.clearAll");
    return true;
  }
}
