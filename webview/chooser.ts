import { t } from "@vscode/l10n";
import { el, fill } from "./dom";
import { icon } from "./icons";
import { place } from "./sheet";

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

/** A button that shows what is chosen, and opens a list that can be filtered by typing. */
export interface Chooser {
  readonly element: HTMLElement;
  /** Shows other options, or another one chosen; `text` is what the closed button says. */
  readonly show: (options: readonly Option[], chosen: string, text: string) => void;
}

/** How many options Page Up and Page Down go over. */
const page = 8;

let choosers = 0;

/** Makes a chooser named `label` that tells `chosen` the value a person picked. */
export function chooser(label: string, chosen: (value: string) => void): Chooser {
  const name = `chooser-${++choosers}`;
  const shown = el("span", { class: "chooser-text" });
  const button = el(
    "button",
    { type: "button", class: "chooser-button", "aria-haspopup": "listbox", "aria-expanded": "false" },
    shown,
    icon("down"),
  );
  const field = el("input", {
    type: "text",
    class: "chooser-field",
    role: "combobox",
    placeholder: t("Type to filter"),
    "aria-label": t("{0}, filter", label),
    "aria-expanded": "true",
    "aria-controls": name,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = el("div", { class: "chooser-list", role: "listbox", id: name, "aria-label": label });
  const sheet = el("div", { class: "chooser-sheet" }, field, list);
  sheet.hidden = true;
  const element = el("div", { class: "chooser" }, button, sheet);

  let options: readonly Option[] = [];
  let current = "";
  let fitting: readonly Option[] = [];
  let active = 0;

  const draw = (): void => {
    fitting = matching(options, field.value);
    active = Math.max(0, Math.min(active, fitting.length - 1));
    fill(list, ...groupsOf(fitting).map((group) => groupElement(group, name, current)));
    if (fitting.length === 0)
      list.append(
        el("div", { class: "chooser-none", role: "option", "aria-disabled": "true" }, t("Nothing fits.")),
      );
    mark();
  };
  const mark = (): void => {
    const all = [...list.querySelectorAll<HTMLElement>(".chooser-option")];
    all.forEach((option, i) => option.classList.toggle("active", i === active));
    const here = all[active];
    if (here) field.setAttribute("aria-activedescendant", here.id);
    else field.removeAttribute("aria-activedescendant");
    // At the top the heading of the first group is wanted too.
    if (active === 0) list.scrollTop = 0;
    else here?.scrollIntoView({ block: "nearest" });
  };
  const open = (): void => {
    field.value = "";
    active = Math.max(
      0,
      options.findIndex(({ value }) => value === current),
    );
    sheet.hidden = false;
    button.setAttribute("aria-expanded", "true");
    draw();
    place(sheet, button);
    field.focus();
  };
  const close = (): void => {
    sheet.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  const pick = (option: Option | undefined): void => {
    if (!option) return;
    close();
    button.focus();
    if (option.value !== current) chosen(option.value);
  };
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
  };

  button.addEventListener("click", () => (sheet.hidden ? open() : close()));
  field.addEventListener("input", () => {
    active = 0;
    draw();
  });
  element.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (sheet.hidden && (move === undefined || Math.abs(move) > 1)) return;
    event.stopPropagation();
    if (sheet.hidden) open();
    else if (move !== undefined) {
      active = Math.max(0, Math.min(active + move, fitting.length - 1));
      mark();
    } else if (event.key === "Enter") pick(fitting[active]);
    else if (event.key === "Escape") {
      close();
      button.focus();
    } else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const line =
      event.target instanceof Element ? event.target.closest<HTMLElement>(".chooser-option") : null;
    pick(fitting.find(({ value }) => value === line?.dataset["value"]));
  });
  element.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) close();
  });
  return {
    element,
    show(newOptions, value, text) {
      options = newOptions;
      current = value;
      if (shown.textContent === text) return;
      shown.textContent = text;
      button.setAttribute("aria-label", `${label}: ${text}`);
      button.title = `${label}: ${text}`;
    },
  };
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
