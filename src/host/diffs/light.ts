import * as vscode from "vscode";
import type { Place } from "../../protocol";
import { followingSources } from "../model/visible";
import type { CurrentExecution, Shown } from "../replay/current";
import { addressOf, nameIn, type TextName } from "./address";
import type { Diffs } from "./diffs";
import { lineBelowDeleted } from "./deletedLine";
import { lineOn, litBy, type Lit } from "./lit";
import { debugType } from "../debug/type";
import { Marks } from "./marks";

/**
 * Marks the lines of the current execution in the diffs: the step that is looked at, and where the other contexts
 * have got to. A diff that no editor shows is opened, beside the panel.
 */
export class Light implements vscode.Disposable {
  readonly #diffs: Diffs;
  readonly #marks = new Marks();
  readonly #deleted: vscode.TextEditorDecorationType;
  readonly #listening: vscode.Disposable;
  #shown: Shown | null = null;
  #lit: readonly Lit[] = [];

  /** `column` says where diffs are to be opened. */
  constructor(diffs: Diffs, current: CurrentExecution, column: () => vscode.ViewColumn) {
    this.#diffs = diffs;
    this.#deleted = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      before: { color: new vscode.ThemeColor("editorWarning.foreground"), fontStyle: "italic" },
    });
    this.#listening = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.#paint()),
      current.follow(({ kind, now }) => {
        if (kind !== "noReturn") this.#show(now, column()).catch(sayInPassing);
      }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#marks.dispose();
    this.#deleted.dispose();
  }

  async #show(shown: Shown | null, viewColumn: vscode.ViewColumn): Promise<void> {
    this.#shown = shown;
    this.#lit = shown ? litBy(shown) : [];
    this.#paint();
    const place = this.#lit.find(({ kind }) => kind !== "elsewhere")?.place;
    if (!place || !vscode.workspace.getConfiguration("patchArchaeology").get("followReplay", true)) return;
    // A debug session shows where it stops: at the next step, not at the latest.
    if (vscode.debug.activeDebugSession?.type === debugType) return;
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
      const here = this.#lit.filter(({ place }) => place.patch === name.patch && place.path === name.path);
      const painted = new Map([...this.#marks.all].map((type) => [type, [] as vscode.DecorationOptions[]]));
      for (const lit of here) {
        const line = lineOn(lit.place, name.side);
        const type = this.#marks.of(contexts, lit.context, lit.kind);
        if (line !== null) painted.set(type, [...(painted.get(type) ?? []), this.#option(lit, line)]);
      }
      for (const [type, options] of painted) editor.setDecorations(type, options);
      editor.setDecorations(
        this.#deleted,
        here.flatMap((lit) => deletedNote(lit, contexts[lit.context]?.id ?? "", name, editor)),
      );
    }
  }

  /** Where both sides share one column, revealing a deleted line may leave its note out of sight. */
  #revealNotes(): void {
    const lit = this.#lit.find(({ kind }) => kind !== "elsewhere");
    for (const editor of vscode.window.visibleTextEditors) {
      const name = nameIn(editor.document.uri);
      if (lit?.place.patch !== name?.patch || lit?.place.path !== name?.path) continue;
      const [note] = lit && name ? deletedNote(lit, "", name, editor) : [];
      if (!note) continue;
      // The line below it: the note stands before its own line's text, which would be scrolled to sideways.
      const below = Math.min(note.range.start.line + 1, editor.document.lineCount - 1);
      const range = new vscode.Range(below, 0, below, 0);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  #option({ context, step, kind }: Lit, line: number): vscode.DecorationOptions {
    const id = this.#shown?.execution.contexts[context]?.id ?? "";
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

/** A diff that cannot be opened keeps nobody from walking on, so this interrupts nobody. */
function sayInPassing(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  vscode.window.setStatusBarMessage(vscode.l10n.t("The line of the step could not be shown: {0}", why), 5000);
}

/**
 * A deleted line has no place in the new text. Where both sides share one column the old text is no editor's, so the
 * line below it says which of the deleted lines above runs.
 */
function deletedNote(
  { place, kind, step }: Lit,
  id: string,
  name: TextName,
  { document }: vscode.TextEditor,
): vscode.DecorationOptions[] {
  const { line, across, unchanged }: Place = place;
  if (kind === "elsewhere" || place.side !== "old" || name.side !== "new" || unchanged || across === null)
    return [];
  const original = addressOf({ ...name, side: "old" }).toString();
  const old = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.toString() === original);
  const below = old
    ? lineBelowDeleted(old.document.getText().split("\n"), document.getText().split("\n"), line, across)
    : across;
  const contentText = `▲ ${vscode.l10n.t("{0} runs the deleted line {1}: {2}", id, line, step.cText)}  `;
  const at = Math.min(below, document.lineCount) - 1;
  return [{ range: new vscode.Range(at, 0, at, 0), renderOptions: { before: { contentText } } }];
}
