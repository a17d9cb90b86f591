import * as vscode from "vscode";
import type { Place } from "../../protocol";
import type { CurrentExecution, Shown } from "../replay/current";
import { modelAddress, modelPathIn } from "./address";
import type { Models } from "./models";
import { followingSources, visibleSources } from "./visible";

/** The lines of an execution's steps in the models' source. */
interface Walked {
  readonly steps: Shown["execution"]["steps"];
  readonly lines: Promise<readonly (Place | null)[]>;
}

/**
 * Goes from steps to the models' TypeScript and back. A source that some editor shows follows the replay: the line of
 * the step is marked in it, and it gives way to the file of the next step.
 */
export class ModelReading implements vscode.Disposable {
  readonly #models: Models;
  readonly #current: CurrentExecution;
  readonly #column: () => vscode.ViewColumn;
  readonly #mark: vscode.TextEditorDecorationType;
  readonly #listening: vscode.Disposable;
  #walked: Walked | null = null;

  /** `column` says where texts stand beside the panel. */
  constructor(models: Models, current: CurrentExecution, column: () => vscode.ViewColumn) {
    this.#models = models;
    this.#current = current;
    this.#column = column;
    this.#mark = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
      overviewRulerColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
      overviewRulerLane: vscode.OverviewRulerLane.Full,
    });
    this.#listening = vscode.Disposable.from(
      current.follow(({ kind }) => {
        if (kind !== "noReturn") void this.#follow();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => void this.#paint()),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#mark.dispose();
  }

  /** Shows the line of the step that is looked at. */
  async show(): Promise<void> {
    const place = await this.#placeNow();
    if (!this.#current.now) return say(vscode.l10n.t("Nothing is being replayed."));
    if (!place) return say(vscode.l10n.t("No model has this step: it belongs to the scenario."));
    const [seen] = visibleSources();
    // Never over the panel, from whose own menu this may be asked.
    await this.#open(place, { viewColumn: seen?.viewColumn ?? this.#column() });
    await this.#paint();
  }

  /** Goes to the next step that stands on a line of a source, or to the first one. */
  async goToStep(uri: vscode.Uri, line: number): Promise<void> {
    const { now } = this.#current;
    if (!now) return say(vscode.l10n.t("Nothing is being replayed."));
    const path = modelPathIn(uri);
    const lines = await this.#linesOf(now);
    const on = lines.flatMap((place, n) => (place?.path === path && place?.line === line ? n + 1 : []));
    const next = on.find((n) => n > now.cursor) ?? on[0];
    if (next === undefined) return say(vscode.l10n.t("No step of this execution stands on line {0}.", line));
    this.#current.moveTo(next, "editor");
  }

  async #follow(): Promise<void> {
    const [editor] = followingSources();
    const isWanted = vscode.workspace.getConfiguration("patchArchaeology").get("followReplay", true);
    const place = editor && isWanted ? await this.#placeNow() : null;
    const { viewColumn = this.#column() } = editor ?? {};
    if (place) await this.#open(place, { viewColumn, preserveFocus: true });
    await this.#paint();
  }

  async #open({ path, line }: Place, where: vscode.TextDocumentShowOptions): Promise<void> {
    const at = new vscode.Range(line - 1, 0, line - 1, 0);
    const editor = await vscode.window.showTextDocument(modelAddress(path), { preview: true, ...where });
    editor.selection = new vscode.Selection(at.start, at.start);
    editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async #paint(): Promise<void> {
    const editors = visibleSources();
    const place = editors.length === 0 ? null : await this.#placeNow();
    for (const editor of editors) {
      const isHere = place !== null && modelPathIn(editor.document.uri) === place.path;
      const lines = isHere ? [new vscode.Range(place.line - 1, 0, place.line - 1, 0)] : [];
      editor.setDecorations(this.#mark, lines);
    }
  }

  /** The line of the step that is looked at; before the first step, of the first. */
  async #placeNow(): Promise<Place | null> {
    const { now } = this.#current;
    if (!now) return null;
    return (await this.#linesOf(now))[Math.max(0, now.cursor - 1)] ?? null;
  }

  #linesOf({ setup, execution }: Shown): Promise<readonly (Place | null)[]> {
    const { steps } = execution;
    if (this.#walked?.steps !== steps) this.#walked = { steps, lines: this.#models.walked(setup, execution) };
    return this.#walked.lines;
  }
}

function say(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
