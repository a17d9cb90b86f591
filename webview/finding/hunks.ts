import { t } from "@vscode/l10n";
import type { HunkView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { checkbox } from "../controls";
import { el, fill } from "../dom";
import { popup } from "../popup";
import type { Store } from "../store";

/** The list in which hunks of the revision's patch are switched off and on, with those that go together. */
export function hunkChooser(store: Store, conductor: Conductor): HTMLElement {
  const list = el("div", { class: "hunk-list" });
  const chooser = popup(t("Hunks"), "parts", list);
  const toggle = (hunk: HunkView, on: boolean): void => {
    const group = new Set([hunk.id, ...hunk.group]);
    const others = store.state.setup.without.filter((id) => !group.has(id));
    conductor.setUp({ without: on ? others : [...others, ...group] });
  };
  store.follow((state, before) => {
    const { setup, catalogue } = state;
    if (setup === before.setup && catalogue === before.catalogue) return;
    const hunks = catalogue.revisions.find((one) => one.id === setup.revision)?.hunks ?? [];
    chooser.label(setup.without.length === 0 ? t("Hunks") : t("{0} off", setup.without.length));
    chooser.element.hidden = hunks.length === 0;
    fill(
      list,
      el("p", {}, t("Run {0} without some hunks of its patch:", setup.revision)),
      ...hunks.map((hunk) => line(hunk, !setup.without.includes(hunk.id), toggle)),
    );
  });
  return chooser.element;
}

function line(hunk: HunkView, on: boolean, toggle: (hunk: HunkView, on: boolean) => void): HTMLElement {
  const title = el("div", { class: "hunk-title" }, hunk.title);
  const box = checkbox(hunk.id, on, (checked) => toggle(hunk, checked));
  box.toggleAttribute("disabled", !hunk.removable);
  return el("div", { class: "hunk" }, box, title, hunk.why === "" ? null : el("small", {}, hunk.why));
}
