import { textButton } from "./controls";
import { el } from "./dom";
import type { IconName } from "./icons";
import { place } from "./sheet";

/** A button that opens a small sheet under itself. */
export interface Popup {
  readonly element: HTMLElement;
  readonly label: (text: string) => void;
  readonly close: () => void;
}

/** Makes a button with a sheet; Escape, a click outside or leaving it with Tab closes the sheet. */
export function popup(label: string, name: IconName, sheet: HTMLElement): Popup {
  // A text node, because the toolkit gives a slotted span the size of an icon.
  const text = document.createTextNode(label);
  const frame = el("div", { class: "popup-sheet", role: "dialog", "aria-label": label, tabindex: -1 }, sheet);
  frame.hidden = true;
  const button = textButton("", () => (frame.hidden ? open() : close()), { icon: name });
  button.append(text);
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  const element = el("div", { class: "popup" }, button, frame);
  const open = (): void => {
    frame.hidden = false;
    button.setAttribute("aria-expanded", "true");
    place(frame, button);
    frame.focus();
  };
  const close = (): void => {
    frame.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  element.addEventListener("keydown", (event) => {
    // Closed, it is a button like others, and the panel's keys hold.
    if (frame.hidden) return;
    event.stopPropagation();
    if (event.key !== "Escape") return;
    close();
    button.focus();
  });
  // The focus may have been lost meanwhile.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !frame.hidden) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !element.contains(event.target)) close();
  });
  element.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) close();
  });
  return {
    element,
    label(words) {
      text.data = words;
      button.setAttribute("aria-label", words);
    },
    close,
  };
}
