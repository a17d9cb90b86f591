/** The panel's form controls: the browser's own, which need no library and bring what screen readers and keys need. */
import { t } from "@vscode/l10n";
import type { Content } from "./dom";
import { el } from "./dom";
import type { IconName } from "./icons";
import { icon } from "./icons";

function button(
  kind: string,
  pressed: () => void,
  more: Record<string, string>,
  ...content: Content[]
): HTMLElement {
  return el("button", { type: "button", class: `button ${kind}`, onclick: pressed, ...more }, ...content);
}

/** A button with a text; the primary one is the one action of its view. */
export function textButton(
  label: string,
  pressed: () => void,
  options: { readonly primary?: boolean; readonly icon?: IconName } = {},
): HTMLElement {
  const kind = options.primary ? "primary" : "secondary";
  return button(kind, pressed, {}, options.icon ? icon(options.icon) : null, label);
}

/** A button that shows only an icon; `label` is its name and its tooltip, `key` the key that does the same. */
export function iconButton(name: IconName, label: string, pressed: () => void, key = ""): HTMLElement {
  const title = key === "" ? label : `${label} (${key})`;
  return button("icon-only", pressed, { "aria-label": label, title }, icon(name));
}

/** Enables or disables a control of this file. */
export function setDisabled(control: HTMLElement, disabled: boolean): void {
  control.toggleAttribute("disabled", disabled);
}

/** One line of a dropdown. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A list of which one line is chosen. */
export interface Dropdown {
  readonly element: HTMLElement;
  readonly show: (choices: readonly Choice[], chosen: string) => void;
}

/** A dropdown named `label` that tells `chosen` the value a person picked. */
export function dropdown(label: string, chosen: (value: string) => void): Dropdown {
  const element = el("select", { class: "field", "aria-label": label, title: label });
  let shown: readonly Choice[] = [];
  element.addEventListener("change", () => chosen(element.value));
  return {
    element,
    show(choices, value) {
      const same =
        choices.length === shown.length && choices.every((choice, i) => choice.label === shown[i]?.label);
      if (!same) {
        element.replaceChildren(
          ...choices.map((choice) => el("option", { value: choice.value }, choice.label)),
        );
        shown = choices;
      }
      element.selectedIndex = choices.findIndex((choice) => choice.value === value);
    },
  };
}

/** A box that can be ticked, with a text beside it. */
export interface Checkbox {
  readonly element: HTMLElement;
  readonly set: (checked: boolean) => void;
}

/** A checkbox that tells what a person makes of it. */
export function checkbox(label: string, changed: (checked: boolean) => void): Checkbox {
  const box = el("input", { type: "checkbox", onchange: () => changed(box.checked) });
  return {
    element: el("label", { class: "checkbox" }, box, label),
    set: (checked) => (box.checked = checked),
  };
}

/** A field for a line of text; `entered` runs when a person presses Enter in it. */
export function textField(label: string, entered: (text: string) => void): HTMLElement {
  const element = el("input", { class: "field", type: "text", placeholder: label, "aria-label": label });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || element.value.trim() === "") return;
    entered(element.value.trim());
    element.value = "";
  });
  return element;
}

/** A ring that turns while something runs. */
export function progressRing(): HTMLElement {
  return el("span", { class: "ring", role: "progressbar", "aria-label": t("Searching") });
}
