/** The panel's form controls. The only file that imports the toolkit, so that another set of elements can take its place here. */
import { t } from "@vscode/l10n";
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import type { Content } from "./dom";
import type { IconName } from "./icons";
import { icon } from "./icons";

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeProgressRing(),
  vsCodeTextField(),
);

function make(tag: string, attributes: Readonly<Record<string, string>>, ...content: Content[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content.filter((part) => part !== null));
  return element;
}

/** A button with a text; the primary one is the one action of its view. */
export function textButton(
  label: string,
  pressed: () => void,
  options: { readonly primary?: boolean; readonly icon?: IconName } = {},
): HTMLElement {
  const shown = options.icon ? icon(options.icon) : null;
  shown?.setAttribute("slot", "start");
  const button = make(
    "vscode-button",
    { appearance: options.primary ? "primary" : "secondary" },
    shown,
    label,
  );
  button.addEventListener("click", pressed);
  return button;
}

/** A button that shows only an icon; `label` is its name and its tooltip, `key` the key that does the same. */
export function iconButton(name: IconName, label: string, pressed: () => void, key = ""): HTMLElement {
  const title = key === "" ? label : `${label} (${key})`;
  const button = make("vscode-button", { appearance: "icon", "aria-label": label, title }, icon(name));
  button.addEventListener("click", pressed);
  return button;
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
  const element = make("vscode-dropdown", { "aria-label": label, title: label });
  let shown: readonly Choice[] = [];
  element.addEventListener("change", () => chosen((element as HTMLElement & { value: string }).value));
  return {
    element,
    show(choices, value) {
      const same =
        choices.length === shown.length && choices.every((choice, i) => choice.label === shown[i]?.label);
      if (!same) {
        element.replaceChildren(
          ...choices.map((choice) => make("vscode-option", { value: choice.value }, choice.label)),
        );
        shown = choices;
      }
      const index = choices.findIndex((choice) => choice.value === value);
      (element as HTMLElement & { selectedIndex: number }).selectedIndex = index;
    },
  };
}

/** A checkbox with a text beside it. */
export function checkbox(label: string, checked: boolean, changed: (checked: boolean) => void): HTMLElement {
  const element = make("vscode-checkbox", {}, label) as HTMLElement & { checked: boolean };
  element.checked = checked;
  element.addEventListener("change", () => changed(element.checked));
  return element;
}

/** Sets a checkbox of this file; it tells the change, as if a person had made it. */
export function setChecked(box: HTMLElement, checked: boolean): void {
  (box as HTMLElement & { checked: boolean }).checked = checked;
}

/** A field for a line of text; `entered` runs when a person presses Enter in it. */
export function textField(label: string, entered: (text: string) => void): HTMLElement {
  // The toolkit takes the field's name from its content, and from nowhere else.
  const name = document.createElement("span");
  name.className = "spoken";
  name.textContent = label;
  const element = make("vscode-text-field", { placeholder: label }, name) as HTMLElement & { value: string };
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || element.value.trim() === "") return;
    entered(element.value.trim());
    element.value = "";
  });
  return element;
}

/** A ring that turns while something runs. */
export function progressRing(): HTMLElement {
  return make("vscode-progress-ring", { "aria-label": t("Searching") });
}
