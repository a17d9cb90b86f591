import { el } from "./dom";
import { icon } from "./icons";
import type { Option } from "./optionList";
import { OptionList } from "./optionList";
import { place } from "./sheet";

/** A button that shows what is chosen, and opens a list that can be filtered by typing. */
export interface Chooser {
  readonly element: HTMLElement;
  /** Shows other options, or another one chosen; `text` is what the closed button says. */
  readonly show: (options: readonly Option[], chosen: string, text: string) => void;
}

/** Makes a chooser named `label` that tells `chosen` the value a person picked. */
export function chooser(label: string, chosen: (value: string) => void): Chooser {
  const list = new OptionList(label);
  const shown = el("span", { class: "chooser-text" });
  const button = el(
    "button",
    { type: "button", class: "chooser-button", "aria-haspopup": "listbox", "aria-expanded": "false" },
    shown,
    icon("down"),
  );
  const sheet = el("div", { class: "chooser-sheet" }, list.field, list.element);
  const element = el("div", { class: "chooser" }, button, sheet);
  let current = "";

  const reveal = (isOpen: boolean): void => {
    sheet.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const open = (): void => {
    reveal(true);
    list.open();
    place(sheet, button);
    list.field.focus();
  };
  const close = (): void => {
    reveal(false);
    button.focus();
  };
  const pick = (option: Option | undefined): void => {
    if (!option) return;
    close();
    if (option.value !== current) chosen(option.value);
  };
  reveal(false);
  button.addEventListener("click", () => (sheet.hidden ? open() : reveal(false)));
  list.element.addEventListener("click", (event) => pick(list.at(event.target)));
  element.addEventListener("keydown", (event) => {
    if (sheet.hidden && !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.stopPropagation();
    if (sheet.hidden) open();
    else if (event.key === "Enter") pick(list.here);
    else if (event.key === "Escape") close();
    else if (!list.move(event.key)) return;
    event.preventDefault();
  });
  element.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) reveal(false);
  });
  return {
    element,
    show(options, value, text) {
      list.offer(options, value);
      current = value;
      if (shown.textContent === text) return;
      shown.textContent = text;
      button.setAttribute("aria-label", `${label}: ${text}`);
      button.title = `${label}: ${text}`;
    },
  };
}
