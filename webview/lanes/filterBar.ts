import { t } from "@vscode/l10n";
import type { Conductor } from "../conductor";
import type { Choice } from "../controls";
import { dropdown, iconButton } from "../controls";
import { el } from "../dom";
import type { Execution } from "../model/execution";
import type { Filter } from "../model/rows";
import { noFilter, rowsOf } from "../model/rows";
import type { Store } from "../store";
import { counted } from "../counted";

const relations: readonly { readonly value: Filter["relation"]; readonly label: string }[] = [
  { value: "all", label: t("all steps") },
  { value: "story", label: t("where contexts meet") },
  { value: "before", label: t("before the selected") },
  { value: "after", label: t("after the selected") },
  { value: "concurrent", label: t("concurrent with the selected") },
];

/** The lines of the lists of objects and functions. */
function choicesOf(execution: Execution | null): [readonly Choice[], readonly Choice[]] {
  const objects = names(execution, "object").map((name) => ({ value: name, label: name }));
  const functions = names(execution, "function").map((name) => ({ value: name, label: `${name}()` }));
  return [
    [{ value: "", label: t("any object") }, ...objects],
    [{ value: "", label: t("any function") }, ...functions],
  ];
}

function names(execution: Execution | null, of: "object" | "function"): readonly string[] {
  return [...new Set(execution?.steps.map((step) => step[of]).filter((name) => name !== ""))].sort();
}

/** The filters, and the button that shows and hides them. */
export interface FilterBar {
  readonly element: HTMLElement;
  readonly toggle: HTMLElement;
}

/** Which steps are shown: by their relation to the selected one, by object, by function. */
export function filterBar(store: Store, conductor: Conductor): FilterBar {
  const relation = dropdown(t("Steps shown, by order"), (value) => {
    const chosen = relations.find((one) => one.value === value);
    if (chosen) conductor.filter({ relation: chosen.value });
  });
  const object = dropdown(t("Steps shown, by object"), (value) =>
    conductor.filter({ object: value === "" ? null : value }),
  );
  const inFunction = dropdown(t("Steps shown, by function"), (value) =>
    conductor.filter({ function: value === "" ? null : value }),
  );
  const clear = iconButton("close", t("Show all steps"), () => conductor.filter(noFilter));
  const shown = el("span", { class: "shown" });
  const element = el(
    "div",
    { class: "filters", role: "group", "aria-label": t("Filter steps") },
    relation.element,
    object.element,
    inFunction.element,
    clear,
    shown,
  );
  element.hidden = true;
  let [objects, functions] = choicesOf(null);
  const toggle = iconButton("filter", t("Filter steps"), () => {
    element.hidden = !element.hidden;
    if (element.hidden) conductor.filter(noFilter);
    toggle.setAttribute("aria-expanded", String(!element.hidden));
  });
  toggle.setAttribute("aria-expanded", "false");
  store.follow((state, before) => {
    if (
      state.filter === before.filter &&
      state.execution === before.execution &&
      state.cursor === before.cursor
    )
      return;
    const { filter, execution } = state;
    const on =
      !["all", "story"].includes(filter.relation) || filter.object !== null || filter.function !== null;
    relation.show(relations, filter.relation);
    if (execution !== before.execution) [objects, functions] = choicesOf(execution);
    object.show(objects, filter.object ?? "");
    inFunction.show(functions, filter.function ?? "");
    clear.hidden = !on;
    if (on) element.hidden = false;
    shown.textContent =
      on && execution
        ? t(
            "{0} of {1}",
            counted(rowsOf(execution, null, filter, state.cursor).length, "steps"),
            execution.length,
          )
        : "";
  });
  return { element, toggle };
}
