import { t } from "@vscode/l10n";
import type { StatusView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { turnKeys } from "../keys";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { inkCount } from "../../src/contextMark";
import { mark } from "../inks";
import { isProse, whyIdle } from "../model/words";
import type { PanelState, Store } from "../store";

/** "You are the scheduler": for each context a button with its next step; who cannot go on says why. */
export class Scheduler {
  readonly element: HTMLElement;
  readonly #conductor: Conductor;
  readonly #buttons = el("div", { class: "turns", role: "group", "aria-label": t("Who runs next") });

  constructor(store: Store, conductor: Conductor) {
    this.#conductor = conductor;
    this.element = el(
      "section",
      { class: "scheduler", "aria-label": t("You are the scheduler") },
      this.#buttons,
    );
    store.follow((state, before) => {
      const same = state.cursor === before.cursor && state.execution === before.execution;
      if (!same) this.#show(state);
    });
  }

  #show(state: PanelState): void {
    const { execution, cursor } = state;
    const focused = [...this.#buttons.children].findIndex((button) =>
      button.contains(document.activeElement),
    );
    const recorded = execution?.step(cursor + 1)?.context;
    const statuses =
      execution?.statuses(cursor).filter(({ context }) => execution.lanes.includes(context)) ?? [];
    fill(this.#buttons, ...statuses.map((status) => this.#turn(state, status, status.context === recorded)));
    const again = this.#buttons.children[focused]?.querySelector("button") ?? null;
    again?.focus({ preventScroll: true });
  }

  #turn(state: PanelState, status: StatusView, recorded: boolean): HTMLElement {
    const contexts = state.execution?.contexts ?? [];
    const id = contexts[status.context]?.id ?? "";
    const ready = status.state === "ready";
    const reason = whyIdle(status);
    const next: Content = ready
      ? el(isProse(status.cText) ? "span" : "code", { class: "next" }, status.cText)
      : el("span", { class: "why" }, reason);
    const button = el(
      "button",
      {
        class: `turn ink-${status.context % inkCount} ${status.state}`,
        type: "button",
        "aria-disabled": String(!ready),
        title: ready
          ? `${status.function}: ${status.cText}${recorded ? t(" (next as recorded)") : ""}`
          : `${id}: ${reason}`,
        onclick: () => {
          if (ready) this.#conductor.choose(status.context);
          else this.#conductor.refuse(status);
        },
      },
      mark(contexts, status.context),
      el(
        "span",
        { class: "turn-text" },
        el("span", { class: "turn-name" }, id, recorded ? el("small", {}, t("next")) : null),
        next,
      ),
      status.context < turnKeys ? el("kbd", { "aria-hidden": "true" }, String(status.context + 1)) : null,
    );
    const choices = ready && status.choices > 1 ? this.#choices(status) : null;
    return el("div", { class: recorded ? "turn-box recorded" : "turn-box" }, button, choices);
  }

  /** A step whose result the environment decides has a button for each result. */
  #choices(status: StatusView): HTMLElement {
    const each = Array.from({ length: status.choices }, (_, value) =>
      el(
        "button",
        { class: "choice", type: "button", onclick: () => this.#conductor.choose(status.context, value) },
        t("result {0}", value),
      ),
    );
    return el("div", { class: "choices", role: "group", "aria-label": t("Result of the step") }, ...each);
  }
}
