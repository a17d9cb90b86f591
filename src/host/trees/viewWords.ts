import * as vscode from "vscode";
import type { Order, View, Wanted } from "../reading/selection";

/** What a choice of hunks is called. */
export function wantedWords(wanted: Wanted): string {
  switch (wanted) {
    case "all":
      return vscode.l10n.t("All hunks");
    case "unviewed":
      return vscode.l10n.t("Hunks not viewed yet");
    case "commented":
      return vscode.l10n.t("Hunks with comments");
    case "doubtful":
      return vscode.l10n.t("Hunks that were repaired");
    case "new":
      return vscode.l10n.t("Patches that are new since the last look");
    case "racy":
      return vscode.l10n.t("Patches with findings or races");
  }
}

/** What an order is called. */
export function orderWords(order: Order): string {
  switch (order) {
    case "posted":
      return vscode.l10n.t("As posted");
    case "author":
      return vscode.l10n.t("By author");
    case "title":
      return vscode.l10n.t("By title");
    case "size":
      return vscode.l10n.t("Largest first");
  }
}

/** The words over the Series view; empty while it shows everything as posted. */
export function viewWords({ wanted, text, order }: View): string {
  const words = [
    ...(wanted === "all" ? [] : [wantedWords(wanted)]),
    ...(text.trim() === "" ? [] : [vscode.l10n.t("with “{0}”", text.trim())]),
    ...(order === "posted" ? [] : [orderWords(order)]),
  ];
  return words.join(" · ");
}
