import * as vscode from "vscode";
import type { PatchFindings } from "../reading/races";

/** What the trees count. */
type Thing = "documents" | "patches" | "repairs" | "problems" | "comments" | "races";

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
    case "comments":
      return isOne ? vscode.l10n.t("1 comment") : vscode.l10n.t("{0} comments", count);
    case "races":
      return isOne ? vscode.l10n.t("1 race found") : vscode.l10n.t("{0} races found", count);
  }
}

/** "5 of 35 hunks viewed"; nothing as long as none is. */
export function viewedWords(viewed: number, all: number): string {
  if (viewed === 0) return "";
  return all === 1 ? vscode.l10n.t("viewed") : vscode.l10n.t("{0} of {1} hunks viewed", viewed, all);
}

/** "3 comments", or nothing where there are none. */
export function some(count: number, thing: Thing): string {
  return count === 0 ? "" : counted(count, thing);
}

/** "brings 1 finding", "mends 2 findings": what a patch has to do with the bugs that are known by name. */
export function findingWords({ brings, mends }: PatchFindings): readonly string[] {
  const [brought, mended] = [brings.length, mends.length];
  return [
    ...(brought === 0
      ? []
      : [brought === 1 ? vscode.l10n.t("brings 1 finding") : vscode.l10n.t("brings {0} findings", brought)]),
    ...(mended === 0
      ? []
      : [mended === 1 ? vscode.l10n.t("mends 1 finding") : vscode.l10n.t("mends {0} findings", mended)]),
  ];
}

/** Facts beside a label; empty ones are left out. */
export function facts(...words: readonly (string | false | null | undefined)[]): string {
  return words.filter(Boolean).join(" · ");
}
