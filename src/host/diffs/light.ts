import * as vscode from "vscode";
import type { Place } from "../../protocol";
import type { CurrentExecution, Shown } from "../replay/current";
import { nameIn } from "./address";
import type { Diffs } from "./diffs";

/** A line that is lit, and whether a violation was caught there. */
interface Lit {
  readonly place: Place;
  readonly violation: boolean;
}

/** Lights the line of the replay's current step in the diff, which it opens to the left if no editor shows it. */
export class Light implements vscode.Disposable {
  readonly #diffs: Diffs;
  readonly #step: vscode.TextEditorDecorationType;
  readonly #violation: vscode.TextEditorDecorationType;
  readonly #deleted: vscode.TextEditorDecorationType;
  readonly #listening: vscode.Disposable;
  #lit: Lit | undefined;

  constructor(diffs: Diffs, current: CurrentExecution, column: () => vscode.ViewColumn) {
    this.#diffs = diffs;
    this.#step = lineDecoration("editor.stackFrameHighlightBackground", "editorWarning.foreground");
    this.#violation = lineDecoration("inputValidation.errorBackground", "editorError.foreground");
    this.#deleted = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      before: { color: new vscode.ThemeColor("editorWarning.foreground") },
    });
    this.#listening = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.#paint()),
      current.follow(({ kind, now }) => {
        if (kind !== "noReturn") void this.#show(now, column());
      }),
    );
  }

  /** Lights the line of the step that is looked at and nothing else, in `viewColumn` if no editor shows it. */
  async #show(shown: Shown | null, viewColumn: vscode.ViewColumn): Promise<void> {
    const step = shown?.execution.steps[shown.cursor - 1];
    const place = step?.place ?? null;
    this.#lit = place === null ? undefined : { place, violation: (step?.violations.length ?? 0) > 0 };
    this.#paint();
    if (place === null || !vscode.workspace.getConfiguration("patchArchaeology").get("followReplay", true))
      return;
    await this.#diffs.openAt(place, { preserveFocus: true, viewColumn });
    this.#paint();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#step.dispose();
    this.#violation.dispose();
    this.#deleted.dispose();
  }

  #paint(): void {
    const lit = this.#lit;
    for (const editor of vscode.window.visibleTextEditors) {
      const name = nameIn(editor.document.uri);
      if (name === undefined) continue;
      const isFile = lit?.place.patch === name.patch && lit.place.path === name.path;
      const line = isFile && lit ? lineOn(lit.place, name.side) : null;
      const ranges = line === null ? [] : [new vscode.Range(line - 1, 0, line - 1, 0)];
      editor.setDecorations(this.#step, lit?.violation ? [] : ranges);
      editor.setDecorations(this.#violation, lit?.violation ? ranges : []);
      editor.setDecorations(this.#deleted, isFile && lit ? deletedNote(lit.place, name.side) : []);
    }
  }
}

/** The line to light on a side: the step's own, or the same one on the other side. */
function lineOn(place: Place, side: Place["side"]): number | null {
  if (place.side === side) return place.line;
  return place.unchanged ? place.across : null;
}

/** A word beside a deleted line's place: where both sides share one column, the line itself cannot be lit. */
function deletedNote(
  { side, line, across, unchanged }: Place,
  shown: Place["side"],
): vscode.DecorationOptions[] {
  if (side !== "old" || shown !== "new" || unchanged || across === null) return [];
  const contentText = `▲ ${vscode.l10n.t("runs the deleted line {0}", line)}  `;
  return [
    { range: new vscode.Range(across - 1, 0, across - 1, 0), renderOptions: { before: { contentText } } },
  ];
}

function lineDecoration(background: string, mark: string): vscode.TextEditorDecorationType {
  const markColor = new vscode.ThemeColor(mark);
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(background),
    // The bar and the arrow say it without colour, and in high-contrast themes, which have no fills.
    borderStyle: "solid",
    borderWidth: "0 0 0 3px",
    borderColor: markColor,
    before: { contentText: "▶", color: markColor, width: "0", margin: "0 0.2em 0 -1.1em" },
    overviewRulerColor: markColor,
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
}
