import * as vscode from "vscode";
import type { Ink } from "../../contextMark";
import { inkCount, inks, outlineOf } from "../../contextMark";
import type { ContextView } from "../../protocol";
import { isOfStep, type Lit } from "./lit";

/** What of a line is marked: all of it, or the end at which an inline diff shows the deleted lines that are meant. */
export interface Marked {
  readonly kind: Lit["kind"];
  readonly end?: "top" | "bottom" | undefined;
}

/** Decorations that mark lines with the letter, shape and colour of a context; each is made when it is first needed. */
export class Marks implements vscode.Disposable {
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();

  /** Every decoration made so far. */
  get all(): Iterable<vscode.TextEditorDecorationType> {
    return this.#types.values();
  }

  /** The decoration of a context's line. */
  of(contexts: readonly ContextView[], context: number, marked: Marked): vscode.TextEditorDecorationType {
    const letter = contexts[context]?.letter ?? "?";
    const outline = outlineOf(contexts, context);
    const { kind, end } = marked;
    const key = `${kind} ${end} ${context % inkCount} ${letter} ${outline}`;
    const type = this.#types.get(key) ?? decoration(inks[context % inkCount], letter, outline, marked);
    this.#types.set(key, type);
    return type;
  }

  dispose(): void {
    for (const type of this.#types.values()) type.dispose();
  }
}

function decoration(
  ink: Ink = { theme: "charts.foreground", dark: "#cccccc", light: "#333333" },
  letter: string,
  outline: string,
  { kind, end }: Marked,
): vscode.TextEditorDecorationType {
  const isThere = isOfStep({ kind });
  const colour = new vscode.ThemeColor(kind === "violation" ? "editorError.foreground" : ink.theme);
  const ground = kind === "step" ? "editor.stackFrameHighlightBackground" : "inputValidation.errorBackground";
  const gutter = (line: string, text: string) => ({
    gutterIconPath: picture(line, text, letter, outline, kind),
    gutterIconSize: "contain",
  });
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    ...(isThere && !end && { backgroundColor: new vscode.ThemeColor(ground) }),
    // The bar says it without a fill, as high-contrast themes want it.
    borderStyle: isThere ? "solid" : "dotted",
    borderWidth: `${end === "top" ? 2 : 0}px 0 ${end === "bottom" ? 2 : 0}px ${isThere ? 4 : 2}px`,
    borderColor: colour,
    overviewRulerColor: colour,
    overviewRulerLane: isThere ? vscode.OverviewRulerLane.Full : vscode.OverviewRulerLane.Center,
    dark: gutter(ink.dark, "#ffffff"),
    light: gutter(ink.light, "#000000"),
  });
}

/** The mark of the panel's lanes as a picture; a cross in its corner says that something broke. */
function picture(line: string, text: string, letter: string, outline: string, kind: Lit["kind"]): vscode.Uri {
  const cross =
    kind === "violation" ? '<path d="M13 13l6 6M19 13l-6 6" stroke="#f14c4c" stroke-width="2.6"/>' : "";
  const fill = isOfStep({ kind }) ? 0.35 : 0;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">' +
    `<path d="${outline}" fill="${line}" fill-opacity="${fill}" stroke="${line}" stroke-width="1.6"/>` +
    '<text x="10" y="13.6" text-anchor="middle" font-family="sans-serif" font-size="9.500" font-weight="700" ' +
    `fill="${text}">${escaped(letter)}</text>${cross}</svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${btoa(svg)}`);
}

function escaped(letter: string): string {
  return letter.replace(/[^a-zA-Z0-9]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
