import { t } from "@vscode/l10n";
import type { FindingView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { el } from "../dom";
import { icon } from "../icons";

/** What is known of the bug behind a violation: its name, which patches bring and mend it, and who spoke of it. */
export function findingNote(finding: FindingView, conductor: Conductor): HTMLElement {
  const { title, history, saidBy, text } = finding;
  const source =
    saidBy === null
      ? el("span", { class: "unsaid" }, t("Nobody said so in the documents."))
      : el(
          "button",
          {
            class: "link",
            type: "button",
            title: t("{0}, line {1}", saidBy.document, saidBy.line),
            onclick: () => conductor.openSource(saidBy.document, saidBy.line),
          },
          t("Said by {0}: line {1}", saidBy.who, saidBy.line),
        );
  return el(
    "div",
    { class: "finding" },
    icon("bug"),
    el("div", {}, el("strong", { title: text }, title), el("p", {}, `${history}. `, source)),
  );
}
