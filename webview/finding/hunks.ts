import type { HunkView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { checkbox } from "../controls";
import { counted, el, fill } from "../dom";
import { popup } from "../popup";
import type { Store } from "../store";

/** The list in which hunks of the revision's patch are switched off and on, with those that go together. */
export function hunkChooser(store: Store, conductor: Conductor): HTMLElement {
  const list = el("div", { class: "hunk-list" });
  const chooser = popup("Hunks", "parts", list);
  const toggle = (hunk: HunkView, on: boolean): void => {
    const group = new Set([hunk.id, ...hunk.group]);
    const others = store.state.setup.without.filter((id) => !group.has(id));
    conductor.setUp({ without: on ? others : [...others, ...group] });
  };
  store.follow((state, before) => {
    const { setup, catalogue } = state;
    if (setup === before.setup && catalogue === before.catalogue) return;
    const hunks = catalogue.revisions.find((one) => one.id === setup.revision)?.hunks ?? [];
    chooser.label(setup.without.length === 0 ? "Hunks" : `${counted(setup.without.length, "hunk")} off`);
    chooser.element.hidden = hunks.length === 0;
    fill(
      list,
      el("p", {}, `Run ${setup.revision} without some hunks of its patch:`),
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
