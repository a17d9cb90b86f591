import * as vscode from "vscode";
import type { Replaying } from "../replay/replay";
import { modelScheme } from "./address";
import { Models } from "./models";
import { ModelReading } from "./reading";

/** What the rest of the editor needs of the models' source. */
export interface ModelSource extends vscode.Disposable {
  readonly models: Models;
}

/** The models' TypeScript: its documents, the way there from a step and the way back. */
export function offerModelSource(
  { extensionUri }: vscode.Extension<unknown>,
  { current, panels, stepper }: Replaying,
): ModelSource {
  const models = new Models(extensionUri, stepper);
  const reading = new ModelReading(models, current, () =>
    panels.isOpen ? panels.columnBeside : vscode.ViewColumn.Active,
  );
  const parts = vscode.Disposable.from(
    reading,
    vscode.workspace.registerTextDocumentContentProvider(modelScheme, models),
    vscode.commands.registerCommand("patchArchaeology.showModel", () => reading.show()),
    vscode.commands.registerCommand("patchArchaeology.goToStep", () => {
      const editor = vscode.window.activeTextEditor;
      if (editor) return reading.goToStep(editor.document.uri, editor.selection.active.line + 1);
    }),
  );
  return { models, dispose: () => void parts.dispose() };
}
