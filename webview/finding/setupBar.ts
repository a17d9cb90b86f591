import { t } from "@vscode/l10n";
import type { CatalogueView } from "../../src/protocol";
import { chooser } from "../chooser";
import type { Conductor } from "../conductor";
import { iconButton, textButton } from "../controls";
import { el } from "../dom";
import type { Option } from "../optionList";
import type { Store } from "../store";
import { hunkChooser } from "./hunks";

/** The line for no revision beside. */
const nothing: Option = { value: "", title: t("alone: nothing beside it"), id: "", group: "" };

/** What is run: scenario, revision, the revision beside it, hunks, and the button that searches. */
export class SetupBar {
  readonly element: HTMLElement;

  constructor(store: Store, conductor: Conductor) {
    const scenario = chooser(t("Scenario"), (value) => conductor.setUp({ scenario: value, custom: null }));
    const revision = chooser(t("Revision"), (value) => conductor.setUp({ revision: value, without: [] }));
    const beside = chooser(t("Revision beside, under the same schedule"), (value) =>
      conductor.compare(value === nothing.value ? null : value),
    );
    scenario.element.classList.add("scenario-choice");
    const find = textButton(t("Find races"), () => conductor.explore(), { primary: true, icon: "search" });
    const cancel = textButton(t("Cancel"), () => conductor.cancel(), { icon: "close" });
    const hunks = hunkChooser(store, conductor);
    this.element = el(
      "header",
      { class: "setup" },
      scenario.element,
      revision.element,
      beside.element,
      hunks,
      find,
      cancel,
    );
    store.follow((state, before) => {
      find.hidden = state.progress !== null;
      cancel.hidden = state.progress === null;
      const { catalogue, setup } = state;
      if (catalogue === before.catalogue && setup === before.setup) return;
      const title = catalogue.scenarios.find(({ id }) => id === setup.scenario)?.title;
      const known = setup.custom === null && title !== undefined;
      scenario.show(
        scenarioOptions(catalogue),
        setup.scenario,
        known ? title : t("{0} (from a file)", setup.scenario),
      );
      const revisions = revisionOptions(catalogue, setup.scenario);
      revision.show(revisions, setup.revision, t("on {0}", setup.revision));
      beside.show(
        [nothing, ...revisions],
        setup.beside ?? nothing.value,
        setup.beside === null ? t("alone") : t("beside {0}", setup.beside),
      );
    });
  }
}

/** The scenarios, those of one heading together. */
function scenarioOptions({ scenarios }: CatalogueView): readonly Option[] {
  const headings = [...new Set(scenarios.map(({ group }) => group))];
  return headings.flatMap((group) =>
    scenarios.filter((one) => one.group === group).map(({ id, title }) => ({ value: id, title, id, group })),
  );
}

/** The revisions that a scenario runs on; one from a file runs on all. */
function revisionOptions({ scenarios, revisions }: CatalogueView, scenario: string): readonly Option[] {
  const fitting = scenarios.find(({ id }) => id === scenario)?.revisions;
  return revisions
    .filter(({ id }) => fitting?.includes(id) ?? true)
    .map(({ id, title, group }) => ({ value: id, title: `${id}: ${title}`, id: "", group }));
}

/** The tabs: replay, outcomes, matrix. */
export function viewTabs(store: Store, conductor: Conductor): HTMLElement {
  const names = { replay: t("Replay"), outcomes: t("Outcomes"), matrix: t("Matrix") } as const;
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
  const element = el("div", { class: "tabs", role: "tablist", "aria-label": t("Views") }, ...tabs);
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
  return iconButton("help", t("Help"), open, "?");
}
