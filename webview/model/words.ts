import { t } from "@vscode/l10n";
import type { StatusView } from "../../src/protocol";
import { counted } from "../counted";
import type { Execution } from "./execution";

/** Whether a step's text is prose that stands for code, such as "the process holds its context", and no C. */
export function isProse(cText: string): boolean {
  return /^[A-Za-z][A-Za-z',]*(?: [A-Za-z0-9',]+){2,}$/.test(cText);
}

/** Words for a context that cannot take a step and gave no reason of its own. */
const idle = {
  waiting: t("has not begun"),
  finished: t("finished"),
  sleeping: t("sleeps"),
  blocked: t("blocked"),
  ready: "",
};

/** Why a context cannot take a step; empty if it can. */
export function whyIdle({ state, why }: StatusView): string {
  return why === "" ? idle[state] : why;
}

function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : t("{0} and {1}", names.slice(0, -1).join(", "), names.at(-1) ?? "");
}

/** Steps from `first` to `last` that are not shown, in words: how many, and whose. */
export function gapWords(execution: Execution, first: number, last: number): string {
  const all = execution.steps.slice(first - 1, last);
  const names = [...new Set(all.map((step) => execution.contexts[step.context]?.id ?? ""))];
  return t("{0} of {1}", counted(all.length, "steps"), listed(names));
}
