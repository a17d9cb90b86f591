import type { Conductor } from "../conductor";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { icon } from "../icons";
import { inkCount, mark } from "../inks";
import type { PanelState, Store } from "../store";

/** The selected step at length: who, where, the whole C text, what it broke. */
export class Detail {
  readonly element = el("div", { class: "detail" });

  constructor(store: Store, conductor: Conductor) {
    store.follow((state, before) => {
      const same =
        state.cursor === before.cursor &&
        state.execution === before.execution &&
        state.parts === before.parts;
      if (!same) fill(this.element, ...this.describe(state, conductor));
    });
  }

  private describe(state: PanelState, conductor: Conductor): Content[] {
    const { execution, cursor } = state;
    const step = execution?.step(cursor);
    if (!execution || !step)
      return [
        el(
          "p",
          { class: "hint" },
          "Before the first step. Press → to take one, or let a context run with its button.",
        ),
      ];
    const place = step.place
      ? `${step.place.path}:${step.place.line} (${step.place.patch}, ${step.place.side})`
      : "";
    const only = el(
      "button",
      {
        class: "link",
        type: "button",
        title: `Show only steps in ${step.function}`,
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
        el("span", {}, "in ", only),
        place === "" ? null : el("span", { class: "place" }, place),
      ),
      el("pre", {}, el("code", {}, step.cText)),
      step.stack.length > 1 ? el("p", { class: "stack" }, step.stack.join(" › ")) : null,
      step.locals === "" ? null : el("p", { class: "locals" }, el("code", {}, step.locals)),
      ...step.violations.map((violation) =>
        el(
          "p",
          { class: "violation-note" },
          icon("failure"),
          `${violation.kind}: ${violation.object}, by ${violation.contextId} in ${violation.function}`,
        ),
      ),
      state.parts?.at === cursor ? el("p", { class: "parts-note" }, icon("parts"), state.parts.why) : null,
    ];
  }
}
