import * as vscode from "vscode";

/** What the trees count. */
type Thing = "documents" | "patches" | "repairs" | "problems";

/** "1 patch", "5 patches"; whole phrases, so that a translation can put them as its language does. */
export function counted(count: number, thing: Thing): string {
  const isOne = count === 1;
  switch (thing) {
    case "documents":
      return isOne ? vscode.l10n.t("1 document") : vscode.l10n.t("{0} documents", count);
    case "patches":
      return isOne ? vscode.l10n.t("1 patch") : vscode.l10n.t("{0} patches", count);
    case "repairs":
      return isOne ? vscode.l10n.t("1 repair") : vscode.l10n.t("{0} repairs", count);
    case "problems":
      return isOne ? vscode.l10n.t("1 problem") : vscode.l10n.t("{0} problems", count);
  }
}
