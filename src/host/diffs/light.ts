import * as vscode from "vscode";
import { followingSources } from "../model/visible";
import { inkCount, inks } from "../../contextMark";
import type { Place } from "../../protocol";
import type { CurrentExecution, Shown } from "../replay/current";
import { nameIn, type TextName } from "./address";
import type { Diffs } from "./diffs";
import { noteOn, type LineNote } from "./lineNotes";
import { isOfStep, lineOn, litBy, nextOf, type Lit } from "./lit";
import { debugType } from "../debug/type";
import { programKey } from "../worker/programKey";
import { Marks } from "./marks";

/**
 * Marks the lines of the current execution in the diffs: the step that is looked at, and where the other contexts
 * have got to. A diff that no editor shows is opened, beside the panel.
 */
export class Light implements vscode.Disposable {
  readonly #diffs: Diffs;
  readonly #marks = new Marks();
  readonly #noted: vscode.TextEditorDecorationType;
  readonly #listening: vscode.Disposable;
  #shown: Shown | null = null;
  #lit: readonly Lit[] = [];
  /** The line of this program's step that was lit last; a step that no diff shows leaves it in view. */
  #left: Place | null = null;

  /** `column` says where diffs are to be opened. */
  constructor(diffs: Diffs, current: CurrentExecution, column: () => vscode.ViewColumn) {
    this.#diffs = diffs;
    this.#noted = vscode.window.createTextEditorDecorationType({
      after: { fontStyle: "italic", margin: "0 0 0 2em" },
    });
    this.#listening = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.#paint()),
      vscode.debug.onDidChangeActiveDebugSession(() => this.#paint()),
      current.follow(({ kind, now }) => {
        if (kind !== "noReturn") this.#show(now, column()).catch(sayInPassing);
      }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#marks.dispose();
    this.#noted.dispose();
  }

  async #show(shown: Shown | null, viewColumn: vscode.ViewColumn): Promise<void> {
    if (!shown || !this.#shown || programKey(shown.setup) !== programKey(this.#shown.setup))
      this.#left = null;
    this.#shown = shown;
    this.#lit = shown ? litBy(shown, this.#left) : [];
    const place = this.#lit.find(isOfStep)?.place;
    if (place) this.#left = place;
    this.#paint();
    if (!place || !vscode.workspace.getConfiguration("patchArchaeology").get("followReplay", true)) return;
    // A debug session shows where it stops: at the next step, not at the latest.
    if (isDebugged()) return;
    // Whoever reads the model there follows the step in it.
    if (followingSources().some((editor) => editor.viewColumn === viewColumn)) return;
    await this.#diffs.openAt(place, { preserveFocus: true, viewColumn });
    this.#paint();
    this.#revealNotes();
  }

  #paint(): void {
    const contexts = this.#shown?.execution.contexts ?? [];
    for (const editor of vscode.window.visibleTextEditors) {
      const name = nameIn(editor.document.uri);
      if (name === undefined) continue;
      const isHere = ({ place }: Lit) => place.patch === name.patch && place.path === name.path;
      const here = this.#lit.filter(isHere);
      // A debugger speaks of the next step, not of the latest.
      const next = this.#shown && isDebugged() ? nextOf(this.#shown) : null;
      const spokenOf = next ? [...here.filter(({ kind }) => kind !== "step"), ...next.filter(isHere)] : here;
      const painted = new Map([...this.#marks.all].map((type) => [type, [] as vscode.DecorationOptions[]]));
      for (const lit of here) {
        if (lit.kind === "away") continue;
        const note = this.#noteOn(lit, name, editor.document);
        const line = note?.line ?? lineOn(lit.place, name.side);
        // The debugger lights the next line, and two lights would be one too many.
        const kind = lit.kind === "step" && isDebugged() ? "elsewhere" : lit.kind;
        const type = this.#marks.of(contexts, lit.context, { kind, end: note?.end });
        if (line !== null) painted.set(type, [...(painted.get(type) ?? []), this.#option(lit, line)]);
      }
      for (const [type, options] of painted) editor.setDecorations(type, options);
      editor.setDecorations(
        this.#noted,
        spokenOf.flatMap((lit) => {
          const note = this.#noteOn(lit, name, editor.document);
          return note ? [this.#noteOption(lit, note, editor.document)] : [];
        }),
      );
    }
  }

  /** Where both sides share one column, revealing a deleted line may leave its note out of sight. */
  #revealNotes(): void {
    const lit = this.#lit.find(isOfStep);
    for (const editor of vscode.window.visibleTextEditors) {
      const name = nameIn(editor.document.uri);
      if (lit === undefined || lit.place.patch !== name?.patch || lit.place.path !== name.path) continue;
      const note = this.#noteOn(lit, name, editor.document);
      if (!note) continue;
      const range = new vscode.Range(note.line - 1, 0, note.line - 1, 0);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  #noteOn(lit: Lit, name: TextName, document: vscode.TextDocument): LineNote | undefined {
    return noteOn(lit, this.#idOf(lit), name, document);
  }

  #noteOption(
    { context, kind }: Lit,
    { line, words }: LineNote,
    document: vscode.TextDocument,
  ): vscode.DecorationOptions {
    const { end } = document.lineAt(Math.min(line, document.lineCount) - 1).range;
    const color = new vscode.ThemeColor(
      kind === "violation" ? "editorError.foreground" : (inks[context % inkCount]?.theme ?? "foreground"),
    );
    return { range: new vscode.Range(end, end), renderOptions: { after: { contentText: words, color } } };
  }

  #idOf({ context }: Lit): string {
    return this.#shown?.execution.contexts[context]?.id ?? "";
  }

  #option(lit: Lit, line: number): vscode.DecorationOptions {
    const { step, kind } = lit;
    const id = this.#idOf(lit);
    const words =
      kind === "elsewhere"
        ? vscode.l10n.t("{0} has got to here (step {1})", id, step.n)
        : vscode.l10n.t("{0}, step {1}: {2}", id, step.n, step.words);
    return {
      range: new vscode.Range(line - 1, 0, line - 1, 0),
      hoverMessage: new vscode.MarkdownString().appendText(words),
    };
  }
}

function isDebugged(): boolean {
  return vscode.debug.activeDebugSession?.type === debugType;
}

/** A diff that cannot be opened keeps nobody from walking on, so this interrupts nobody. */
function sayInPassing(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  vscode.window.setStatusBarMessage(vscode.l10n.t("The line of the step could not be shown: {0}", why), 5000);
}
