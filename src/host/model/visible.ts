import * as vscode from "vscode";
import { debugType } from "../debug/type";
import { modelScheme } from "./address";

/** The editors that show a model's source. */
export function visibleSources(): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.scheme === modelScheme);
}

/** Editors in which somebody follows the steps in the model. While a race is debugged nobody does: the debugger itself shows where it is. */
export function followingSources(): readonly vscode.TextEditor[] {
  return vscode.debug.activeDebugSession?.type === debugType ? [] : visibleSources();
}
