import * as vscode from "vscode";
import type { ReplayPanels } from "../panel/panels";

/** How many times an editor's text is made larger: 14 pixels become about 20 on a projector. */
const sizes = 6;

/** Changes to the look for a class, and back: large type in lesson, replay and editors, and nothing beside what is spoken of. */
export class Presentation {
  readonly #panels: Pick<ReplayPanels, "present">;
  #isOn = false;

  constructor(panels: Pick<ReplayPanels, "present">) {
    this.#panels = panels;
  }

  /** @returns whether it is on now */
  async toggle(): Promise<boolean> {
    this.#isOn = !this.#isOn;
    this.#panels.present(this.#isOn);
    if (!this.#isOn) {
      await run("editor.action.fontZoomReset");
      return false;
    }
    for (let size = 0; size < sizes; size += 1) await run("editor.action.fontZoomIn");
    for (const part of ["closePanel", "closeAuxiliaryBar"]) await run(`workbench.action.${part}`);
    await run("notifications.clearAll");
    return true;
  }
}

/** Some editors lack some of these; a class can do without each. */
async function run(command: string): Promise<void> {
  await Promise.resolve(vscode.commands.executeCommand(command)).catch(() => undefined);
}
