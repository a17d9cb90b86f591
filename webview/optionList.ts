import { t } from "@vscode/l10n";
import { el, fill } from "./dom";

/** One line of a chooser. */
export interface Option {
  readonly value: string;
  /** What it is, in words; the first thing a person reads. */
  readonly title: string;
  /** Its short name, as commands and links have it. */
  readonly id: string;
  /** The heading it stands under; empty for none. */
  readonly group: string;
}

/** How many options Page Up and Page Down go over. */
const page = 8;

/** Keys that go over options, and how many. */
const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: page,
  PageUp: -page,
};

let lists = 0;

/** Options under their headings, and a field that filters them; one of those that fit is active. */
export class OptionList {
  readonly field: HTMLInputElement;
  readonly element: HTMLElement;
  readonly #name = `chooser-${++lists}`;
  #options: readonly Option[] = [];
  #chosen = "";
  #fitting: readonly Option[] = [];
  #active = 0;

  constructor(label: string) {
    this.field = el("input", {
      type: "text",
      class: "chooser-field",
      role: "combobox",
      placeholder: t("Type to filter"),
      "aria-label": t("{0}, filter", label),
      "aria-expanded": "true",
      "aria-controls": this.#name,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this.#draw(0),
    });
    this.element = el("div", {
      class: "chooser-list",
      role: "listbox",
      id: this.#name,
      "aria-label": label,
      // The focus stays in the field.
      onpointerdown: (event) => event.preventDefault(),
    });
  }

  /** What there is to choose from, and what is chosen; drawn when the list opens. */
  offer(options: readonly Option[], chosen: string): void {
    this.#options = options;
    this.#chosen = chosen;
  }

  /** Draws all options, with the chosen one active. */
  open(): void {
    this.field.value = "";
    this.#draw(this.#options.findIndex(({ value }) => value === this.#chosen));
  }

  /** The active option, if any fits. */
  get here(): Option | undefined {
    return this.#fitting[this.#active];
  }

  /** The option that an element stands in. */
  at(target: EventTarget | null): Option | undefined {
    const line = target instanceof Element ? target.closest<HTMLElement>(".chooser-option") : null;
    return this.#fitting.find(({ value }) => value === line?.dataset["value"]);
  }

  /** Goes over options, if that is what a key does. */
  move(key: string): boolean {
    const by = moves[key];
    if (by !== undefined) this.#activate(this.#active + by);
    return by !== undefined;
  }

  #draw(active: number): void {
    this.#fitting = matching(this.#options, this.field.value);
    fill(
      this.element,
      ...groupsOf(this.#fitting).map((group) => groupElement(group, this.#name, this.#chosen)),
    );
    if (this.#fitting.length === 0)
      this.element.append(
        el("div", { class: "chooser-none", role: "option", "aria-disabled": "true" }, t("Nothing fits.")),
      );
    this.#activate(active);
  }

  #activate(index: number): void {
    this.#active = Math.max(0, Math.min(index, this.#fitting.length - 1));
    const all = [...this.element.querySelectorAll<HTMLElement>(".chooser-option")];
    all.forEach((option, i) => option.classList.toggle("active", i === this.#active));
    const here = all[this.#active];
    if (here) this.field.setAttribute("aria-activedescendant", here.id);
    else this.field.removeAttribute("aria-activedescendant");
    // At the top the heading of the first group is wanted too.
    if (this.#active === 0) this.element.scrollTop = 0;
    else here?.scrollIntoView({ block: "nearest" });
  }
}

/** The options in which every word that was typed stands somewhere. */
export function matching(options: readonly Option[], typed: string): readonly Option[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return options.filter(({ title, id, group }) => {
    const text = `${title} ${id} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

interface Group {
  readonly name: string;
  readonly options: readonly Option[];
}

/** Neighbouring options of one heading. */
function groupsOf(options: readonly Option[]): readonly Group[] {
  const groups: { name: string; options: Option[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last?.name === option.group) last.options.push(option);
    else groups.push({ name: option.group, options: [option] });
  }
  return groups;
}

function groupElement(group: Group, name: string, current: string): HTMLElement {
  const heading =
    group.name === "" ? null : el("div", { class: "chooser-group", role: "presentation" }, group.name);
  const lines = group.options.map(({ value, title, id }) =>
    el(
      "div",
      {
        class: "chooser-option",
        role: "option",
        id: `${name}-${value}`,
        "data-value": value,
        "aria-selected": String(value === current),
      },
      el("span", {}, title),
      id === "" ? null : el("small", {}, id),
    ),
  );
  const labels = group.name === "" ? {} : { "aria-label": group.name };
  return el("div", { role: "group", ...labels }, heading, ...lines);
}
