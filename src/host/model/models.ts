import * as vscode from "vscode";
import type { PlacesOf } from "../../models/places/places";
import type { Place } from "../../models/places/shownRows";
import type { ModelSources } from "../../models/sources/modelSources";
import { placeOf, readSources } from "../../models/sources/modelSources";
import { walkedLines } from "../../models/sources/walked";
import type { ExecutionView, Setup } from "../../protocol";
import type { Client } from "../worker/client";
import { modelAddress, modelPathIn } from "./address";

/** The models' TypeScript as documents, and the lines of steps in them. It is read when it is first asked for. */
export class Models implements vscode.TextDocumentContentProvider {
  readonly #file: vscode.Uri;
  readonly #stepper: Client;
  #sources: Promise<ModelSources> | null = null;

  constructor(extensionUri: vscode.Uri, stepper: Client) {
    this.#file = vscode.Uri.joinPath(extensionUri, "dist", "models.txt");
    this.#stepper = stepper;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const path = modelPathIn(uri) ?? "";
    const text = (await this.#read()).text(path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return text;
  }

  /** The source that a revision is told by: what its patch changed in direct I/O or in AIO, or else the base. */
  async homeOf(revision: string): Promise<vscode.Uri> {
    const sources = await this.#read();
    const own = ["direct-io", "aio"].map((folder) => `src/models/${folder}/${revision}.ts`);
    const there = own.find((path) => sources.text(path) !== undefined);
    return modelAddress(there ?? "src/models/direct-io/base/worker.ts");
  }

  /** The lines that stand for the steps of a setup. */
  async placesOf(setup: Setup): Promise<PlacesOf> {
    const [sources, origins] = await Promise.all([this.#read(), this.#stepper.ask("origins", setup)]);
    return (step) => {
      const lines = sources.linesOf(step, origins);
      const head = lines.length === 0 ? sources.headOf(step.function, origins) : null;
      return (head ? [head] : lines).map(placeOf);
    };
  }

  /** The one line of each step of an execution; null for a step that belongs to the scenario. */
  async walked(setup: Setup, { steps }: Pick<ExecutionView, "steps">): Promise<readonly (Place | null)[]> {
    const [sources, origins] = await Promise.all([this.#read(), this.#stepper.ask("origins", setup)]);
    return walkedLines(steps, sources, origins).map((line) => line && placeOf(line));
  }

  #read(): Promise<ModelSources> {
    const sources = this.#sources ?? this.#load();
    this.#sources = sources;
    // What could not be read once is tried again.
    sources.catch(() => (this.#sources = null));
    return sources;
  }

  async #load(): Promise<ModelSources> {
    return readSources(new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#file)));
  }
}
