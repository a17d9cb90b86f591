import { t } from "@vscode/l10n";
import { placeWords } from "../../src/placeWords";
import type { StepView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { icon } from "../icons";
import { inkCount } from "../../src/contextMark";
import { mark } from "../inks";
import type { Execution } from "../model/execution";
import { isProse } from "../model/words";
import { findingNote } from "../finding/findingNote";
import type { PanelState, Store } from "../store";

/** The selected step at length, what matters most first, as not all of it may fit: who, where, the whole C text, what it broke. */
export class Detail {
  readonly element = el("div", { class: "detail" });

  constructor(store: Store, conductor: Conductor) {
    store.follow((state, before) => {
      const same =
        state.cursor === before.cursor &&
        state.execution === before.execution &&
        state.fate === before.fate &&
        state.parts === before.parts;
      if (!same) fill(this.element, ...this.#describe(state, conductor));
    });
  }

  #describe(state: PanelState, conductor: Conductor): Content[] {
    const { execution, cursor } = state;
    const step = execution?.step(cursor);
    if (!execution || !step)
      return [
        el(
          "p",
          { class: "hint" },
          t("Before the first step. Press → to take one, or let a context run with its button."),
        ),
      ];
    const only = el(
      "button",
      {
        class: "link",
        type: "button",
        title: t("Show only steps in {0}", step.function),
        onclick: () => conductor.filter({ function: step.function }),
      },
      `${step.function}()`,
    );
    return [
      el(
        "div",
        { class: "detail-head" },
        el("span", { class: `ink-${step.context % inkCount}` }, mark(execution.contexts, step.context)),
        el("strong", {}, execution.contexts[step.context]?.id ?? ""),
        el("span", {}, t("in"), " ", only),
        el("span", { class: "place" }, placeWords(step, t)),
      ),
      isProse(step.cText)
        ? el("p", { class: "prose" }, step.cText)
        : el("pre", {}, el("code", {}, step.cText)),
      ...step.violations.map((violation) =>
        el(
          "p",
          { class: "violation-note" },
          icon("failure"),
          t(
            "{0}: {1}, by {2} in {3}",
            violation.kind,
            violation.object,
            violation.contextId,
            violation.function,
          ),
        ),
      ),
      ...(step.violations.length > 0 ? (execution.view.outcome?.findings ?? []) : []).map((finding) =>
        findingNote(finding, conductor),
      ),
      execution.view.noReturn === cursor && state.fate !== ""
        ? el("p", { class: "fate-note" }, icon("flag"), state.fate)
        : null,
      state.parts?.at === cursor
        ? el(
            "p",
            { class: "parts-note" },
            icon("parts"),
            t("From here the two revisions go different ways. {0}", state.parts.why),
          )
        : null,
      cellNote(execution, step),
      step.locals === "" ? null : el("p", { class: "locals" }, el("code", {}, step.locals)),
      step.stack.length > 1 ? el("p", { class: "stack" }, step.stack.join(" › ")) : null,
    ];
  }
}

/** What the field means that the step uses, for whoever does not hover over it. */
function cellNote(execution: Execution, step: StepView): Content {
  const name = step.cell.slice(step.cell.indexOf("->") + 2);
  const object = execution.view.objects.find(({ id }) => id === step.object);
  const note = object?.fields.find((field) => field.name === name)?.note ?? "";
  return note === "" ? null : el("p", { class: "cell-note" }, el("code", {}, step.cell), ` ${note}`);
}
