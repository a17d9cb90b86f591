import { t } from "@vscode/l10n";
import type { StepView } from "../../src/protocol";
import type { Content } from "../dom";
import { el } from "../dom";
import type { IconName } from "../icons";
import { icon } from "../icons";
import type { Execution } from "../model/execution";
import type { Gap } from "../model/rows";
import { gapWords, isProse } from "../model/words";
import type { Geometry } from "./geometry";
import { gapRails, rails } from "./rails";

/** One side of a line: an execution, where its lanes stand, and the number of the step. */
export interface Side {
  readonly execution: Execution;
  readonly geometry: Geometry;
}

/** What happened at a step besides its words: badges, each with a sign and a text. */
function badges(execution: Execution, step: StepView): Content[] {
  const found: Content[] = [];
  const badge = (name: IconName, kind: string, text: string): void => {
    found.push(
      el(
        "span",
        { class: `badge badge-${kind}`, title: text },
        icon(name),
        el("span", { class: "badge-text" }, text),
      ),
    );
  };
  for (const violation of step.violations)
    badge("failure", "violation", `${violation.kind}: ${violation.object}`);
  if (execution.view.noReturn === step.n) badge("flag", "no-return", t("point of no return"));
  const preempted = execution.preempted(step.n);
  if (preempted !== null)
    badge("preemption", "preemption", t("preempts {0}", execution.contexts[preempted]?.id ?? ""));
  const status = execution.statuses(step.n)[step.context];
  if (status?.state === "sleeping") badge("sleep", "sleep", t("sleeps"));
  return found;
}

/** Whether the words of a step only repeat its violation. */
function saidTwice({ words, violations }: StepView): boolean {
  return violations.some(({ kind, object }) => words === `${kind}: ${object}`);
}

/** A step as a sentence, for a screen reader and for the title of its line. */
export function sentence(execution: Execution, n: number): string {
  const step = execution.step(n);
  if (!step) return t("Before the first step of {0}.", execution.length);
  const preempted = execution.preempted(n);
  const parts = [
    t(
      "Step {0} of {1}, {2}, in {3}: {4}.",
      n,
      execution.length,
      execution.contexts[step.context]?.id ?? "",
      step.function,
      step.words,
    ),
    step.cText === step.words ? "" : `C: ${step.cText}`,
    preempted === null ? "" : t("Preempts {0}.", execution.contexts[preempted]?.id ?? ""),
    step.locks.length > 0 ? t("Holds {0}.", step.locks.join(", ")) : "",
    execution.view.noReturn === n ? t("Point of no return: after this step every order fails.") : "",
    ...step.violations.map((violation) => t("Violation: {0} of {1}.", violation.kind, violation.object)),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** The part of a line that belongs to an execution without its step. */
export function absentCell({ geometry, execution }: Side): HTMLElement {
  const words = el("span", { class: "gap-words" }, t("not taken here"));
  words.style.left = `${geometry.textLeft(execution.lanes[0] ?? 0)}px`;
  return el("div", { class: "cell absent" }, words);
}

/** The part of a line between steps that says which of one execution are left out. */
export function gapCell({ execution, geometry }: Side, { first, last }: Gap): HTMLElement {
  const words = el("span", { class: "gap-words" }, gapWords(execution, first, last));
  words.style.left = `${geometry.textLeft(execution.step(first)?.context ?? 0)}px`;
  return el("div", { class: "cell" }, gapRails(execution, geometry, first, last), words);
}

/** The part of a line that belongs to one execution. */
export function cell(side: Side, n: number): HTMLElement {
  const { execution, geometry } = side;
  const step = execution.step(n);
  const element = el("div", { class: "cell" });
  if (!step) return element;
  element.classList.toggle("violating", step.violations.length > 0);
  element.classList.toggle("no-return", execution.view.noReturn === n);
  element.classList.toggle("preempting", execution.preempted(n) !== null);
  const text = el(
    "div",
    { class: "text" },
    el(
      "div",
      { class: "words" },
      saidTwice(step) ? null : el("span", { class: "said" }, step.words),
      ...badges(execution, step),
    ),
    el(
      "div",
      { class: "source" },
      el("span", { class: "function" }, step.function),
      isProse(step.cText) ? el("span", { class: "prose" }, step.cText) : el("code", {}, step.cText),
    ),
  );
  text.style.left = `${geometry.textLeft(step.context)}px`;
  text.style.width = `${geometry.textWidth(step.context)}px`;
  element.append(el("span", { class: "number" }, String(n)), rails(execution, geometry, n), text);
  return element;
}
