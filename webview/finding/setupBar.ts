import type { Conductor } from "../conductor";
import { dropdown, iconButton, textButton } from "../controls";
import { el } from "../dom";
import type { Store } from "../store";
import { hunkChooser } from "./hunks";

/** Value of the line "nothing" in the list of revisions to set beside. */
const nothing = "";

/** What is run: scenario, revision, the revision beside it, hunks, and the button that searches. */
export class SetupBar {
  readonly element: HTMLElement;

  constructor(store: Store, conductor: Conductor) {
    const scenario = dropdown("Scenario", (value) => conductor.setUp({ scenario: value }));
    const revision = dropdown("Revision", (value) => conductor.setUp({ revision: value, without: [] }));
    const beside = dropdown("Revision beside, under the same schedule", (value) =>
      conductor.compare(value === nothing ? null : value),
    );
    scenario.element.classList.add("scenario-choice");
    const find = textButton("Find races", () => conductor.explore(), { primary: true, icon: "search" });
    const cancel = textButton("Cancel", () => conductor.cancel(), { icon: "close" });
    const hunks = hunkChooser(store, conductor);
    this.element = el(
      "header",
      { class: "setup" },
      scenario.element,
      revision.element,
      el("span", { class: "beside-word" }, "beside"),
      beside.element,
      hunks,
      find,
      cancel,
    );
    store.follow((state) => {
      const { catalogue, setup } = state;
      const fitting = catalogue.scenarios.find((one) => one.id === setup.scenario)?.revisions ?? [];
      const revisions = catalogue.revisions
        .filter((one) => fitting.includes(one.id))
        .map((one) => ({ value: one.id, label: one.id }));
      scenario.show(
        catalogue.scenarios.map((one) => ({ value: one.id, label: one.id })),
        setup.scenario,
      );
      scenario.element.title =
        catalogue.scenarios.find((one) => one.id === setup.scenario)?.title ?? "Scenario";
      revision.show(revisions, setup.revision);
      revision.element.title =
        catalogue.revisions.find((one) => one.id === setup.revision)?.title ?? "Revision";
      beside.show([{ value: nothing, label: "nothing" }, ...revisions], setup.beside ?? nothing);
      find.hidden = state.progress !== null;
      cancel.hidden = state.progress === null;
    });
  }
}

/** The tabs: replay, outcomes, matrix. */
export function viewTabs(store: Store, conductor: Conductor): HTMLElement {
  const names = { replay: "Replay", outcomes: "Outcomes", matrix: "Matrix" } as const;
  const views = ["replay", "outcomes", "matrix"] as const;
  const tabs = views.map((view) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${view}`,
        "aria-controls": `view-${view}`,
        onclick: (event) => {
          // After a click the keys belong to the view; with the keyboard they stay with the tabs.
          if (event instanceof MouseEvent && event.detail > 0) tabs[views.indexOf(view)]?.blur();
          conductor.show(view);
        },
      },
      names[view],
    ),
  );
  const element = el("div", { class: "tabs", role: "tablist", "aria-label": "Views" }, ...tabs);
  element.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const here = views.indexOf(store.state.view);
    const next = (here + step + views.length) % views.length;
    conductor.show(views[next] ?? "replay");
    tabs[next]?.focus();
  });
  store.follow((state) => {
    tabs.forEach((tab, i) => {
      const chosen = views[i] === state.view;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    });
    const outcomes = state.verdict?.outcomes.length;
    const second = tabs[1];
    if (second)
      second.textContent = outcomes === undefined ? names.outcomes : `${names.outcomes} (${outcomes})`;
  });
  return element;
}

/** The button for the help sheet. */
export function helpButton(open: () => void): HTMLElement {
  return iconButton("help", "Help", open, "?");
}
