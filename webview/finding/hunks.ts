import { t } from "@vscode/l10n";
import type { HunkView } from "../../src/protocol";
import type { Conductor } from "../conductor";
import { checkbox, setChecked } from "../controls";
import type { Content } from "../dom";
import { el, fill } from "../dom";
import { popup } from "../popup";
import type { Store } from "../store";

/** Hunks that can only be left out together, and those that are left out with them but also by themselves. */
interface Unit {
  readonly hunks: readonly HunkView[];
  readonly also: readonly string[];
}

/** A unit and its switch. */
interface Line {
  readonly unit: Unit;
  readonly box: HTMLElement;
}

/** The list in which hunks of the revision's patch are switched off and on, one switch for those that go together. */
export function hunkChooser(store: Store, conductor: Conductor): HTMLElement {
  const list = el("div", { class: "hunk-list" });
  const chooser = popup(t("Hunks"), "parts", list);
  let lines: readonly Line[] = [];
  const isOn = ({ hunks }: Unit): boolean => !hunks.some(({ id }) => store.state.setup.without.includes(id));
  const toggle = (unit: Unit, on: boolean): void => {
    if (isOn(unit) === on) return;
    const ids = unit.hunks.map(({ id }) => id);
    // What takes this unit along when it is left out has to come back with it.
    const users = lines.flatMap(({ unit: one }) =>
      one.also.some((id) => ids.includes(id)) ? one.hunks : [],
    );
    const touched = on ? [...ids, ...users.map(({ id }) => id)] : [...ids, ...unit.also];
    const others = store.state.setup.without.filter((id) => !touched.includes(id));
    conductor.setUp({ without: on ? others : [...others, ...touched] });
  };
  store.follow((state, before) => {
    const { setup, catalogue } = state;
    if (setup === before.setup && catalogue === before.catalogue) return;
    const hunks = catalogue.revisions.find((one) => one.id === setup.revision)?.hunks ?? [];
    chooser.label(setup.without.length === 0 ? t("Hunks") : t("{0} off", setup.without.length));
    chooser.element.hidden = hunks.length === 0;
    // The switches stay when one is used: the focus stands on it.
    if (setup.revision !== before.setup.revision || catalogue !== before.catalogue) {
      lines = unitsOf(hunks).map((unit) => ({ unit, box: switchOf(unit, (on) => toggle(unit, on)) }));
      fill(
        list,
        el("p", {}, t("Run {0} without some hunks of its patch:", setup.revision)),
        ...lines.map(({ unit, box }) => el("div", { class: "hunk-unit" }, box, ...unitWords(unit))),
      );
    }
    for (const { unit, box } of lines) setChecked(box, isOn(unit));
  });
  return chooser.element;
}

function unitsOf(hunks: readonly HunkView[]): readonly Unit[] {
  const units: Unit[] = [];
  for (const hunk of hunks) {
    if (units.some((unit) => unit.hunks.includes(hunk))) continue;
    const together = hunks.filter(
      (other) => other === hunk || (hunk.group.includes(other.id) && other.group.includes(hunk.id)),
    );
    const also = hunk.group.filter((id) => !together.some((other) => other.id === id));
    units.push({ hunks: together, also });
  }
  return units;
}

function switchOf({ hunks }: Unit, changed: (on: boolean) => void): HTMLElement {
  const [first] = hunks;
  const label =
    hunks.length > 1
      ? t("{0} hunks that only go together", hunks.length)
      : (first?.facts?.where ?? first?.id ?? "");
  return checkbox(label, true, changed);
}

/** The hunks of a unit under its switch, which names the place of a hunk that stands alone. */
function unitWords({ hunks, also }: Unit): readonly Content[] {
  return [
    ...hunks.map((hunk) => hunkWords(hunk, hunks.length > 1)),
    also.length === 0 ? null : el("p", { class: "hunk-also" }, t("Off with it: {0}", also.join(", "))),
  ];
}

function hunkWords({ id, facts }: HunkView, named: boolean): HTMLElement {
  if (!facts) return el("div", { class: "hunk" }, named ? id : null);
  return el(
    "div",
    { class: "hunk" },
    named ? el("strong", {}, facts.where) : null,
    el("code", { title: facts.row }, facts.row),
    el("small", {}, t("lines {0}, then {1}", facts.old, facts.new), ` · ${id}`),
  );
}
