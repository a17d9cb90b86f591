import * as vscode from "vscode";
import type { Frame } from "../../debug/ground";
import { findModel } from "../../debug/modelSource";

/** Scheme of the read-only sources of the models. */
export const modelScheme = "patch-archaeology-model";

/** The sources of the models, as they come with the extension (`dist/models.json`, written by the build). */
export class ModelTexts implements vscode.Disposable {
  private readonly extension: vscode.Uri;
  private readonly registered: vscode.Disposable;
  private files: Promise<Readonly<Record<string, string>>> | null = null;

  constructor(extension: vscode.Uri) {
    this.extension = extension;
    this.registered = vscode.workspace.registerTextDocumentContentProvider(modelScheme, {
      provideTextDocumentContent: async ({ path }) => (await this.read())[path.slice(1)] ?? "",
    });
  }

  /** The line of a step in the source of its function; null if no bundled file has it. */
  async find(
    revision: string,
    { function: name, cText }: Pick<Frame, "function" | "cText">,
  ): Promise<{ readonly path: string; readonly line: number } | null> {
    const found = findModel(await this.read(), revision, name, cText);
    return (
      found && {
        path: vscode.Uri.from({ scheme: modelScheme, path: `/${found.file}` }).toString(),
        line: found.line,
      }
    );
  }

  dispose(): void {
    this.registered.dispose();
  }

  private read(): Promise<Readonly<Record<string, string>>> {
    const file = vscode.Uri.joinPath(this.extension, "dist", "models.json");
    // Without its sources the model runs all the same.
    this.files ??= Promise.resolve(vscode.workspace.fs.readFile(file)).then(
      (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, string>>,
      () => ({}),
    );
    return this.files;
  }
}
